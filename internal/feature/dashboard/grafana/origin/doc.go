// Package origin knows the datasources that a Grafana document names: by name, by input, or
// by a variable that chooses one.
package origin
