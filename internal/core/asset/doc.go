// Package asset holds the words that features share about what is looked after: an
// environment, and an asset in it. It is pure.
package asset
