// Package syntaxtree shows a parsed query as the tree that Prometheus 3 answers
// to parse_query, which query editors draw. It knows no data: the tree of a
// query depends on its text alone.
package syntaxtree
