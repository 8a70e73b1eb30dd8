// Package health holds the words for how an asset is: the status that a check gives it,
// and numbers of assets by status. It is pure.
package health
