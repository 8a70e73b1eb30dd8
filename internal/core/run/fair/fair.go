package fair

import (
	"cmp"
	"strings"
	"time"
)

const (
	// patience is how often what a schedule started is passed over: it gets at least
	// every fourth place.
	patience = 3
	// Newcomer is for how many places a run counts as having waited when it comes.
	Newcomer = 32
)

// Candidate is the next item of one run in one lane that has a free place.
type Candidate struct {
	Run, Lane, Project string
	// ByHand tells what somebody started from what a schedule started.
	ByHand bool
	// Urgent says that the item will soon be too late.
	Urgent bool
	// Due is since when the item may start.
	Due time.Time
	// Served is the number of the last place that the run got, ProjectServed that of
	// the last one of its project by hand. A new run has the number of its coming less Newcomer.
	Served, ProjectServed int64
	// Passed is how often the run, of a schedule, was passed over since its last place.
	Passed int
}

// Next chooses among candidates, at least one: next is who gets the place, and
// passed is who is passed over by that, or -1 for nobody. Of the one Passed begins
// again, of the other it goes up by one.
func Next(candidates []Candidate) (next, passed int) {
	urgent := first(candidates, func(c Candidate) bool { return c.Urgent })
	if urgent >= 0 {
		return urgent, -1
	}
	byHand := first(candidates, func(c Candidate) bool { return c.ByHand })
	waiting := mostPassed(candidates)
	switch {
	case byHand < 0:
		return first(candidates, func(Candidate) bool { return true }), -1
	case waiting < 0:
		return byHand, -1
	case candidates[waiting].Passed >= patience:
		return waiting, -1
	default:
		return byHand, waiting
	}
}

// first gives the one of some candidates that has waited longest; -1 for none.
func first(candidates []Candidate, among func(Candidate) bool) int {
	best := -1
	for i, c := range candidates {
		if among(c) && (best < 0 || before(c, candidates[best]) < 0) {
			best = i
		}
	}
	return best
}

// mostPassed gives the scheduled one that was passed over most often, of equal ones
// the one that has waited longest; -1 for none.
func mostPassed(candidates []Candidate) int {
	best := -1
	for i, c := range candidates {
		if c.ByHand {
			continue
		}
		if best < 0 || cmp.Or(-cmp.Compare(c.Passed, candidates[best].Passed), before(c, candidates[best])) < 0 {
			best = i
		}
	}
	return best
}

// before orders by who has waited longest, what is started by hand first. The turns of
// the projects are those of what is started by hand: else whoever does that would keep
// his own schedules back.
func before(a, b Candidate) int {
	projects := 0
	switch {
	case a.ByHand && b.ByHand:
		projects = cmp.Or(cmp.Compare(a.ProjectServed, b.ProjectServed), strings.Compare(a.Project, b.Project))
	case a.ByHand:
		return -1
	case b.ByHand:
		return 1
	}
	return cmp.Or(
		projects, cmp.Compare(a.Served, b.Served), strings.Compare(a.Run, b.Run),
		a.Due.Compare(b.Due), strings.Compare(a.Lane, b.Lane))
}
