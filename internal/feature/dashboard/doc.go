// Package dashboard keeps dashboards as Perses documents with all of their
// versions, and the datasources, variables and secrets that they use.
//
// Invariants: a document is saved whole or not at all, with its version, its
// audit entry and its event in one transaction; versions ascend by one and are
// never changed; a dashboard is draft, active or archived (in the bin for 30
// days, its name taken until it is purged); what a client does not know of a
// document is kept; the value of a secret never comes back.
//
// It owns the tables dashboard, dashboard_version, dashboard_tag,
// dashboard_datasource, dashboard_view, dashboard_seed, datasource, variable and
// secret. The project of global resources is empty.
package dashboard
