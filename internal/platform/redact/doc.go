// Package redact takes credentials out of texts that are kept or shown: those that it was
// told about, in the usual encodings, and what looks like one.
package redact
