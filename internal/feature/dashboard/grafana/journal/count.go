package journal

import "github.com/dashkeep/dashkeep/internal/platform/jsonstrict"

// Counts says in numbers what became of a dashboard.
type Counts struct {
	Panels, Changed, Notes  int
	Queries, QueriesDropped int
}

// AsTheyAre is how many panels came over with nothing that people see changed.
func (c Counts) AsTheyAre() int { return c.Panels - c.Changed - c.Notes }

// CountPanels counts what became of the panels, which stand by their keys.
func (j *Journal) CountPanels(panels *jsonstrict.Value) {
	for _, member := range panels.Members() {
		j.Counts.Panels++
		switch j.outcomes[member.Key] {
		case Note:
			j.Counts.Notes++
		case Changed:
			j.Counts.Changed++
		default:
		}
	}
}
