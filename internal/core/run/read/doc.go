// Package read is the side of those who look at runs: lists, pages of items and log
// lines, counts. It never writes, and shows only the scope's project.
package read
