package grafana

import (
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func titleOf(panel *jsonstrict.Value, otherwise string) string {
	if title := strings.TrimSpace(panel.Get("title").Text()); title != "" {
		return title
	}
	return otherwise
}

func (m *mapper) mapPanel(path string, panel *jsonstrict.Value) {
	if m.Stops() || m.isCopy(path, panel) {
		return
	}
	panel = m.resolved(panel)
	title := tree.Cut(tree.OneLine(titleOf(panel, "Panel")), 200)
	key := m.key(panel)
	m.TurnTo(key, title)
	defer m.TurnTo("", "")
	asked := m.queries.Read(path, panel)
	drawn := m.charts.Draw(path, panel, asked)
	spec := tree.Object("display", tree.Object("name", tree.Text(withUnit(title, drawn.Unit))), "plugin", drawn.Plugin)
	if description := panel.Get("description").Text(); description != "" {
		spec.Get("display").Set("description", tree.Text(tree.Cut(description, 2000)))
	}
	if !drawn.IsNote {
		m.queries.DropLost(asked)
		if len(asked.Queries.Items()) > 0 {
			spec.Set("queries", asked.Queries)
		}
		m.charts.LeftOver(path, panel)
	}
	m.repeatedPanel(path, panel)
	m.links(path, panel, spec)
	made := tree.Object("kind", tree.Text("Panel"), "spec", spec)
	if faults := m.options.Checker.Panel(made).Faults; len(faults) > 0 {
		m.Counts.Queries -= len(spec.Get("queries").Items())
		reason := faults[0].Field + " " + faults[0].Message
		made = m.spoilt(path, title, reason, asked)
	}
	if m.weight = m.weight.Plus(bound.WeightOf(made)); m.weight.Above(bound.MostWeight()) {
		m.End(apperror.New(apperror.TooLarge, "The dashboard is larger than %s as one of Perses", perses.ImportLimits().Size()))
	}
	m.panels.Set(key, made)
	m.place(key, panel)
}

// withUnit is a title with the unit that the numbers below it don't say.
func withUnit(title, unit string) string {
	if unit == "" || strings.Contains(title, unit) {
		return title
	}
	return tree.Cut(title, 100) + " (" + tree.Cut(tree.OneLine(unit), 50) + ")"
}

// spoilt stands in for a panel whose mapping this server would refuse, so that one
// panel never stops a dashboard.
func (m *mapper) spoilt(path, title, why string, asked query.Asking) *jsonstrict.Value {
	plugin := m.charts.Note(path, "Settings that are not valid", why+".", asked)
	spec := tree.Object("display", tree.Object("name", tree.Text(title)), "plugin", plugin)
	made := tree.Object("kind", tree.Text("Panel"), "spec", spec)
	if len(m.options.Checker.Panel(made).Faults) == 0 {
		return made
	}
	made.Get("spec", "plugin", "spec").Set("text", tree.Text("**Not drawn here: settings that are not valid.**"))
	made.Get("spec", "display").Set("name", tree.Text("Panel"))
	return made
}

// resolved takes a library panel from what the export brings along.
func (m *mapper) resolved(panel *jsonstrict.Value) *jsonstrict.Value {
	uid := panel.Get("libraryPanel", "uid").Text()
	model := m.elements.Get(uid, "model")
	if uid == "" || panel.Get("type").Text() != "" || !model.Is(jsonstrict.Object) {
		return panel
	}
	full := model.Clone()
	for _, key := range []string{"id", "gridPos", "title"} {
		if own := panel.Get(key); own != nil {
			full.Set(key, own.Clone())
		}
	}
	return full
}

func (m *mapper) repeatedPanel(path string, panel *jsonstrict.Value) {
	if name := panel.Get("repeat").Text(); name != "" {
		m.Changed(path+".repeat", "Repeated panel", "it stands once, for all chosen values of "+name+" together")
	}
}

func (m *mapper) key(panel *jsonstrict.Value) string {
	key := "panel-" + panel.Get("id").Digits()
	if key == "panel-" || m.used[key] || strings.ContainsAny(key[len("panel-"):], "eE+.-") {
		m.unnamed++
		key = fmt.Sprintf("panel-new-%d", m.unnamed)
	}
	m.used[key] = true
	return key
}
