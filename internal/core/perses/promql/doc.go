// Package promql reads the queries of Perses documents, which have variables where
// values will stand: whether one is PromQL, which labels its answer has, and how it is
// written for the end of a range only. It is pure.
package promql
