package grafana

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

// Source is a datasource that the Grafana document names.
type Source struct {
	// Name is as the document writes it, without $ and braces.
	Name string
	// Kind is Grafana's word for its type, such as prometheus or loki.
	Kind string
	// Variable is set when a variable of the dashboard chooses it.
	Variable bool
	// Queries is how many queries ask it.
	Queries int
}

// Drawable reports whether the charts can ask it.
func (s Source) Drawable() bool { return isPrometheus(s.Kind) }

// Counts says in numbers what became of a dashboard.
type Counts struct {
	Panels, Changed, Notes  int
	Queries, QueriesDropped int
}

// AsTheyAre is how many panels came over with nothing that people see changed.
func (c Counts) AsTheyAre() int { return c.Panels - c.Changed - c.Notes }

// MostLines bounds the report of one dashboard; the last line tells how many more.
const MostLines = 5000

// The longest reason and the longest words for what one gets, in characters: one text of
// the document may be in many lines.
const longestReason, longestBecomes = 150, 500

// lines are a report as far as there is room for it.
type lines struct {
	said   []Line
	unsaid int
}

func (l *lines) full(most int) bool { return len(l.said) >= most }

func (l *lines) add(most int, line Line) {
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
func (l *lines) closed() []Line {
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
	var all lines
	for _, report := range reports {
		for _, line := range report {
			all.add(most, line)
		}
	}
	return all.closed()
}

func (m *mapper) say(outcome Outcome, field, reason, becomes string) {
	m.outcomes[m.panel.key] = worse(m.outcomes[m.panel.key], outcome)
	if !m.GoesOn() {
		return
	}
	line := Line{Outcome: outcome, Panel: m.panel.key, Title: m.panel.title, Reason: reason, Becomes: becomes}
	if !m.report.full(MostLines) {
		line.Field = m.form.own(field)
	}
	m.report.add(MostLines, line)
}

func (m *mapper) changed(field, reason, becomes string) { m.say(Changed, field, reason, becomes) }

func (m *mapper) looks(field, reason, becomes string) { m.say(Looks, field, reason, becomes) }

func worse(a, b Outcome) Outcome {
	if a == Note || b == Note {
		return Note
	}
	if a == Changed || b == Changed {
		return Changed
	}
	return b
}

// countPanels counts what became of the panels.
func (m *mapper) countPanels() {
	for _, member := range m.panels.Members() {
		m.counts.Panels++
		switch m.outcomes[member.Key] {
		case Note:
			m.counts.Notes++
		case Changed:
			m.counts.Changed++
		default:
		}
	}
}
