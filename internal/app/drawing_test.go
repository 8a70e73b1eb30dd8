//go:build !race

package app

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/testkit/documents"
	"github.com/dashkeep/dashkeep/internal/testkit/samples"
	"github.com/dashkeep/dashkeep/internal/testkit/shared"
)

// wall is a project whose dashboards all have data from a real Prometheus.
type wall struct {
	house *house
	owner person
}

// drawn is what a check says of one dashboard.
type drawn struct {
	Status, Summary string
	Issues          []struct {
		Severity, Code, Message string
		Location                struct {
			PanelKey string `json:"panel_key"`
			Query    string
		}
	}
	Panels []struct{ Key, Title, Kind, Status, Result string }
}

// hang imports documents, by name, and gives the wall when Prometheus has data for
// them. The datasources are those that the documents name.
func hang(t *testing.T, texts map[string]string, sources ...string) *wall {
	t.Helper()
	made := samples.New()
	for name, text := range texts {
		for _, problem := range made.Add([]byte(text)) {
			t.Logf("%s: no metrics for %.120s", name, strings.ReplaceAll(problem.Error(), "\n", " "))
		}
	}
	prometheus := made.Prometheus(t)
	h := openHouseWith(t, map[string]string{"outbound_allow_projects": "127.0.0.0/8", "query_series": "5000"})
	w := &wall{house: h, owner: h.person(t, "the-owner")}
	for i, source := range sources {
		w.post(t, "datasources", map[string]any{
			"kind": "Datasource", "metadata": map[string]any{"name": source}, "spec": map[string]any{
				"default": i == 0, "plugin": map[string]any{"kind": "PrometheusDatasource", "spec": map[string]any{
					// As it is: else the last step may be before all that is measured.
					"scrapeInterval": "2s",
					"proxy":          map[string]any{"kind": "HTTPProxy", "spec": map[string]any{"url": prometheus}},
				}},
			},
		})
	}
	for name, text := range texts {
		w.post(t, "imports", map[string]any{
			"source": strings.ReplaceAll(text, documents.Prometheus, prometheus), "name": name,
		})
	}
	return w
}

func (w *wall) post(t *testing.T, kind string, body map[string]any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	answer := w.house.send(t, http.MethodPost, "/api/v1/projects/"+testProject+"/"+kind, string(text), w.owner)
	if answer.Code >= http.StatusBadRequest {
		t.Logf("%s %v: %d %.400s", kind, body["name"], answer.Code, answer.Body)
	}
}

// check checks all dashboards and gives what is said of each that there is.
func (w *wall) check(t *testing.T, names []string) map[string]drawn {
	t.Helper()
	project := "/api/v1/projects/" + testProject
	var started struct{ ID string }
	answer := w.house.send(t, http.MethodPost, project+"/validations", "{}", w.owner)
	if err := json.Unmarshal(answer.Body.Bytes(), &started); err != nil || started.ID == "" {
		t.Fatalf("start: %d %s", answer.Code, answer.Body)
	}
	deadline, look := time.NewTimer(10*time.Minute), time.NewTicker(100*time.Millisecond)
	defer deadline.Stop()
	defer look.Stop()
	for {
		answer = w.house.send(t, http.MethodGet, project+"/runs/"+started.ID, "", w.owner)
		var detail struct {
			Run struct {
				FinishedAt string `json:"finished_at"`
			}
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &detail); err != nil {
			t.Fatalf("read the run: %d %s", answer.Code, answer.Body)
		}
		if detail.Run.FinishedAt != "" {
			break
		}
		select {
		case <-deadline.C:
			t.Fatalf("the check does not end: %s", answer.Body)
		case <-look.C:
		}
	}
	said := map[string]drawn{}
	for _, name := range names {
		answer := w.house.send(t, http.MethodGet, project+"/health/builtin/"+name, "", w.owner)
		var report struct{ Record *drawn }
		if answer.Code == http.StatusOK && json.Unmarshal(answer.Body.Bytes(), &report) == nil && report.Record != nil {
			said[name] = *report.Record
		}
	}
	return said
}

// shows is what a panel shows by its findings.
func (d drawn) shows(key string) (what, why string) {
	for _, panel := range d.Panels {
		if panel.Key == key && panel.Status == "UNKNOWN" {
			return "unknown", "unknown: " + panel.Result
		}
	}
	what = documents.Draws
	for _, issue := range d.Issues {
		if issue.Location.PanelKey != key {
			continue
		}
		found := documents.Error
		switch issue.Code {
		case "no_query", "no_data", "metric_missing", "variable_missing", "variable_empty":
			found = documents.Empty
		case "unsupported_query":
			found = documents.Unjudged
		case "slow":
			found = documents.Draws
		}
		switch {
		case issue.Severity == "INFO" && found != documents.Unjudged:
			continue
		case issue.Severity == "WARN" && found == documents.Error:
			found = documents.Partly
		}
		if what == documents.Draws || found == documents.Empty {
			what, why = found, issue.Code+": "+issue.Message+" | "+issue.Location.Query
		}
	}
	return what, why
}

func TestEveryFeatureOfADocumentIsReadAsTheChartsReadIt(t *testing.T) {
	t.Parallel()
	all, err := documents.All()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, document := range all {
		texts[document.Name] = document.Text
	}
	said := hang(t, texts, documents.Datasource).check(t, keys(texts))
	panels := 0
	for _, document := range all {
		got, there := said[document.Name]
		if !there {
			t.Errorf("%s was not checked", document.Name)
		}
		panels += len(got.Panels)
		for _, panel := range got.Panels {
			want := document.Panels[panel.Key]
			if document.Panels["*"] != "" {
				want = document.Panels["*"]
			}
			if what, why := got.shows(panel.Key); what != want {
				t.Errorf("%s: '%s' %s, want %s; %s", document.Name, panel.Title, what, want, why)
			}
		}
		if _, one := document.Panels["*"]; !one && len(document.Panels) != len(got.Panels) {
			t.Errorf("%s: %d panels, want %d", document.Name, len(got.Panels), len(document.Panels))
		}
	}
	if len(all) < 20 || panels < 60 {
		t.Errorf("%d documents with %d panels", len(all), panels)
	}
}

func keys(of map[string]string) []string {
	var all []string
	for key := range of {
		all = append(all, key)
	}
	slices.Sort(all)
	return all
}

// updateNumbers writes what the test below counts into the page on imports.
var updateNumbers = flag.Bool("update-numbers", false, "write the table of the panels that draw")

// leastShare is the share of the panels of each kind of document that must draw.
const leastShare = 0.95

// Real documents: with data for every query that they hold, their panels draw, and
// the check says so.
func TestRealDashboardsWithDataDraw(t *testing.T) {
	t.Parallel()
	counts := map[string]*drawings{"grafana": newDrawings(), "perses": newDrawings()}
	t.Run("documents", func(t *testing.T) {
		for kind, count := range counts {
			t.Run(kind, func(t *testing.T) {
				t.Parallel()
				texts, files := realDocuments(t, kind)
				w := hang(t, texts, "prometheus-datasource", "custom-datasource", "promDemo")
				count.read(t, w.check(t, keys(texts)), files, texts)
				count.print(t, kind)
			})
		}
	})
	if t.Failed() || t.Skipped() || counts["grafana"].documents == 0 {
		return
	}
	for kind, count := range counts {
		if share := float64(count.draw) / float64(max(count.panels, 1)); share < leastShare {
			t.Errorf("%s: %d of %d panels draw, %.1f %%", kind, count.draw, count.panels, 100*share)
		}
	}
	holdNumbers(t, counts["grafana"], counts["perses"])
}

func realDocuments(t *testing.T, kind string) (texts, files map[string]string) {
	t.Helper()
	folder := shared.Dir(t, "data", kind)
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	texts, files = map[string]string{}, map[string]string{}
	for i, entry := range entries {
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%s-%02d", kind, i+1)
		texts[name], files[name] = string(text), entry.Name()
	}
	return texts, files
}

// drawings counts what the panels of many documents show.
type drawings struct {
	// panels are those that have something to draw, of documents that were taken.
	documents, panels, draw int
	// reasons count the panels that do not draw; examples say where.
	reasons  map[string]int
	examples map[string][]string
}

func newDrawings() *drawings {
	return &drawings{reasons: map[string]int{}, examples: map[string][]string{}}
}

// reasonWords says why a panel does not draw. The first two can draw nowhere.
func reasonWords(what, code string) string {
	switch {
	case what == documents.Unjudged:
		return "A query or a chart of another kind"
	case what == "refused":
		return "The document is not valid"
	case what == "unknown":
		return "Its datasource has an address of its own, which does not answer"
	case what == documents.Empty:
		return "No data"
	case what == documents.Partly:
		return "One of its queries fails"
	case code == "query_failed":
		return "The query fails"
	default:
		return code
	}
}

func (c *drawings) read(t *testing.T, said map[string]drawn, files, texts map[string]string) {
	t.Helper()
	c.documents = len(said)
	for name, file := range files {
		got, there := said[name]
		if !there {
			lost := panelsIn(texts[name])
			c.panels += lost
			c.lose(reasonWords("refused", ""), lost, file)
			continue
		}
		for _, panel := range got.Panels {
			c.panels++
			what, why := got.shows(panel.Key)
			if what == documents.Draws {
				c.draw++
				continue
			}
			code, _, _ := strings.Cut(why, ":")
			c.lose(reasonWords(what, code), 1, fmt.Sprintf("%.60s %s", file, strings.ReplaceAll(why, "\n", " ")))
		}
		if len(got.Panels) == 0 {
			t.Logf("no panels: %s: %s", file, got.Summary)
		}
	}
}

func (c *drawings) lose(reason string, panels int, where string) {
	c.reasons[reason] += panels
	c.examples[reason] = append(c.examples[reason], where)
}

func (c *drawings) print(t *testing.T, kind string) {
	t.Helper()
	t.Logf("%s: %d documents, %d of %d panels draw", kind, c.documents, c.draw, c.panels)
	for _, reason := range slices.Sorted(maps.Keys(c.reasons)) {
		slices.Sort(c.examples[reason])
		t.Logf("%d: %s\n  %s", c.reasons[reason], reason, strings.Join(c.examples[reason], "\n  "))
	}
}

// holdNumbers keeps the table of docs/user/import-export.md true.
func holdNumbers(t *testing.T, grafana, perses *drawings) {
	t.Helper()
	table := "| | Grafana | Perses |\n| --- | ---: | ---: |\n"
	row := func(words string, left, right int) { table += fmt.Sprintf("| %s | %d | %d |\n", words, left, right) }
	row("Panels", grafana.panels, perses.panels)
	row("… that draw", grafana.draw, perses.draw)
	reasons := map[string]bool{}
	for _, each := range []*drawings{grafana, perses} {
		for reason := range each.reasons {
			reasons[reason] = true
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		row("Not: "+strings.ToLower(reason[:1])+reason[1:], grafana.reasons[reason], perses.reasons[reason])
	}
	path := filepath.Join("..", "..", "docs", "user", "import-export.md")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- panels that draw: begin -->\n\n", "\n<!-- panels that draw: end -->"
	before, rest, found := strings.Cut(string(page), begin)
	old, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for the numbers", path)
	}
	if *updateNumbers {
		if err := os.WriteFile(path, []byte(before+begin+table+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(old, table); diff != "" {
		t.Errorf("%s is not true any more; run this test with -update-numbers: %s", path, diff)
	}
}

// panelsIn counts the panels of a document that the server did not take.
func panelsIn(text string) int {
	var document struct {
		Panels []any
		Spec   struct{ Panels map[string]any }
	}
	_ = json.Unmarshal([]byte(text), &document) // one that can't be read has none
	return len(document.Panels) + len(document.Spec.Panels)
}
