package grafana

import (
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mostQueries is how many queries of a panel are kept: with more it would not be valid.
const mostQueries = 100

// asking is what became of a panel's queries.
type asking struct {
	queries *jsonstrict.Value
	kept    []keptQuery
	lost    []lostQuery
}

// keptQuery is a query that is asked. shown is its legend with one letter in place of each
// label. instant is set when Grafana asks it for one moment, pinned when that is so here too.
type keptQuery struct {
	refID, legend, shown, expr string
	instant, pinned            bool
}

// lostQuery is a query that the charts can't ask.
type lostQuery struct{ field, reason, text, why string }

// queries sorts the queries of a panel into those that are PromQL and those that
// can't be asked.
func (m *mapper) queries(path string, panel *jsonstrict.Value) asking {
	made, names := asking{queries: jsonstrict.NewArray()}, namesOf(panel)
	for i, target := range panel.Get("targets").Items() {
		if m.Stops() {
			return made
		}
		at := jsonstrict.At(path+".targets", i)
		if len(made.kept) >= mostQueries {
			m.Counts.QueriesDropped++
			m.Changed(at, "Query", fmt.Sprintf("left out, a panel has at most %d", mostQueries))
			continue
		}
		if target.Get("hide").Truth() {
			m.Counts.QueriesDropped++
			m.Looks(at, "Hidden query", "left out, it was not drawn")
			continue
		}
		source := m.sources.Of(target.Get("datasource"), panel.Get("datasource"))
		m.sources.Ask(source)
		expr := m.widened(tree.Interpolated(target.Get("expr").Text()))
		if lost, isLost := m.unaskable(at, source, expr, target); isLost {
			made.lost = append(made.lost, lost)
			continue
		}
		expr, pinned := m.moment(at, expr, target, panel)
		query, legend := m.query(at, source, expr, target, panel, names)
		made.queries.Append(query)
		made.kept = append(made.kept, keptQuery{
			refID: target.Get("refId").Text(), legend: legend, shown: legendLabel.ReplaceAllString(legend, "\u2400"), expr: expr,
			instant: once(target), pinned: pinned,
		})
	}
	return made
}

func (m *mapper) unaskable(at string, source origin.Source, expr string, target *jsonstrict.Value) (lostQuery, bool) {
	lost := lostQuery{field: at, text: tree.FirstText(tree.Text(expr), target.Get("query"), target.Get("rawSql"),
		target.Get("expression"), target.Get("target"))}
	switch {
	case !source.Drawable():
		lost.reason, lost.why = origin.LanguageOf(source.Kind), "it is for a datasource of another kind"
	case target.Get("type").Text() == "math" || target.Get("datasource").Text() == "__expr__":
		lost.reason, lost.why = origin.LanguageOf("__expr__"), "Grafana's server computed it"
	case strings.TrimSpace(expr) == "" && lost.text == "":
		lost.reason, lost.why = "Query without text", "there is nothing to ask"
	case strings.TrimSpace(expr) == "":
		lost.reason, lost.why = "Query in another language", "it is not PromQL"
	default:
		fault := m.options.Checker.Queries().Fault(expr)
		if fault == nil {
			return lostQuery{}, false
		}
		lost.reason, lost.why = "Query that is not PromQL", fault.Error()
		if promql.Unasked(fault) {
			lost.reason = "Query too long or too deep"
		}
	}
	return lost, true
}

func (m *mapper) query(
	path string, source origin.Source, expr string, target, panel *jsonstrict.Value, names displayName,
) (query *jsonstrict.Value, legend string) {
	spec := tree.Object("query", tree.Text(expr))
	legend = m.legendOf(path, target, names)
	if legend != "" {
		spec.Set("seriesNameFormat", tree.Text(legend))
	}
	interval := strings.TrimPrefix(tree.FirstText(target.Get("interval"), panel.Get("interval")), ">")
	switch _, ok := perses.ParseDuration(interval); {
	case ok:
		spec.Set("minStep", tree.Text(interval))
	case interval != "" && !strings.HasPrefix(interval, "$"):
		m.Changed(path+".interval", "Interval", "left out, it is not a duration")
	case interval != "":
		m.Looks(path+".interval", "Interval by a variable", "the step that fits the chart")
	}
	if datasource := m.sources.Selector(source); datasource != nil {
		spec.Set("datasource", datasource)
	}
	m.leftTarget(path, target)
	return tree.Object("kind", tree.Text("TimeSeriesQuery"), "spec",
		tree.Object("plugin", tree.Object("kind", tree.Text("PrometheusTimeSeriesQuery"), "spec", spec))), legend
}

// displayName names all fields of a panel. lost is what Perses can't say in its place.
type displayName struct{ format, lost string }

func namesOf(panel *jsonstrict.Value) displayName {
	shown := fieldLabel.ReplaceAllString(tree.Cut(panel.Get("fieldConfig", "defaults", "displayName").Text(), 4000), "{{$1}}")
	if strings.Contains(shown, "${__") {
		return displayName{lost: tree.Cut(shown, 200)}
	}
	return displayName{format: tree.Cut(tree.Interpolated(shown), 2000)}
}

// legendOf is the format of the names of a query's series. What names the whole
// panel's fields stands over that of one query.
func (m *mapper) legendOf(path string, target *jsonstrict.Value, names displayName) string {
	legend := tree.Interpolated(target.Get("legendFormat").Text())
	if legend == "__auto" {
		legend = ""
	}
	if names.lost != "" {
		m.Changed(path, "Display name", "the legend of the query in place of "+names.lost)
	}
	if names.format != "" {
		return names.format
	}
	return tree.Cut(legend, 2000)
}

// dropLost tells of the queries that a panel goes on without.
func (m *mapper) dropLost(asked asking) {
	for _, lost := range asked.lost {
		m.Counts.QueriesDropped++
		m.Changed(lost.field, lost.reason, "left out, the other queries of the panel are drawn ("+lost.why+")")
	}
	m.Counts.Queries += len(asked.kept)
}

// keepAsNote makes a panel a text that says what it was and holds its queries.
func (m *mapper) keepAsNote(field, reason, why string, asked asking) *jsonstrict.Value {
	becomes := "a note that says so"
	var note strings.Builder
	note.WriteString("**Not drawn here: " + reason + ".** " + why + "\n")
	for _, lost := range asked.lost {
		if lost.text != "" {
			becomes = "a note with the query"
			note.WriteString("\n" + fenced(lost.text))
		}
	}
	for _, query := range asked.queries.Items() {
		becomes = "a note with the query"
		note.WriteString("\n" + fenced(query.Get("spec", "plugin", "spec", "query").Text()))
	}
	m.Counts.QueriesDropped += len(asked.lost) + len(asked.kept)
	m.Say(journal.Note, field, reason, becomes)
	return tree.Plugin("Markdown", tree.Object("text", tree.Text(note.String())))
}

// fenced is a text in a block of Markdown that it can't end by itself.
func fenced(content string) string {
	content = tree.Cut(content, 5000)
	longest, marks := 2, 0
	for _, char := range content {
		if marks++; char != '`' {
			marks = 0
		}
		longest = max(longest, marks)
	}
	fence := strings.Repeat("`", longest+1)
	return fence + "\n" + content + "\n" + fence + "\n"
}
