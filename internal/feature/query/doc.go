// Package query is the metrics path: what a panel asks, on its way to
// Prometheus and back.
//
// Every entrance goes through one pipeline, whose order stands in pipeline.go:
// parse, limits, enforce, admit, upstream, result limits. A stage is one file.
//
// Invariants:
//   - Nothing that a client sent is forwarded. The question is read into an Ask,
//     and the upstream request is built from that, from nothing.
//   - For a tenant-scoped datasource every selector that goes upstream carries
//     exactly one matcher on the tenant label, and it admits only the project's
//     own values. The printed query is parsed again to prove it.
//   - An endpoint whose answer cannot be enforced does not exist for such a
//     datasource.
//   - A query costs nothing upstream before it passed all limits.
package query
