// Package perses knows what a Perses document is: dashboards, datasources,
// variables and secrets as trees that keep what they don't know. It reads,
// checks, stamps and merges them and lists what they refer to. It is pure: no
// I/O, no clock.
//
// A check finds all faults at once, each with its path. The known plugin kinds
// are checked by plain code; an unknown kind is a warning, never a fault.
package perses
