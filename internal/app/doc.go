// Package app wires the program: it opens the stores, makes every feature with
// what it needs, puts the routes behind their gate, starts and stops. It is the
// only room that knows all the others, and holds no rules of its own.
package app
