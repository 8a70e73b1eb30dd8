// Package outcome keeps what checks have found, and reads it: a record of each check, and
// one row of health for every asset. What they mean is said by the rooms above it.
package outcome
