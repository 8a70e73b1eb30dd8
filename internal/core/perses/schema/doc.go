// Package schema knows what is allowed in a Perses document: in dashboards,
// datasources, variables and secrets. It is pure.
//
// A check finds all faults at once, each with its path. The known plugin kinds
// are checked by plain code; an unknown kind is a warning, never a fault.
package schema
