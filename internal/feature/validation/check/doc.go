// Package check holds the rules by which a Perses dashboard is judged. It is
// pure: documents and answers go in, questions and a report come out; asking is
// the caller's part.
//
//	board, err := Read(document)   as core/perses reads it
//	fill.Effective(…)              what must be asked to fill the variables
//	plan := Prepare(board, …)      what to ask, and what is wrong already
//	report := Judge(plan, findings) status, issues, panels, steps, cause
//
// The result is judged, never the mere success of asking: an answer without
// series is a finding, and when one of its metrics has not existed for a day, the
// finding names that metric. What could not be determined is UNKNOWN and belongs to the
// datasource, once, not to each of its panels.
package check
