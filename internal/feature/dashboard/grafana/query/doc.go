// Package query tells which queries of a panel are asked, and how: in PromQL, over the time
// range, each with its legend.
package query
