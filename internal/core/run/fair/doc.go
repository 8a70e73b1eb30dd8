// Package fair says which run gets the next place to work in. It is pure: who
// waits goes in, who is next comes out.
//
// # Rules, the first that decides counts
//
//   - What is too late soon, because its window ends within its spacing, goes first.
//   - What somebody started by hand goes before what a schedule started. But after
//     three times in which it was passed over, the scheduled one has the place.
//   - By hand the project goes first that has waited longest for a place; then, and of
//     what a schedule started, the run that has. A run
//     that has just come counts as one that has waited for Newcomer places: it goes
//     before those that are served all the time, and not before those that starve.
//   - The item goes first that is due longest.
package fair
