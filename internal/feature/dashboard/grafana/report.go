package grafana

import (
	"fmt"

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

// mostLines bounds the report of one dashboard; the last line tells how many more.
const mostLines = 5000

func (m *mapper) say(outcome Outcome, field, reason, becomes string) {
	m.outcomes[m.panel.key] = worse(m.outcomes[m.panel.key], outcome)
	m.add(Line{
		Outcome: outcome, Field: m.form.own(field), Panel: m.panel.key, Title: m.panel.title, Reason: reason, Becomes: becomes,
	})
}

func (m *mapper) add(line Line) {
	if len(m.report) >= mostLines {
		m.unsaid++
		return
	}
	m.report = append(m.report, line)
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

// closeReport adds what did not fit.
func (m *mapper) closeReport() {
	if m.unsaid > 0 {
		m.report = append(m.report, Line{
			Outcome: Changed, Reason: "More", Becomes: fmt.Sprintf("%d more lines that don't fit here", m.unsaid),
		})
	}
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
