// Package inbox is where people see what waits for them and say what is wanted: they
// answer what runs ask for, hand it over to somebody else, or send it back.
//
// # Invariants
//
//   - A value goes from the request into the engine and nowhere else: it is in no error, no
//     log and no trail.
//   - Whoever is named as the one to answer may: a member of the project whose role has the
//     permission, or such a role. To be named is a wish, not a lock; everybody else who may
//     can answer too.
//
// Owned tables: none. What a run asks for belongs to core/run.
package inbox
