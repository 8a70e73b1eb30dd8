package journal

import (
	"fmt"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Outcome is what became of a part of the Grafana document.
type Outcome string

// The outcomes, from the one that most wants a look.
const (
	// Note: the panel stands as a text that keeps what it was.
	Note Outcome = "note"
	// Changed: it is drawn, and something that people see differs.
	Changed Outcome = "changed"
	// Looks: a matter of looks only, which nobody misses in the numbers.
	Looks Outcome = "looks"
)

// Line is one sentence of the report. Panel and Title are empty for what belongs to
// the whole dashboard.
type Line struct {
	Outcome Outcome
	// Field is the place in the Grafana document.
	Field        string
	Panel, Title string
	// Reason is what there was, the same words for the same thing; Becomes is what one gets.
	Reason, Becomes string
	// Missing is the datasource that the document names and the project does not have, when
	// that is what the line is about: with another in its place the line has no ground.
	Missing string `json:",omitempty"`
	// More is how many lines this one stands for, which had no room.
	More int `json:"-"`
}

// Message is the line as a sentence.
func (l Line) Message() string { return l.Reason + ": " + l.Becomes }

// Fields gives the report as places and sentences.
func Fields(report []Line) []apperror.Field {
	var fields []apperror.Field
	for _, line := range report {
		fields = append(fields, apperror.Field{Field: line.Field, Message: line.Message()})
	}
	return fields
}

// MostLines bounds the report of one dashboard; the last line tells how many more.
const MostLines = 5000

// The longest reason and the longest words for what one gets, in characters: one text of
// the document may be in many lines.
const longestReason, longestBecomes = 150, 500

// Lines are a report as far as there is room for it.
type Lines struct {
	said   []Line
	unsaid int
}

func (l *Lines) full(most int) bool { return len(l.said) >= most }

// Add takes a line, as long as there are fewer than most. Its texts are cut.
func (l *Lines) Add(most int, line Line) {
	switch {
	case line.More > 0:
		l.unsaid += line.More
	case l.full(most):
		l.unsaid++
	default:
		line.Reason, line.Becomes = tree.Cut(line.Reason, longestReason), tree.Cut(line.Becomes, longestBecomes)
		l.said = append(l.said, line)
	}
}

// closed are the lines, and one for those that had no room.
func (l *Lines) closed() []Line {
	if l.unsaid == 0 {
		return l.said
	}
	return append(l.said, Line{
		Outcome: Changed, Reason: "More", Becomes: fmt.Sprintf("%d more lines that don't fit here", l.unsaid), More: l.unsaid,
	})
}

// Bounded joins reports and keeps so many lines at the most. One more tells how many
// others there are.
func Bounded(most int, reports ...[]Line) []Line {
	var all Lines
	for _, report := range reports {
		for _, line := range report {
			all.Add(most, line)
		}
	}
	return all.closed()
}
