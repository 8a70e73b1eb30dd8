// Package kind knows the types of Grafana's panels, and which chart is drawn for each.
package kind
