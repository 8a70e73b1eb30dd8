// Package store has the rows of runs, items and log lines, and the writes that change
// them. Whoever calls it holds the lock of the run's row where it says so.
package store
