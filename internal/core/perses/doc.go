// Package perses is the document of Perses: dashboards, datasources, variables and
// secrets as trees that keep what they don't know. It reads, stamps and merges them
// and lists what stands in them and what they refer to. It is pure: no I/O, no clock.
//
// What is done with documents stands below: promql reads queries with variables, schema
// checks, diff compares. Nobody else takes the JSON of a document apart.
package perses
