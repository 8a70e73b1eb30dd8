package check

import (
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
)

// Board is what the rules need of a dashboard's document.
type Board struct {
	Name, Project string
	// Range is the default time range.
	Range     time.Duration
	Variables []fill.Variable
	// Datasources are the dashboard's own, by name.
	Datasources []fill.Datasource
	// Panels are those that a layout shows, in its order.
	Panels []Panel
	// Unplaced counts the panels that no layout shows. Nobody sees them.
	Unplaced int
	// Dangling are keys of panels that a layout shows and that do not exist.
	Dangling []string
}

// Panel is one panel, its queries and how it is shown.
type Panel struct {
	perses.Panel

	// Columns is how wide it is drawn, of 24.
	Columns int
	// Repeats are the variables of the groups that show it; empty for a group
	// that stands once.
	Repeats []string
}

// Read reads a dashboard as far as it can be read. The error says in words that it is
// no JSON.
func Read(raw []byte) (Board, error) {
	d, err := perses.Read(raw)
	if err != nil {
		return Board{}, err //nolint:wrapcheck // a sentence for people
	}
	board := Board{
		Name: d.Name(), Project: d.Project(), Range: d.Duration(), Variables: fill.Variables(d),
		Datasources: fill.OwnDatasources(d),
	}
	board.place(d)
	return board, nil
}

// place reads the panels that the layouts show, in their order.
func (b *Board) place(d *perses.Document) {
	at := map[string]int{}
	for _, place := range perses.Places(d) {
		key := place.Panel
		panel, exists := perses.PanelOf(d, key)
		if !exists {
			if key != "" && !slices.Contains(b.Dangling, key) {
				b.Dangling = append(b.Dangling, key)
			}
			continue
		}
		if _, seen := at[key]; !seen {
			at[key] = len(b.Panels)
			b.Panels = append(b.Panels, Panel{Panel: panel})
		}
		b.Panels[at[key]].shown(place.Repeat, int(place.Columns))
	}
	b.Unplaced = perses.PanelCount(d) - len(b.Panels)
}

// shown adds a place where the panel stands.
func (p *Panel) shown(repeat string, columns int) {
	if !slices.Contains(p.Repeats, repeat) {
		p.Repeats = append(p.Repeats, repeat)
	}
	p.Columns = max(p.Columns, columns)
}

// Uses lists the names of the variables that the panels hold: in their queries, in place
// of a datasource or a step, and around them.
func (b Board) Uses() []string {
	var names []string
	for _, panel := range b.Panels {
		names = append(names, panel.Repeats...)
		for _, q := range panel.Queries {
			names = append(names, fill.NamesIn(q.Text+" "+q.Datasource.Variable+" "+q.MinStep)...)
		}
	}
	return names
}

// Builtins are the values of the variables that every dashboard has.
func (b Board) Builtins(now time.Time) map[string]fill.Value {
	return fill.Builtins(b.Name, b.Project, b.Range, now)
}
