// Package bound keeps the work of a mapping within bounds, whatever document it is given: a
// Watch ends it when nobody waits any more, a Pattern is matched only so long, a Weight is
// what a document may become.
package bound
