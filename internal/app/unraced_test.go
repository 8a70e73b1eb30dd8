//go:build !race

package app

// memoryFactor is 1: the program is measured as it is delivered.
const memoryFactor = 1
