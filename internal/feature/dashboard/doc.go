// Package dashboard keeps dashboards as Perses documents with all of their versions.
//
// Invariants: a document is saved whole or not at all, with its version, its
// audit entry and its event in one transaction; versions ascend by one and are
// never changed; a dashboard is draft, active or archived (in the bin for 30
// days, its name taken until it is purged); what a client does not know of a
// document is kept.
//
// It owns the tables dashboard, dashboard_version, dashboard_tag,
// dashboard_datasource, dashboard_view and dashboard_seed.
package dashboard
