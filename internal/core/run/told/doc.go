// Package told makes the events of runs: what watchers are told of a run, an item and a
// log. It reads rows and changes nothing.
package told
