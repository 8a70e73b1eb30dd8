// Package grafana maps Grafana dashboards to Perses dashboards, and reports what
// could not be mapped or only nearly. It is pure, reads the JSON of Grafana from
// schema version 16 on, and never fails because of something it does not know.
//
// A document is brought into one form (classic), its variables (variable), queries (query,
// which ask an origin) and panels (chart for a kind, with field and table below it) are
// mapped, and each of them tells the journal what is lost (fate). All of them work within
// bounds (bound).
package grafana
