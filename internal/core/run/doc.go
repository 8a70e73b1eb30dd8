// Package run has the words of a run: every operation that can take longer than a
// request is one. A producer (one Go type of a feature) gives a kind, a way to list the
// items and a function for one item.
//
// The rooms below it, of which each knows those after it only:
//
//   - engine starts a run (once, however often it is asked for), lists its items, does
//     them one short job at a time, keeps its log, and ends it;
//   - retention removes old runs; it is a producer like any other;
//   - read is the side of those who look: lists, pages, logs, counts;
//   - attempt is what one attempt at an item has: its limit of time and its journal;
//   - place is who waits for a place in a lane, and who has one; fair says who is next;
//   - input is what runs ask of people and what these answer;
//   - told makes the events of which watchers are told;
//   - store has the rows of runs, items and log lines.
//
// # States
//
// The table in status.go is the only way from one status to another; the function
// store.ChangeStatus is the only place that writes one. With each change goes a row of
// run_transition and an event, in the same transaction.
//
// # Invariants
//
//   - One active run per de-duplication key: a partial unique index.
//   - An item is finished exactly once. Claiming it counts run_item.attempt up;
//     each write of the worker says WHERE attempt = ?, so whoever comes back
//     late from the dead writes nothing. The effects of an item
//     (Outcome.Apply), its last log lines, the counts and, with the last item,
//     the run's final status are one transaction.
//   - The counts of a run are those of its items, and a run that has ended has
//     no item that has not.
//   - Log lines of a run have the sequences 1, 2, 3 … without gaps and become
//     visible in that order: they are taken from run.log_seq, under the lock of
//     the run's row.
//   - A place in a lane is the row of an item that has a holder. It is taken with the
//     claim and given back with the outcome; never more than the lane's ceiling have
//     one. Where a worker could not give it back, the death of its process does.
//   - A job is a ticket to do items, whichever it is whose turn it is. Its worker goes on
//     from one to the next for a few seconds. For each place in a lane that somebody
//     waits for there is a ticket, and for what needs no place there are some, so no
//     worker waits for a place and nobody looks for one.
//   - Locks are taken in one order: the row that counts the places, the run's row, its
//     items, its queue.
//   - A run needs input from when one of its items does, until none does any more; items
//     that need nothing go on meanwhile. Who waits holds no worker and no place.
//   - What is stored of a failure is a reason code of the closed list and one
//     sanitized sentence.
//
// Owned tables: run, run_target, run_item, run_log, run_transition, run_lane, run_queue,
// run_share, run_turn, run_ask, run_answer.
package run
