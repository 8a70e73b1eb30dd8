// Package runhub is the read side of runs: the list with its filters, the counts
// and the strip over time, one run with its timeline, items and log, and the
// stream of changes.
//
// It only shows. Nothing here starts, changes or ends a run, and nothing asks
// another system than the database. Every answer is of the scope's project;
// another project's run is not found.
//
// Owned tables: none. The tables of runs belong to core/run, whose Reader has all
// SQL about them.
package runhub
