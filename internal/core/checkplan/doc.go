// Package checkplan holds the words in which those that want checks and those that do
// them talk: what a run of checks is to check, what is planned of it, by which
// thresholds, and when an asset is due next. It is pure.
package checkplan
