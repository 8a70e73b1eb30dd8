// Package variable maps the variables of a Grafana dashboard.
package variable
