// Package httpserver is the edge: one Echo server with request ids, an access
// log, security headers, cross-site protection, body and time limits, problem
// documents for every error, requests validated against the contract, and a stop
// that cuts no accepted request. It knows no product words: what an operation
// needs is declared in the contract and decided by the caller's gate.
package httpserver
