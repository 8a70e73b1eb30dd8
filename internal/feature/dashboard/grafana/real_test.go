package grafana_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/testkit/shared"
)

// realDocuments are dashboards from public repositories.
func realDocuments(t *testing.T) map[string]*jsonstrict.Value {
	t.Helper()
	folder := shared.Dir(t, "data", "grafana")
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v", folder, err)
	}
	documents := map[string]*jsonstrict.Value{}
	limits := perses.Limits()
	limits.Bytes = 4 << 20
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if documents[filepath.Base(file)], err = jsonstrict.JSON(text, limits); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	return documents
}

// Every real dashboard is accepted, every panel stands, and no chart has a datasource
// in a form that the charts don't resolve.
func TestMap_real_dashboards(t *testing.T) {
	t.Parallel()
	checker := schema.NewChecker()
	for name, root := range realDocuments(t) {
		mapped, err := grafana.Map(root, options())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := checker.Dashboard(t.Context(), mapped.Dashboard).Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		text := string(mapped.Dashboard.JSON())
		if strings.Contains(text, `"kind":"PrometheusDatasource","name":"$`) {
			t.Errorf("%s: a variable as the name of a datasource draws nothing", name)
		}
	}
}

// mappedSettings are the settings that a chart shows, or that no reader can see: the
// test's own list, so that a slip of the mapper is not repeated here. Everything else
// that a panel sets needs a line in the report.
func mappedSettings() []string {
	return strings.Fields(`
		custom.fillOpacity custom.lineWidth custom.drawStyle custom.axisLabel custom.pointSize custom.showPoints
		custom.barWidthFactor custom.axisBorderShow custom.inspect custom.align
		options.tooltip options.legend options.reduceOptions options.graphMode options.colorMode options.textMode options.orientation
		options.justifyMode options.wideLayout options.text options.content options.code options.mode options.sortBy
		options.cellHeight options.showHeader options.percentChangeColorMode options.color options.yAxis options.calculation
		options.cellGap options.cellValues options.exemplars options.filterValues options.rowsFrame options.showUnfilled
		options.minVizHeight options.minVizWidth options.maxVizHeight options.sizing options.valueMode options.namePlacement
		options.showThresholdMarkers options.fieldOptions options.rowHeight options.alignValue options.showValue options.footer
		defaults.unit defaults.decimals defaults.mappings defaults.thresholds defaults.displayName defaults.color defaults.custom
		custom.hideFrom custom.scaleDistribution custom.stacking custom.thresholdsStyle custom.spanNulls custom.lineStyle
		custom.cellOptions custom.axisPlacement custom.showValues`)
}

// TestMap_loses_nothing_silently walks every option of every real panel that is drawn.
func TestMap_loses_nothing_silently(t *testing.T) {
	t.Parallel()
	known := mappedSettings()
	for name, root := range realDocuments(t) {
		mapped, err := grafana.Map(root, options())
		if err != nil {
			t.Fatal(err)
		}
		source := root
		if inner := root.Get("dashboard"); inner != nil {
			source = inner
		}
		walkPanels(source, func(path string, panel *jsonstrict.Value) {
			var said []string
			for _, line := range mapped.Report {
				if rest, ok := strings.CutPrefix(line.Field, path); ok && (rest == "" || rest[0] == '.') {
					said = append(said, line.Field)
					if line.Outcome == journal.Note {
						return // a note says that nothing is drawn
					}
				}
			}
			defaults := panel.Get("fieldConfig", "defaults")
			for prefix, settings := range map[string]*jsonstrict.Value{
				"options": panel.Get("options"), "defaults": defaults, "custom": defaults.Get("custom"),
			} {
				for _, member := range settings.Members() {
					at := map[string]string{"options": ".options.", "defaults": ".fieldConfig.defaults.", "custom": ".fieldConfig.defaults.custom."}[prefix]
					at = path + at + member.Key
					if saysNothing(member.Value) || slices.Contains(known, prefix+"."+member.Key) || toldAt(said, at) ||
						shownByKind(panel, prefix+"."+member.Key) {
						continue
					}
					t.Errorf("%s: %s = %.80s of a %s is lost without a word", name, at, member.Value.JSON(), panel.Get("type").Text())
				}
			}
			for i, transformation := range panel.Get("transformations").Items() {
				at := jsonstrict.At(path+".transformations", i)
				if !transformation.Get("disabled").Truth() && panel.Get("type").Text() != "table" && !toldAt(said, at) {
					t.Errorf("%s: %s is lost without a word", name, at)
				}
			}
		})
	}
}

func toldAt(said []string, at string) bool {
	return slices.ContainsFunc(said, func(field string) bool { return strings.HasPrefix(field, at) })
}

// saysNothing are values that are off, empty or what Grafana has anyway.
func saysNothing(value *jsonstrict.Value) bool {
	switch string(value.Canonical()) {
	case `""`, `0`, `false`, `null`, `[]`, `{}`, `"auto"`, `"none"`, `"off"`, `"linear"`, `"left"`, `"text"`, `"hidden"`, `"basic"`,
		`"gradient"`, `"pie"`, `{"reducers":[]}`:
		return true
	}
	return false
}

// shownByKind are settings that only some kinds of panels show.
func shownByKind(panel *jsonstrict.Value, setting string) bool {
	kind := panel.Get("type").Text()
	switch setting {
	case "defaults.min":
		return kind == "timeseries" || kind == "graph" || kind == "gauge"
	case "defaults.max":
		return kind == "timeseries" || kind == "graph" || kind == "gauge"
	case "options.mergeValues":
		return true
	case "custom.axisSoftMin", "custom.axisSoftMax":
		hard := strings.ToLower(strings.TrimPrefix(setting, "custom.axisSoft"))
		return panel.Get("fieldConfig", "defaults", hard) != nil || kind != "timeseries"
	case "custom.lineInterpolation", "custom.gradientMode", "custom.insertNulls", "custom.axisCenteredZero", "custom.axisColorMode",
		"custom.barAlignment":
		return kind != "timeseries" && kind != "graph"
	}
	return false
}

func walkPanels(root *jsonstrict.Value, visit func(path string, panel *jsonstrict.Value)) {
	var walk func(path string, list *jsonstrict.Value)
	walk = func(path string, list *jsonstrict.Value) {
		for i, panel := range list.Items() {
			at := jsonstrict.At(path, i)
			if panel.Get("type").Text() != "row" {
				visit(at, panel)
			}
			walk(at+".panels", panel.Get("panels"))
		}
	}
	walk("panels", root.Get("panels"))
	for i, row := range root.Get("rows").Items() {
		walk(jsonstrict.At("rows", i)+".panels", row.Get("panels"))
	}
}
