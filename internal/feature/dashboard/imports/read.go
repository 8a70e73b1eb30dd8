package imports

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/oneline"
)

const (
	// mostImported is how many documents an imported text may have. Together they have
	// as many values as one document may have.
	mostImported = 200
	// mostReported is how many lines the reports of all documents of one text have.
	mostReported = 20_000
)

// yamlBreak is the line between two documents of a YAML text.
var yamlBreak = regexp.MustCompile(`(?m)^---(?:[ \t].*)?$`)

// part is one document of an imported text, or why it can't be read.
type part struct {
	root  *jsonstrict.Value
	fault error
}

// readParts takes a text apart: one document of JSON or YAML, a JSON array, several
// YAML documents, or a list as Kubernetes writes it.
func readParts(source string) ([]part, error) {
	limits := perses.ImportLimits()
	text := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(source), "\ufeff"))
	var parts []part
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		root, err := jsonstrict.JSON([]byte(text), limits)
		if err != nil {
			return nil, err
		}
		parts = listed(root)
	} else if parts = yamlParts(text, limits); len(parts) == 1 && parts[0].fault != nil {
		return nil, parts[0].fault
	}
	switch {
	case len(parts) == 0:
		return nil, apperror.InvalidField("source", "must be a dashboard: there is nothing in it")
	case len(parts) > mostImported:
		return nil, apperror.InvalidField("source", "must have at most %d documents, not %d", mostImported, len(parts))
	}
	return parts, nil
}

// yamlParts reads YAML documents one after the other. Those after the last that may be
// are not read.
func yamlParts(text string, limits jsonstrict.Limits) []part {
	var parts []part
	for _, piece := range yamlBreak.Split(text, -1) {
		if isBlankYAML(piece) {
			continue
		}
		if len(parts) > mostImported {
			break
		}
		root, err := jsonstrict.YAML([]byte(piece), limits)
		if err != nil {
			parts = append(parts, part{fault: err})
			continue
		}
		limits.Values -= size(root)
		parts = append(parts, listed(root)...)
	}
	return parts
}

// size is how many values a tree has.
func size(value *jsonstrict.Value) int {
	sum := 1
	for _, item := range value.Items() {
		sum += size(item)
	}
	for _, member := range value.Members() {
		sum += size(member.Value)
	}
	return sum
}

func isBlankYAML(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// listed gives the items of a list, or the one document that it is.
func listed(root *jsonstrict.Value) []part {
	items := root.Items()
	if strings.HasSuffix(root.Get("kind").Text(), "List") && root.Get("items").Is(jsonstrict.Array) {
		items = root.Get("items").Items()
	} else if !root.Is(jsonstrict.Array) {
		items = []*jsonstrict.Value{root}
	}
	var parts []part
	for _, item := range items {
		parts = append(parts, part{root: item})
	}
	return parts
}

// read makes a dashboard of a part, whatever form it has.
func (i *Importer) read(
	ctx context.Context, root *jsonstrict.Value, in Import, sources here,
) (*perses.Document, Imported, error) {
	if !root.Is(jsonstrict.Object) {
		return nil, Imported{}, apperror.InvalidField("source", "must be a dashboard: an object in JSON or YAML")
	}
	if in.Format == FormatGrafana || in.Format != FormatPerses && grafana.Recognises(root) {
		mapped, err := grafana.Map(root, grafana.Options{
			Checker: i.checker, Datasources: in.Datasources, Default: sources.defaultOf(in), Ended: ctx.Err,
		})
		if err != nil {
			return nil, Imported{}, err
		}
		return mapped.Dashboard, Imported{
			Format: FormatGrafana, Report: mapped.Report, Counts: mapped.Counts, Sources: sources.ofGrafana(mapped.Sources, in),
		}, nil
	}
	if err := refuseForeign(root); err != nil {
		return nil, Imported{}, err
	}
	result := Imported{Format: FormatPerses}
	switch kind := root.Get("kind").Text(); kind {
	case "PersesDashboard":
		root, result.Report = ofCustomResource(root)
	case "", string(perses.Dashboard):
	default:
		return nil, Imported{}, apperror.InvalidField("kind",
			"must be Dashboard or PersesDashboard, or the document one of Grafana; this is a %s", cutWord(kind))
	}
	if !root.Get("metadata").Is(jsonstrict.Object) {
		root.Set("metadata", jsonstrict.NewObject())
	}
	return perses.Of(root), result, nil
}

// refuseForeign refuses what names another product as the owner of its form. Perses' own
// documents name none, those of its operator Perses.
func refuseForeign(root *jsonstrict.Value) error {
	version := root.Get("apiVersion").Text()
	switch kind := root.Get("kind").Text(); {
	case version == "" || strings.HasPrefix(version, "perses.dev/"):
		return nil
	case kind != "" && kind != string(perses.Dashboard) && kind != "PersesDashboard":
		return nil // its kind says more
	default:
		return apperror.InvalidField("apiVersion",
			"must be one of Perses (perses.dev) or of Grafana (dashboard.grafana.app); this is %s", cutWord(version))
	}
}

func cutWord(word string) string {
	const most = 50
	if runes := []rune(word); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return word
}

// ofCustomResource takes a dashboard out of what the operator of Perses keeps in
// Kubernetes: v1alpha1 has its spec, v1alpha2 has it in spec.config.
func ofCustomResource(root *jsonstrict.Value) (*jsonstrict.Value, []journal.Line) {
	spec := root.Get("spec")
	if config := spec.Get("config"); config.Is(jsonstrict.Object) {
		spec = config
	}
	metadata := jsonstrict.NewObject()
	if name := root.Get("metadata", "name"); name != nil {
		metadata.Set("name", name.Clone())
	}
	var report []journal.Line
	for _, key := range []string{"labels", "annotations"} {
		if len(root.Get("metadata", key).Members()) > 0 {
			report = append(report, journal.Line{
				Outcome: journal.Looks, Field: "metadata." + key, Reason: "What Kubernetes notes", Becomes: "left out: " + key,
			})
		}
	}
	made := jsonstrict.NewObject()
	made.Set("kind", jsonstrict.NewString(string(perses.Dashboard)))
	made.Set("metadata", metadata)
	if spec != nil {
		made.Set("spec", spec.Clone())
	}
	return made, report
}

// fitName gives a document a name that this server takes, made of its own.
func fitName(d *perses.Document, result *Imported) {
	result.NameInFile = d.Name()
	name := asset.FoldName(d.Name())
	if !asset.ValidName(name) {
		name = grafana.NameOf(cmp.Or(name, d.Title()))
	}
	d.Root().Get("metadata").Set("name", jsonstrict.NewString(name))
	if name != result.NameInFile && result.NameInFile != "" {
		result.Report = append(result.Report, journal.Line{
			Outcome: journal.Looks, Field: "metadata.name", Reason: "Name in addresses",
			Becomes: name + " in place of " + cutWord(result.NameInFile),
		})
	}
}

// showHidden takes out of names, titles and tags what would make them read otherwise
// than they are, and gives a line of the report for each, as far as it has room.
func showHidden(root *jsonstrict.Value) []journal.Line {
	var shown hidden
	shown.within(root)
	return shown.lines()
}

// hidden collects where names held hidden characters. A path is written for a line only.
type hidden struct {
	path   []jsonstrict.Step
	places []string
	unsaid int
}

func (h *hidden) within(value *jsonstrict.Value) {
	for i, item := range value.Items() {
		h.at(jsonstrict.Step{Index: i, IsIndex: true}, func() { h.within(item) })
	}
	members := value.Members()
	for i, member := range members {
		h.at(jsonstrict.Step{Key: member.Key}, func() {
			switch {
			case slices.Contains([]string{"title", "name", "displayName"}, member.Key) && member.Value.Is(jsonstrict.String):
				members[i].Value = h.mended(member.Value)
			case member.Key == "tags" && member.Value.Is(jsonstrict.Array):
				tags := member.Value.Items()
				for j, tag := range tags {
					h.at(jsonstrict.Step{Index: j, IsIndex: true}, func() { tags[j] = h.mended(tag) })
				}
			default:
				h.within(member.Value)
			}
		})
	}
}

// at does something one step further down.
func (h *hidden) at(step jsonstrict.Step, do func()) {
	h.path = append(h.path, step)
	do()
	h.path = h.path[:len(h.path)-1]
}

func (h *hidden) mended(text *jsonstrict.Value) *jsonstrict.Value {
	if oneline.Holds(text.Text()) {
		return text
	}
	if len(h.places) < journal.MostLines {
		h.places = append(h.places, jsonstrict.Path(h.path))
	} else {
		h.unsaid++
	}
	return jsonstrict.NewString(strings.TrimSpace(oneline.Of(text.Text())))
}

func (h *hidden) lines() []journal.Line {
	var report []journal.Line
	for _, place := range h.places {
		report = append(report, journal.Line{
			Outcome: journal.Looks, Field: place, Reason: "Hidden characters in a name or title",
			Becomes: "left out: control characters or marks that turn the direction of writing",
		})
	}
	if h.unsaid > 0 {
		report = append(report, journal.Line{Outcome: journal.Looks, More: h.unsaid})
	}
	return report
}
