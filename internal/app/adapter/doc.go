// Package adapter is what one feature needs of another, in the words of who needs it: the
// features themselves know nothing of each other.
package adapter
