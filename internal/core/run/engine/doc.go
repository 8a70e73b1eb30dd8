// Package engine starts runs and does their work: see the package run for what holds.
package engine
