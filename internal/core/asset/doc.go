// Package asset holds the words that features share about what is looked after:
// an environment, an asset in it, and what a planned check of assets is. It is
// pure.
package asset
