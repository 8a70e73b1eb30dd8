// Package retention removes old runs at night. What is active stays and, of every kind,
// the newest run of each asset.
package retention
