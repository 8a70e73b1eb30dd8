package journal

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Journal is what is told of one dashboard while it is mapped. Whoever maps a part of it
// has it, and asks its watch.
type Journal struct {
	*bound.Watch

	// Counts are counted up by those who map.
	Counts Counts

	own      func(field string) string
	lines    Lines
	outcomes map[string]Outcome
	// key and title are of the panel that is spoken of.
	key, title string
}

// New begins a journal. own gives a place of the classic form as the document has it; lines
// are what is told already.
func New(watch *bound.Watch, own func(field string) string, lines Lines) *Journal {
	return &Journal{Watch: watch, own: own, lines: lines, outcomes: map[string]Outcome{}}
}

// TurnTo says which panel the next lines are about: its key and title, both empty for the
// whole dashboard.
func (j *Journal) TurnTo(key, title string) { j.key, j.title = key, title }

// Say tells what became of a part of the document: field is its place in the classic form,
// reason what there was, the same words for the same thing, becomes what one gets.
func (j *Journal) Say(outcome Outcome, field, reason, becomes string) {
	j.outcomes[j.key] = worse(j.outcomes[j.key], outcome)
	if !j.GoesOn() {
		return
	}
	line := Line{Outcome: outcome, Panel: j.key, Title: j.title, Reason: reason, Becomes: becomes}
	if !j.lines.full(MostLines) {
		line.Field = j.own(field)
	}
	j.lines.Add(MostLines, line)
}

// Changed tells of what people see and what differs; see Say.
func (j *Journal) Changed(field, reason, becomes string) { j.Say(Changed, field, reason, becomes) }

// Looks tells of a matter of looks only; see Say.
func (j *Journal) Looks(field, reason, becomes string) { j.Say(Looks, field, reason, becomes) }

// Left tells of the members of an object that no fate deals with.
func (j *Journal) Left(path string, object *jsonstrict.Value, fates fate.Table) {
	for _, member := range object.Members() {
		if !j.GoesOn() {
			return
		}
		found, known := fates[member.Key]
		if known && found.Becomes == "" || found.IsUsual(member.Value) {
			continue
		}
		if !known {
			found.Becomes = "left out, there is nothing like it"
		}
		at, reason := jsonstrict.Join(path, member.Key), "Setting "+member.Key
		if found.Visible {
			j.Changed(at, reason, found.Becomes)
		} else {
			j.Looks(at, reason, found.Becomes)
		}
	}
}

func worse(a, b Outcome) Outcome {
	if a == Note || b == Note {
		return Note
	}
	if a == Changed || b == Changed {
		return Changed
	}
	return b
}

// Report gives the lines, and one for those that had no room.
func (j *Journal) Report() []Line { return j.lines.closed() }

// Outcomes are those of the panels, by their keys, that don't come as they are. The empty
// key is the dashboard itself.
func (j *Journal) Outcomes() map[string]Outcome { return j.outcomes }
