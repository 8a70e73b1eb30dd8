// Package attempt is what one attempt at an item has: a limit of time that holds for
// functions that don't return too, and a journal whose lines are written soon and in order.
package attempt
