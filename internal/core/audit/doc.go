// Package audit records who did what, in the transaction that does it: no entry,
// no change. The trail is append-only (the database refuses changes) and each
// entry carries a hash of the one before, so that a gap or a change is found. How many there
// are and the hash of the last stand in a head that is signed with the secret key, so
// that a trail that was cut, or written anew, is found as well.
//
// Owned tables: audit_entry, audit_head, audit_head_due.
package audit
