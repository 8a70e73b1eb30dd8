//go:build !race

package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
					"proxy": map[string]any{"kind": "HTTPProxy", "spec": map[string]any{"url": prometheus}},
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
		case "no_data", "metric_missing", "variable_missing", "variable_empty":
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

// Real documents: with data for every query that they hold, their panels draw, and
// the check says so.
func TestRealDashboardsWithDataDraw(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind string
		// least is the share of the panels that must draw.
		least float64
	}{{"perses", 0.95}, {"grafana", 0}} {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			folder := shared.Dir(t, "data", c.kind)
			entries, err := os.ReadDir(folder)
			if err != nil {
				t.Fatal(err)
			}
			texts, files := map[string]string{}, map[string]string{}
			for i, entry := range entries {
				text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
				if err != nil {
					t.Fatal(err)
				}
				name := fmt.Sprintf("%s-%02d", c.kind, i+1)
				texts[name], files[name] = string(text), entry.Name()
			}
			w := hang(t, texts, "prometheus-datasource", "custom-datasource", "promDemo")
			draw, panels := tell(t, w.check(t, keys(texts)), files, texts)
			if share := float64(draw) / float64(max(panels, 1)); share < c.least {
				t.Errorf("%d of %d panels draw, %.1f %%", draw, panels, 100*share)
			}
		})
	}
}

// tell prints which panels do not draw, by reason.
func tell(t *testing.T, said map[string]drawn, files, texts map[string]string) (draw, panels int) {
	t.Helper()
	counts, examples := map[string]int{}, map[string][]string{}
	for name, file := range files {
		got, there := said[name]
		if !there {
			lost := panelsIn(texts[name])
			panels += lost
			t.Logf("not imported, %d panels: %s", lost, file)
			continue
		}
		for _, panel := range got.Panels {
			what, why := got.shows(panel.Key)
			panels++
			if what == documents.Draws {
				draw++
				continue
			}
			code, _, _ := strings.Cut(why, ":")
			reason := what + ", " + code
			counts[reason]++
			examples[reason] = append(examples[reason], fmt.Sprintf("%.40s %s", file, strings.ReplaceAll(why, "\n", " ")))
		}
		if len(got.Panels) == 0 {
			t.Logf("no panels: %s: %s", file, got.Summary)
		}
	}
	t.Logf("%d documents, %d of %d panels draw", len(said), draw, panels)
	for reason, count := range counts {
		slices.Sort(examples[reason])
		t.Logf("%d: %s\n  %s", count, reason, strings.Join(examples[reason][:min(len(examples[reason]), 12)], "\n  "))
	}
	return draw, panels
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
