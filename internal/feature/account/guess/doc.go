// Package guess slows down whoever guesses passwords and links, and nobody else.
package guess
