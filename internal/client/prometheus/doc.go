// Package prometheus is the client of an external Prometheus, Thanos or other
// server of the Prometheus HTTP API: what platform/upstream does, in the words of
// that API. Answers are bytes; nothing is decoded here.
package prometheus
