package query

import (
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Target is what a path of the proxy points to.
type Target struct {
	// Ref is the datasource. It has no project for a global one.
	Ref
	// Endpoint is what is asked; Label is whose values, for label values.
	Endpoint Endpoint
	Label    string
}

// Prefix is the beginning of every path of the proxy.
const Prefix = "/proxy/"

// The exact forms of a path: names and labels of plain characters,
// nothing escaped, no doubled slash. What does not match is not there.
const (
	nameForm  = `([A-Za-z0-9_.-]{1,128})`
	labelForm = `([A-Za-z_][A-Za-z0-9_]{0,255})`
	source    = `/datasources/` + nameForm + `/api/v1/(.+)$`
)

// paths reads the proxy's paths.
type paths struct{ project, global, dashboard, label *regexp.Regexp }

func newPaths() paths {
	return paths{
		project:   regexp.MustCompile(`^/proxy/projects/` + nameForm + source),
		global:    regexp.MustCompile(`^/proxy/globaldatasources/` + nameForm + `/api/v1/(.+)$`),
		dashboard: regexp.MustCompile(`^/proxy/projects/` + nameForm + `/dashboards/` + nameForm + source),
		label:     regexp.MustCompile(`^label/` + labelForm + `/values$`),
	}
}

func notThere() error {
	return apperror.New(apperror.NotFound, "There is no such endpoint")
}

// parse reads an escaped path. Kinds: not_found.
func (p paths) parse(escaped string) (Target, error) {
	var target Target
	var rest string
	if m := p.project.FindStringSubmatch(escaped); m != nil {
		target, rest = Target{Ref: Ref{Project: m[1], Name: m[2]}}, m[3]
	} else if m := p.dashboard.FindStringSubmatch(escaped); m != nil {
		target, rest = Target{Ref: Ref{Project: m[1], Dashboard: m[2], Name: m[3]}}, m[4]
	} else if m := p.global.FindStringSubmatch(escaped); m != nil {
		target, rest = Target{Ref: Ref{Name: m[1], Global: true}}, m[2]
	} else {
		return Target{}, notThere()
	}
	if target.climbs() {
		return Target{}, notThere()
	}
	// The project and its dashboards are kept in small letters; a datasource is looked
	// up by the name that was asked for, as one in a dashboard keeps its capitals.
	target.Project, target.Dashboard = asset.FoldName(target.Project), asset.FoldName(target.Dashboard)
	if m := p.label.FindStringSubmatch(rest); m != nil {
		target.Endpoint, target.Label = LabelValues, m[1]
		return target, nil
	}
	endpoint := Endpoint(rest)
	if _, known := methodsOf(endpoint); !known || endpoint == LabelValues {
		return Target{}, notThere()
	}
	target.Endpoint = endpoint
	return target, nil
}

// climbs reports whether a name is a step in the address, such as "..".
func (t Target) climbs() bool {
	for _, name := range []string{t.Project, t.Dashboard, t.Name} {
		if name != "" && strings.Trim(name, ".") == "" {
			return true
		}
	}
	return false
}

// methodsOf lists the endpoints that exist, and whether they take POST.
func methodsOf(e Endpoint) (post, known bool) {
	switch e {
	case InstantQuery, RangeQuery, Series, LabelNames, Exemplars, FormatQuery, ParseQuery:
		return true, true
	case LabelValues, Metadata, Rules, Alerts, BuildInfo:
		return false, true
	default:
		return false, false
	}
}
