// Package chart draws the panels of Grafana with the charts of Perses, and makes a note of a
// panel that there is no chart for.
package chart
