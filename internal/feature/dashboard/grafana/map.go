package grafana

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/chart"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/classic"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/variable"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Options say what a mapping needs to know of this server.
type Options struct {
	// Checker tells what is PromQL and which panels are valid here.
	Checker *schema.Checker
	// Datasources are the datasources of this server in place of those that the
	// document names, by their name there.
	Datasources map[string]string
	// Default is the datasource that a variable without another choice begins with;
	// empty lets the reader's first one stand.
	Default string
	// Ended gives an error when nobody waits for the mapping any more; it is asked before
	// each panel, query and variable, and within long lists. Nil means that it goes on to
	// its end.
	Ended func() error
}

// Mapping is a dashboard as Perses has it, and the report: what became of each part of
// the Grafana document.
type Mapping struct {
	Dashboard *perses.Document
	Report    []journal.Line
	Sources   []origin.Source
	Counts    journal.Counts
	// Outcomes are those of the panels, by their keys, that don't come as they are.
	Outcomes map[string]journal.Outcome
}

// mapper collects the Perses dashboard and the report.
type mapper struct {
	*journal.Journal

	options Options
	// name is that of the resource; empty in the other forms of the document.
	name      string
	panels    *jsonstrict.Value
	variables *jsonstrict.Value
	elements  *jsonstrict.Value
	layouts   []*group
	used      map[string]bool
	// unnamed is how many panels got a key of their own.
	unnamed int
	sources *origin.Book
	queries *query.Reader
	charts  *chart.Mapper
	// weight is how much was mapped.
	weight bound.Weight
}

// Recognises reports whether a document looks like a Grafana dashboard.
func Recognises(root *jsonstrict.Value) bool { return classic.Recognises(root) }

// Map maps a Grafana dashboard. Kinds of error: invalid when it is none, too_large; what
// Ended gives.
func Map(root *jsonstrict.Value, options Options) (Mapping, error) {
	options.Checker = options.Checker.ForOne()
	watch := bound.NewWatch(options.Ended)
	form, err := classic.Read(root, watch)
	if err != nil {
		return Mapping{}, err
	}
	source, m := form.Source, newMapper(form, watch, options)
	m.mapPanels("panels", source.Get("panels"))
	m.mapRows(source.Get("rows"))
	m.emptyRows()
	m.missing(source)
	if m.Exhausted() {
		m.Changed("", "Overrides by patterns", "the last of them are left out, there are too many")
	}
	if err := m.Ended(); err != nil {
		return Mapping{}, fmt.Errorf("map a Grafana dashboard: %w", err)
	}
	m.CountPanels(m.panels)
	return Mapping{
		Dashboard: m.dashboard(source), Report: m.Report(), Sources: m.sources.Sources(), Counts: m.Counts, Outcomes: m.Outcomes(),
	}, nil
}

// newMapper makes a mapper that has the variables already.
func newMapper(form classic.Form, watch *bound.Watch, options Options) *mapper {
	source, queries := form.Source, options.Checker.Queries()
	told, sources := journal.New(watch, form.Own, form.Lines), origin.NewBook(source, options.Datasources)
	variables := source.Get("templating", "list")
	lists := query.ListsOf(variables)
	return &mapper{
		Journal: told, options: options, name: form.Name, panels: jsonstrict.NewObject(), elements: source.Get("__elements"),
		layouts: []*group{{open: true}}, used: map[string]bool{}, sources: sources,
		queries: query.NewReader(told, sources, queries, lists), charts: chart.NewMapper(told, sources, queries),
		variables: variable.Map(variables, variable.Parts{
			Journal: told, Checker: options.Checker, Sources: sources, Lists: lists, Default: options.Default,
		}),
	}
}

func (m *mapper) dashboard(source *jsonstrict.Value) *perses.Document {
	spec := tree.Object("display", display(source.Get("title").Text(), source.Get("description").Text()))
	spec.Set("duration", tree.Text(rangeOf(source)))
	if refresh := refreshOf(source); refresh != "" {
		spec.Set("refreshInterval", tree.Text(refresh))
	}
	spec.Set("variables", m.variables)
	spec.Set("panels", m.panels)
	spec.Set("layouts", m.grids())
	metadata := tree.Object("name", tree.Text(NameOf(tree.FirstText(tree.Text(m.name), source.Get("title")))))
	if tags := tagsOf(source.Get("tags")); len(tags.Items()) > 0 {
		metadata.Set("tags", tags)
	}
	return perses.Of(tree.Object("kind", tree.Text(string(perses.Dashboard)), "metadata", metadata, "spec", spec))
}

// missing tells of what Perses 0.52 has no place for.
func (m *mapper) missing(source *jsonstrict.Value) {
	for i, annotation := range source.Get("annotations", "list").Items() {
		if !m.GoesOn() {
			return
		}
		if annotation.Get("builtIn").Digits() != "1" {
			m.Changed(jsonstrict.At("annotations.list", i), "Annotation", "left out: "+annotation.Get("name").Text())
		}
	}
	for i, link := range source.Get("links").Items() {
		m.Changed(jsonstrict.At("links", i), "Link of the dashboard", "left out: "+tree.FirstText(link.Get("title"), link.Get("url"),
			link.Get("type")))
	}
	if source.Get("time") != nil && !keepsRange(source) {
		m.Changed("time", "Time range that does not end now", "the dashboard opens with the last hour")
	}
	if source.Get("refresh").Text() != "" && refreshOf(source) == "" {
		m.Changed("refresh", "Refresh outside of 5s to 5m", "the usual interval")
	}
	if zone := source.Get("timezone").Text(); zone != "" && zone != "browser" && zone != "default" {
		m.Looks("timezone", "Time zone of the dashboard", "the zone of the reader in place of "+zone)
	}
	if nowDelay := source.Get("timepicker", "nowDelay").Text(); nowDelay != "" {
		m.Changed("timepicker.nowDelay", "Delay of now", "up to now")
	}
	if placed := tagsOf(source.Get("tags")); len(source.Get("tags").Items()) > len(placed.Items()) {
		m.Looks("tags", "Tags that stand twice, are empty, or more than 20", "left out")
	}
	m.Left("", source, fate.Handled(fate.Table{
		"graphTooltip": {}, "weekStart": fate.Looks("as the browser has it"), "fiscalYearStartMonth": fate.Looks("January"),
		"variables": fate.Loses("left out"),
	}, "schemaVersion tags templating time title uid timezone refresh panels editable links annotations version style gnetId "+
		"hideControls rows description id __requires __inputs liveNow __elements preload timepicker iteration sharedCrosshair "+
		"revision originalTitle slug snapshot overwrite meta scopedVars isFolder nav"))
}

// NameOf makes a DNS-1123 label of a title.
func NameOf(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		default:
			return '-'
		}
	}, title)
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	name = strings.Trim(name[:min(len(name), 75)], "-")
	if name == "" {
		return "imported"
	}
	return name
}

func tagsOf(tags *jsonstrict.Value) *jsonstrict.Value {
	kept, seen := jsonstrict.NewArray(), map[string]bool{}
	for _, tag := range tags.Items() {
		name := tree.Cut(tree.OneLine(tag.Text()), 50)
		if name != "" && !seen[name] && len(kept.Items()) < 20 {
			seen[name] = true
			kept.Append(tree.Text(name))
		}
	}
	return kept
}

var relativeRange = regexp.MustCompile(`^now-(\d{1,6}[smhdwy])$`)

func rangeOf(source *jsonstrict.Value) string {
	if !keepsRange(source) {
		return "1h"
	}
	return relativeRange.FindStringSubmatch(source.Get("time", "from").Text())[1]
}

// keepsRange reports whether Perses can say the dashboard's own time range.
func keepsRange(source *jsonstrict.Value) bool {
	match := relativeRange.FindStringSubmatch(source.Get("time", "from").Text())
	if match == nil || source.Get("time", "to").Text() != "now" {
		return false
	}
	_, ok := perses.ParseDuration(match[1])
	return ok
}

// refreshOf keeps an interval that Dashkeep allows.
func refreshOf(source *jsonstrict.Value) string {
	interval, ok := perses.ParseDuration(source.Get("refresh").Text())
	if !ok || interval < 5e9 || interval > 300e9 {
		return ""
	}
	return source.Get("refresh").Text()
}

func display(name, description string) *jsonstrict.Value {
	shown := tree.Object("name", tree.Text(tree.Cut(tree.OneLine(name), 75)))
	if description != "" {
		shown.Set("description", tree.Text(tree.Cut(description, 200)))
	}
	return shown
}
