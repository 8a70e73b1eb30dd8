// Package window turns a policy's execution window into exact times. It is
// pure: no clock, no I/O, no logger. The same rule, date and dashboards give
// the same slots on every replica and on every day.
//
//   - A window is the half-open interval [Opens, Closes). It belongs to the day
//     on which it starts, also when it ends after midnight.
//   - Its bounds are resolved to instants first, so spacing is real time: on a
//     day that loses an hour the window is shorter, on one that gains an hour it
//     is longer, and a bound that no clock shows that day moves to the next
//     instant that exists.
//   - N dashboards get N distinct slots, Length/N apart. The first one's distance
//     from Opens is a share of the spacing that depends on the policy's id alone.
//   - A dashboard's place depends on hash(policy id, dashboard), so it is checked
//     at about the same time every day.
//   - Slots are when checks are due. What the environment's ceiling makes of them
//     is told by Forecast; the ceiling itself holds when checks run.
package window
