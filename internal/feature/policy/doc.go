// Package policy says when dashboards are checked: validation policies, their
// execution windows, and the scheduler that turns windows into runs. The pure
// planner is policy/window.
//
// # Invariants
//
//   - A window becomes a run exactly once, however many replicas look: the row of
//     policy_window, the policy's next_opens_at and the start of the run change in
//     one transaction, and only from what was read.
//   - The checks of a window are items of its run with a due time and the window's
//     end as the time when it is too late: nothing starts outside its window.
//   - A change, a pause or a deletion cancels the run of an open window at once.
//     What it had not checked is planned anew over the rest of the window, by the
//     policy as it then is, as the next generation.
//   - After a time of being down, what is overdue in an open window is spread over
//     its rest; a window that has passed becomes a run whose items are skipped as
//     missed.
//
// Owned tables: policy, policy_window, policy_tick.
package policy
