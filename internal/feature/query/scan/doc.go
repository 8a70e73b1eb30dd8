// Package scan looks over an answer of the Prometheus HTTP API without decoding it. It is
// pure.
package scan
