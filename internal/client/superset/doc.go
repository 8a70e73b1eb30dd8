// Package superset is the one place that speaks to Apache Superset's REST API: 4.1 to 6.1 as
// they answer really, and the coming 7.0 as it is announced. It is thin on
// platform/upstream, knows no product word and imports no floor but the platform.
//
// What holds here:
//
//   - A Client is one server under one login and must be kept. It signs in once for
//     everybody who asks, whatever the number of callers, and again when the token ends.
//   - Every call says `Accept: application/json` (without it a refusal becomes a page) and
//     `Referer` (which https asks for). Redirects are never followed and never success; a page
//     in place of data is an error of its own.
//   - What changes something carries a CSRF token with the session cookie that came with it.
//     The cookies of all other answers are dropped: a fresh one without the token would
//     replace it.
//   - Only calls that may be repeated are repeated, and the only other ones that wait are
//     those that were not sent. An *Error says by Unsure when a change may have happened
//     although no answer came.
//   - What the server can do is asked (Capabilities), never concluded from its version.
//   - Every error is an *Error with a Reason of a closed list. What the server said is in it
//     sanitized; what it means says package refusal. Secrets are secret.Text until they are
//     on the wire.
//   - Whatever a server sends is bounded: bodies by a ceiling for each kind of call, lists by
//     a number of pages, findings by a number, cookies by size.
//   - 200 of an import means that it was taken, not that it works: whoever imports reads back.
package superset
