// Package grafana maps Grafana dashboards to Perses dashboards, and reports what
// could not be mapped or only nearly. It is pure, reads the JSON of Grafana from
// schema version 16 on, and never fails because of something it does not know.
package grafana
