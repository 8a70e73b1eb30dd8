package check

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
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

// ReadDatasource reads the document of a project's or a global datasource.
func ReadDatasource(raw []byte, home Home) (Datasource, error) {
	var doc struct {
		Metadata struct {
			Name string `json:"name"`
		} `json:"metadata"`
		Spec datasourceSpec `json:"spec"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return Datasource{}, readable("a datasource", err)
	}
	return doc.Spec.named(doc.Metadata.Name, home), nil
}

type datasourceSpec struct {
	Default bool `json:"default"`
	Display struct {
		Name string `json:"name"`
	} `json:"display"`
	Plugin plugin `json:"plugin"`
}

func (d datasourceSpec) named(name string, home Home) Datasource {
	source := Datasource{Name: name, Kind: d.Plugin.Kind, Title: d.Display.Name, Default: d.Default, Home: home}
	var spec struct {
		ScrapeInterval string `json:"scrapeInterval"`
	}
	if json.Unmarshal(d.Plugin.Spec, &spec) == nil {
		source.Scrape = duration(spec.ScrapeInterval)
	}
	return source
}

// duration reads a length of time; zero when it is none.
func duration(text string) time.Duration {
	length, err := model.ParseDuration(text)
	if err != nil {
		return 0
	}
	return time.Duration(length)
}

// SourceRef is how a query or a variable refers to a datasource. The zero value
// is one that names nothing and means the default Prometheus.
type SourceRef struct {
	Kind, Name string
	// Variable is the text, such as $ds, of a reference by variable. A $ in Name
	// is only a letter, as it is for the charts.
	Variable string
}

// UnmarshalJSON reads the object and the text form.
func (r *SourceRef) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(raw, []byte(`"`)) {
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return err
		}
		*r = SourceRef{Variable: text}
		if !strings.HasPrefix(text, "$") {
			*r = SourceRef{Name: text}
		}
		return nil
	}
	var object struct {
		Kind string `json:"kind"`
		Name string `json:"name"`
	}
	err := json.Unmarshal(raw, &object)
	*r = SourceRef{Kind: object.Kind, Name: object.Name}
	return err
}

// words is how the reference reads in a message; empty for the default one.
func (r SourceRef) words() string { return r.Name + r.Variable }

// Sources are all datasources that a dashboard reaches, nearest first: its own,
// its project's, the global ones.
type Sources []Datasource

// find gives the datasource that a reference means, as the charts choose it: the
// nearest of that kind and name, or the nearest default one of the kind.
func (s Sources) find(ref SourceRef, values map[string]Value) (Datasource, bool) {
	if ref.Variable != "" {
		ref = s.behind(ref.Variable, values)
	}
	if ref == (SourceRef{}) {
		ref.Kind = PrometheusKind
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
func (s Sources) behind(text string, values map[string]Value) SourceRef {
	names := namesIn(text)
	if len(names) == 0 {
		return SourceRef{}
	}
	value, known := values[names[0]]
	if !known || value.Many != nil {
		return SourceRef{}
	}
	for _, choice := range s.choices(PrometheusKind) {
		if choice.title == value.One {
			return choice.ref
		}
	}
	return SourceRef{}
}

type sourceChoice struct {
	title string
	ref   SourceRef
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
		listed = append(listed, sourceChoice{title, SourceRef{Kind: kind, Name: source.Name}})
	}
	if chosen == nil {
		chosen = first
	}
	if chosen == nil {
		return nil
	}
	byDefault := "Default (" + chosen.Name + " from " + string(chosen.Home) + ")"
	return append([]sourceChoice{{byDefault, SourceRef{Kind: kind}}}, listed...)
}
