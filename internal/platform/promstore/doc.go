// Package promstore is a Prometheus inside the program: Prometheus' own
// storage, scraper and query engine, with a thin HTTP API of our own in front
// that speaks the Prometheus HTTP API version 1.
//
// Purpose: something to see without any configuration. It scrapes the program
// itself in process, without the network, and whatever static targets the
// administrator adds while it runs.
//
// Invariants: one store owns its folder (a second Open of it fails); each store
// wants a registry of its own; the HTTP server must be stopped before Close,
// because a closed storage must not be read.
//
// Prometheus' Go API moves with every release: nothing outside this package
// may import its tsdb, scrape, config or promql packages.
package promstore
