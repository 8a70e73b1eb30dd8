package run

import (
	"fmt"
	"slices"
)

// Finding is the verdict of an item whose work was to judge. Such an item has
// succeeded whatever the verdict; what could not be judged has failed instead.
type Finding string

// The findings. None is that of an item that judged nothing.
const (
	NoFinding   Finding = ""
	FindingPass Finding = "pass"
	FindingWarn Finding = "warn"
	FindingFail Finding = "fail"
)

// EveryFinding lists the findings, worst first.
func EveryFinding() []Finding { return []Finding{FindingFail, FindingWarn, FindingPass} }

// Valid reports whether it is one of the three.
func (f Finding) Valid() bool { return slices.Contains(EveryFinding(), f) }

// level is how loud the log says it.
func (f Finding) level() Level {
	switch f {
	case FindingFail:
		return Error
	case FindingWarn:
		return Warning
	default:
		return Info
	}
}

// Findings count the verdicts of a run's items.
type Findings struct{ Pass, Warn, Fail int }

// All is how many verdicts there are.
func (f Findings) All() int { return f.Pass + f.Warn + f.Fail }

// with gives the findings after one more verdict.
func (f Findings) with(finding Finding) Findings {
	switch finding {
	case FindingPass:
		f.Pass++
	case FindingWarn:
		f.Warn++
	case FindingFail:
		f.Fail++
	case NoFinding:
	}
	return f
}

// words tells the verdicts: '20 failing, 3 with warnings, 277 healthy'.
func (f Findings) words() string {
	words := ""
	for _, part := range []struct {
		count int
		word  string
	}{{f.Fail, "failing"}, {f.Warn, "with warnings"}, {f.Pass, "healthy"}} {
		if part.count == 0 {
			continue
		}
		if words != "" {
			words += ", "
		}
		words += fmt.Sprintf("%d %s", part.count, part.word)
	}
	return words
}

// itemRank is the place of an item where the worst comes first. It is stored, to
// page by it, so the numbers never change; the gaps are for what is still to come.
func itemRank(status ItemStatus, finding Finding) int {
	switch status {
	case ItemSucceeded:
		return map[Finding]int{FindingFail: 10, FindingWarn: 20, FindingPass: 70, NoFinding: 70}[finding]
	case ItemFailed:
		return 30
	case ItemWarned:
		return 40
	case ItemRunning:
		return 50
	case ItemQueued:
		return 60
	case ItemSkipped:
		return 80
	}
	return 0
}

// isRank reports whether items can have this rank. Once ranks were other numbers,
// and a cursor of that time must not lead anywhere.
func isRank(rank int) bool {
	for _, status := range ItemStatuses() {
		for _, finding := range append(EveryFinding(), NoFinding) {
			if itemRank(status, finding) == rank {
				return true
			}
		}
	}
	return false
}
