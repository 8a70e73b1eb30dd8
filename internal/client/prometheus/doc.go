// Package prometheus is the client of an external Prometheus, Thanos or other
// server of the Prometheus HTTP API.
//
// One Client is one upstream: a bounded pool of kept connections, a ceiling of
// requests at a time with a queue in front, and a deadline that covers waiting
// as well. Each request is built from nothing: a constant path, the given form,
// own headers. Answers are bytes; nothing is decoded here.
package prometheus
