package query

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mostQueries is how many queries of a panel are kept: with more it would not be valid.
const mostQueries = 100

// Asking is what became of a panel's queries.
type Asking struct {
	// Queries are those that are asked, as Perses has them.
	Queries *jsonstrict.Value
	Kept    []Kept
	Lost    []Lost
}

// Kept is a query that is asked. Shown is its legend with one letter in place of each
// label. Instant is set when Grafana asks it for one moment, Pinned when that is so here too.
type Kept struct {
	RefID, Legend, Shown, Expr string
	Instant, Pinned            bool
}

// Lost is a query that the charts can't ask: its place and its text, in words what it is,
// and why it is lost.
type Lost struct{ Field, Reason, Text, Why string }

var (
	fieldLabel  = regexp.MustCompile(`\$\{__field\.labels\.(\w+)\}`)
	legendLabel = regexp.MustCompile(`\{\{[^}]*\}\}`)
)

// Reader reads the queries of panels.
type Reader struct {
	*journal.Journal

	sources *origin.Book
	queries promql.Reader
	lists   Lists
	fates   fate.Table
}

// NewReader makes a reader for the panels of one dashboard. queries tells what is PromQL,
// lists are the dashboard's variables.
func NewReader(told *journal.Journal, sources *origin.Book, queries promql.Reader, lists Lists) *Reader {
	return &Reader{Journal: told, sources: sources, queries: queries, lists: lists, fates: targetFates()}
}

// Read sorts the queries of a panel into those that are PromQL and those that
// can't be asked.
func (r *Reader) Read(path string, panel *jsonstrict.Value) Asking {
	made, names := Asking{Queries: jsonstrict.NewArray()}, namesOf(panel)
	for i, target := range panel.Get("targets").Items() {
		if r.Stops() {
			return made
		}
		at := jsonstrict.At(path+".targets", i)
		if len(made.Kept) >= mostQueries {
			r.Counts.QueriesDropped++
			r.Changed(at, "Query", fmt.Sprintf("left out, a panel has at most %d", mostQueries))
			continue
		}
		if target.Get("hide").Truth() {
			r.Counts.QueriesDropped++
			r.Looks(at, "Hidden query", "left out, it was not drawn")
			continue
		}
		source := r.sources.Of(target.Get("datasource"), panel.Get("datasource"))
		r.sources.Ask(source)
		expr := r.lists.Widened(tree.Interpolated(target.Get("expr").Text()))
		if lost, isLost := r.unaskable(at, source, expr, target); isLost {
			made.Lost = append(made.Lost, lost)
			continue
		}
		expr, pinned := r.moment(at, expr, target, panel)
		query, legend := r.query(at, source, expr, target, panel, names)
		made.Queries.Append(query)
		made.Kept = append(made.Kept, Kept{
			RefID: target.Get("refId").Text(), Legend: legend, Shown: legendLabel.ReplaceAllString(legend, "\u2400"), Expr: expr,
			Instant: once(target), Pinned: pinned,
		})
	}
	return made
}

func (r *Reader) unaskable(at string, source origin.Source, expr string, target *jsonstrict.Value) (Lost, bool) {
	lost := Lost{Field: at, Text: tree.FirstText(tree.Text(expr), target.Get("query"), target.Get("rawSql"),
		target.Get("expression"), target.Get("target"))}
	switch {
	case !source.Drawable():
		lost.Reason, lost.Why = origin.LanguageOf(source.Kind), "it is for a datasource of another kind"
	case target.Get("type").Text() == "math" || target.Get("datasource").Text() == "__expr__":
		lost.Reason, lost.Why = origin.LanguageOf("__expr__"), "Grafana's server computed it"
	case strings.TrimSpace(expr) == "" && lost.Text == "":
		lost.Reason, lost.Why = "Query without text", "there is nothing to ask"
	case strings.TrimSpace(expr) == "":
		lost.Reason, lost.Why = "Query in another language", "it is not PromQL"
	default:
		fault := r.queries.Fault(expr)
		if fault == nil {
			return Lost{}, false
		}
		lost.Reason, lost.Why = "Query that is not PromQL", fault.Error()
		if promql.Unasked(fault) {
			lost.Reason = "Query too long or too deep"
		}
	}
	return lost, true
}

func (r *Reader) query(
	path string, source origin.Source, expr string, target, panel *jsonstrict.Value, names displayName,
) (query *jsonstrict.Value, legend string) {
	spec := tree.Object("query", tree.Text(expr))
	legend = r.legendOf(path, target, names)
	if legend != "" {
		spec.Set("seriesNameFormat", tree.Text(legend))
	}
	interval := strings.TrimPrefix(tree.FirstText(target.Get("interval"), panel.Get("interval")), ">")
	switch _, ok := perses.ParseDuration(interval); {
	case ok:
		spec.Set("minStep", tree.Text(interval))
	case interval != "" && !strings.HasPrefix(interval, "$"):
		r.Changed(path+".interval", "Interval", "left out, it is not a duration")
	case interval != "":
		r.Looks(path+".interval", "Interval by a variable", "the step that fits the chart")
	}
	if datasource := r.sources.Selector(source); datasource != nil {
		spec.Set("datasource", datasource)
	}
	r.Left(path, target, r.fates)
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
func (r *Reader) legendOf(path string, target *jsonstrict.Value, names displayName) string {
	legend := tree.Interpolated(target.Get("legendFormat").Text())
	if legend == "__auto" {
		legend = ""
	}
	if names.lost != "" {
		r.Changed(path, "Display name", "the legend of the query in place of "+names.lost)
	}
	if names.format != "" {
		return names.format
	}
	return tree.Cut(legend, 2000)
}

// DropLost tells of the queries that a panel goes on without.
func (r *Reader) DropLost(asked Asking) {
	for _, lost := range asked.Lost {
		r.Counts.QueriesDropped++
		r.Changed(lost.Field, lost.Reason, "left out, the other queries of the panel are drawn ("+lost.Why+")")
	}
	r.Counts.Queries += len(asked.Kept)
}

func targetFates() fate.Table {
	return fate.Handled(fate.Table{
		"metric": {}, "dsType": {}, "instant": {}, "range": {},
	}, "expr refId legendFormat interval datasource hide format intervalFactor step exemplar editorMode builder type "+
		"queryType useBackend disableTextWrap fullMetaSearch includeNullMetadata requestId key target hideLabel calculatedInterval "+
		"datasourceErrors errors legendLink prometheusEndpoint version crossSeries aggregation decimals displayAliasType "+
		"displayType displayValueWithAlias units valueHandler query legend _base fromExploreMetrics scenarioId rawSql "+
		"expression metrics bucketAggs timeField")
}
