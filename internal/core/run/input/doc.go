// Package input is what runs ask of people and what people answer: the form of an
// answer, which items wait for which field, and the values on their way to the item.
//
// # Invariants
//
//   - The request of a run names each field once, with how many items wait for it. The
//     rows of run_ask are the truth about who waits; the request in the run's row is made
//     anew with every change, so that lists need no other table.
//   - A value is nowhere but in a row of run_answer: sealed with the key of the installation
//     for one item, deleted when the item reads it, and emptied after five minutes by whoever
//     sees it first. It is written with the item's way back into the queue, in one transaction.
//   - An item goes on when none of its fields is open any more. A value that was given for
//     an item which still waits for another one is not kept: the item asks again for what it
//     still lacks.
//
// Owned tables: run_ask, run_answer.
package input
