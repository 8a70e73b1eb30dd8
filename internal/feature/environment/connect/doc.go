// Package connect speaks to the servers that are registered as environments: it keeps one
// client for each revision of a server, and tests a connection step by step.
//
// What the client package calls its reasons are reason codes of core/run here, so that a
// test, a run and Health say the same words.
package connect
