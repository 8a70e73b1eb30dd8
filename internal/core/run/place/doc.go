// Package place is who waits for a place to work in, and who has one: the queues of the
// runs by lane, the lanes with their ceilings, and what each run and project got so far.
// The package fair says whose turn it is.
package place
