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

// Level is how loud the log says it.
func (f Finding) Level() Level {
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

// With gives the findings after one more verdict.
func (f Findings) With(finding Finding) Findings {
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

// Words tells the verdicts: '20 failing, 3 with warnings, 277 healthy'.
func (f Findings) Words() string {
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
