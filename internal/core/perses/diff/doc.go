// Package diff says what changed between two dashboards, twice: in the words of
// the product (panels, queries, variables, layout) and field by field. What the
// server writes into the metadata does not count. It is pure.
package diff
