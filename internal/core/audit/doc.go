// Package audit records who did what, in the transaction that does it: no entry,
// no change. The trail is append-only (the database refuses changes) and each
// entry carries a hash of the one before, so that a gap or a change is found.
//
// Owned table: audit_entry.
package audit
