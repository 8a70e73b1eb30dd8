//go:build race

package app

// memoryFactor is how much more memory the program takes under the race detector,
// which keeps its own record of every word (measured: between three and five times).
const memoryFactor = 4
