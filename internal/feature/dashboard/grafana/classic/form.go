package classic

import (
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// grafanaGroup begins the apiVersion of dashboards in Grafana's API of resources.
const grafanaGroup = "dashboard.grafana.app/"

// Form is a document in the classic form, whatever form it had.
type Form struct {
	Source *jsonstrict.Value
	// Name is that of the resource; empty in the other forms.
	Name string
	// addresses tell where parts of Source stand in the document, by their places in it.
	// The empty one is always there.
	addresses map[string]address
	// Lines are what the way to the classic form lost.
	Lines journal.Lines
}

// address is where a part of the classic form stands in the document. panel is set for a
// panel of the v2 form, whose settings are spread otherwise.
type address struct {
	own   string
	panel bool
}

// Recognises reports whether a document looks like a Grafana dashboard.
func Recognises(root *jsonstrict.Value) bool {
	root = unwrapped(root)
	spec := root.Get("spec")
	if spec.Is(jsonstrict.Object) && (isClassic(spec) || isSecond(spec) || isGrafanaResource(root)) {
		return true
	}
	if root.Get("kind").Text() == "Dashboard" && spec.Is(jsonstrict.Object) {
		return false
	}
	return root.Get("schemaVersion") != nil || isClassic(root) || isSecond(root)
}

func isGrafanaResource(root *jsonstrict.Value) bool {
	return strings.HasPrefix(root.Get("apiVersion").Text(), grafanaGroup)
}

func isClassic(spec *jsonstrict.Value) bool {
	return spec.Get("panels").Is(jsonstrict.Array) || spec.Get("rows").Is(jsonstrict.Array)
}

// isSecond tells the form of Grafana's v2 API: panels by name, and a layout beside them.
func isSecond(spec *jsonstrict.Value) bool {
	return spec.Get("elements").Is(jsonstrict.Object) && spec.Get("layout", "kind").Text() != ""
}

// unwrapped takes the dashboard out of what Grafana's API and exports put around it.
func unwrapped(root *jsonstrict.Value) *jsonstrict.Value {
	if inner := root.Get("dashboard"); inner.Is(jsonstrict.Object) {
		return inner
	}
	return root
}

// Read brings a document into the classic form. Kinds of error: invalid; what the watch
// ended with.
func Read(root *jsonstrict.Value, watch *bound.Watch) (Form, error) {
	if !Recognises(root) {
		return Form{}, apperror.InvalidField("source", "must be a Grafana dashboard: an object with panels").
			WithCode("not_grafana")
	}
	root = unwrapped(root)
	spec, prefix, name := root, "", ""
	if inner := root.Get("spec"); inner.Is(jsonstrict.Object) && !isClassic(root) && !isSecond(root) {
		spec, prefix, name = inner, "spec.", root.Get("metadata", "name").Text()
	}
	switch {
	case isSecond(spec):
		made, err := classicOf(spec, prefix, watch)
		made.Name = name
		return made, err
	case isClassic(spec) || spec.Get("schemaVersion") != nil:
		return Form{Source: spec, Name: name, addresses: map[string]address{"": {own: prefix}}}, refuseTooMany(spec)
	default:
		return Form{}, apperror.InvalidField("apiVersion", "must be a form of Grafana that is known here; %s is not: "+
			"export the dashboard in Grafana with the model Classic", tree.Cut(root.Get("apiVersion").Text(), 75)).WithCode("not_grafana")
	}
}

// Own gives a place of the classic form as the document has it: the longest address that
// it begins with decides.
func (f Form) Own(field string) string {
	at := len(field)
	found, known := f.addresses[field]
	for !known && at > 0 {
		at = max(strings.LastIndexAny(field[:at], ".["), 0)
		found, known = f.addresses[field[:at]]
	}
	if !found.panel {
		return found.own + field[at:]
	}
	return found.own + inElement(field[at:])
}

var listed = regexp.MustCompile(`^\.(targets|transformations)(\[\d+\])(.*)$`)

// inElement gives a place within a panel as the v2 form has it.
func inElement(place string) string {
	if match := listed.FindStringSubmatch(place); match != nil {
		list, spec := "queries", ".spec.query.spec"
		if match[1] == "transformations" {
			list, spec = match[1], ".spec"
		}
		if match[3] == "" {
			spec = ""
		}
		return ".spec.data.spec." + list + match[2] + spec + match[3]
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(place, "."), ".")
	switch first {
	case "options", "fieldConfig":
		return ".spec.vizConfig.spec" + place
	case "type":
		return ".spec.vizConfig"
	case "targets", "datasource":
		return ".spec.data"
	case "repeat", "conditionalRendering":
		return "" // what places the panel says so
	case "timeFrom", "timeTo", "timeShift", "timeCompare", "maxDataPoints", "interval", "cacheTimeout", "queryCachingTTL",
		"hideTimeOverride":
		return ".spec.data.spec.queryOptions" + place
	default:
		return ".spec" + place
	}
}
