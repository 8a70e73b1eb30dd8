package fill

import (
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Datasource is a datasource that a query may name.
type Datasource struct {
	Name, Kind string
	// Title is its shown name; empty when it has none.
	Title   string
	Default bool
	// Scrape is how often it measures; zero when it does not say.
	Scrape time.Duration
	Home   Home
}

// Home is where a datasource is defined, in the words of the charts.
type Home string

// The homes, nearest first.
const (
	OwnSource     Home = "dashboard"
	ProjectSource Home = "project"
	GlobalSource  Home = "global"
)

// ReadDatasource reads the document of a project's or a global datasource. Kinds of
// error: invalid, too_large.
func ReadDatasource(raw []byte, home Home) (Datasource, error) {
	d, err := perses.Read(raw)
	if err != nil {
		return Datasource{}, err //nolint:wrapcheck // a sentence for people
	}
	return datasourceOf(d.Name(), d.Root().Get("spec"), home), nil
}

// OwnDatasources lists the datasources that a dashboard brings itself, by name.
func OwnDatasources(d *perses.Document) []Datasource {
	var own []Datasource
	for _, member := range d.Root().Get("spec", "datasources").Members() {
		own = append(own, datasourceOf(member.Key, member.Value, OwnSource))
	}
	slices.SortFunc(own, func(a, b Datasource) int { return strings.Compare(a.Name, b.Name) })
	return own
}

func datasourceOf(name string, spec *jsonstrict.Value, home Home) Datasource {
	scrape, _ := perses.ParseDuration(spec.Get("plugin", "spec", "scrapeInterval").Text())
	return Datasource{
		Name: name, Kind: spec.Get("plugin", "kind").Text(), Title: spec.Get("display", "name").Text(),
		Default: spec.Get("default").Truth(), Scrape: scrape, Home: home,
	}
}

// Sources are all datasources that a dashboard reaches, nearest first: its own,
// its project's, the global ones.
type Sources []Datasource

// Find gives the datasource that a reference means, as the charts choose it: the
// nearest of that kind and name, or the nearest default one of the kind.
func (s Sources) Find(ref perses.DatasourceRef, values map[string]Value) (Datasource, bool) {
	if ref.Variable != "" {
		ref = s.behind(ref.Variable, values)
	}
	if ref == (perses.DatasourceRef{}) {
		ref.Kind = perses.PrometheusDatasource
	}
	at := slices.IndexFunc(s, func(d Datasource) bool {
		return d.Kind == ref.Kind && (d.Name == ref.Name || ref.Name == "" && d.Default)
	})
	if at < 0 {
		return Datasource{}, false
	}
	return s[at], true
}

// behind gives what a variable in place of a datasource means. A variable that
// does not exist, has several values or names nothing means the default one.
func (s Sources) behind(text string, values map[string]Value) perses.DatasourceRef {
	names := NamesIn(text)
	if len(names) == 0 {
		return perses.DatasourceRef{}
	}
	value, known := values[names[0]]
	if !known || value.Many != nil {
		return perses.DatasourceRef{}
	}
	for _, choice := range s.choices(perses.PrometheusDatasource) {
		if choice.title == value.One {
			return choice.ref
		}
	}
	return perses.DatasourceRef{}
}

type sourceChoice struct {
	title string
	ref   perses.DatasourceRef
}

// choices are the datasources of a kind as the charts list them: the default one
// under a name of its own, then each under its shown name.
func (s Sources) choices(kind string) []sourceChoice {
	var listed []sourceChoice
	var first, chosen *Datasource
	var seen []string
	for i, source := range s {
		if source.Kind != kind {
			continue
		}
		if first == nil {
			first = &s[i]
		}
		if source.Default && chosen == nil && !slices.Contains(seen, source.Name) {
			chosen = &s[i]
		}
		seen = append(seen, source.Name)
		title := source.Title
		if title == "" {
			title = source.Name
		}
		listed = append(listed, sourceChoice{title, perses.DatasourceRef{Kind: kind, Name: source.Name}})
	}
	if chosen == nil {
		chosen = first
	}
	if chosen == nil {
		return nil
	}
	byDefault := "Default (" + chosen.Name + " from " + string(chosen.Home) + ")"
	return append([]sourceChoice{{byDefault, perses.DatasourceRef{Kind: kind}}}, listed...)
}
