// Package gauges has the program's own metrics.
package gauges
