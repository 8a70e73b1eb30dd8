package grafana_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var update = flag.Bool("update", false, "write the golden files")

func read(tb testing.TB, text []byte) *jsonstrict.Value {
	tb.Helper()
	root, err := jsonstrict.JSON(text, perses.Limits())
	if err != nil {
		tb.Fatal(err)
	}
	return root
}

func options() grafana.Options { return grafana.Options{Checker: schema.NewChecker()} }

func TestMap(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"modern", "rows", "looks", "tables", "sources", "old", "several"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			mapped, err := grafana.Map(read(t, text), options())
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.NewChecker().Dashboard(t.Context(), mapped.Dashboard).Err(); err != nil {
				t.Errorf("the mapped dashboard is not valid: %v", err)
			}
			got, err := json.MarshalIndent(map[string]any{
				"dashboard": mapped.Dashboard, "report": mapped.Report, "sources": mapped.Sources, "counts": mapped.Counts,
			}, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(path, append(got, '\n'), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRecognises(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"panels":[],"schemaVersion":39}`:           true,
		`{"dashboard":{"panels":[]},"meta":{}}`:      true,
		`{"rows":[]}`:                                true,
		`{"kind":"Dashboard","spec":{"panels":{}}}`:  false,
		`{"kind":"Dashboard","spec":{},"panels":[]}`: false,
		`{"something":"else"}`:                       false,
	} {
		if got := grafana.Recognises(read(t, []byte(text))); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if _, err := grafana.Map(read(t, []byte(`{}`)), options()); !apperror.Is(err, apperror.Invalid) {
		t.Error(err)
	}
}

func TestMap_tells_of_times_that_are_not_kept(t *testing.T) {
	t.Parallel()
	both := []string{"time", "refresh"}
	for text, want := range map[string][]string{
		`"time":{"from":"now-6h","to":"now"},"refresh":"30s"`: nil,
		`"refresh":""`:    nil,
		`"refresh":false`: nil,
		`"time":{"from":"2026-01-01","to":"2026-01-02"},"refresh":"15m"`: both,
		`"time":{"from":"now/d","to":"now/d"},"refresh":"1s"`:            both,
	} {
		mapped, err := grafana.Map(read(t, []byte(`{"panels":[],`+text+`}`)), options())
		if err != nil {
			t.Fatal(err)
		}
		var fields []string
		for _, each := range mapped.Report {
			fields = append(fields, each.Field)
		}
		if diff := cmp.Diff(want, fields); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestNameOf_is_always_a_valid_name(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Node Exporter / Full": "node-exporter-full", "": "imported", "日本": "imported", "--a--": "a",
		strings.Repeat("ab ", 60): strings.TrimSuffix(strings.Repeat("ab-", 25), "-"),
	} {
		if got := grafana.NameOf(title); got != want || !asset.ValidName(got) {
			t.Errorf("%q: %q", title, got)
		}
	}
}

func TestFillInputs(t *testing.T) {
	t.Parallel()
	root := read(t, []byte(`{"a":"${DS_X}","b":["${DS_X}/y"]}`))
	if err := grafana.FillInputs(root, map[string]string{"DS_X": "prom"}); err != nil {
		t.Fatal(err)
	}
	if got := string(root.JSON()); got != `{"a":"prom","b":["prom/y"]}` {
		t.Error(got)
	}
}

// FuzzMap: whatever Grafana's file holds, mapping neither panics nor makes a
// dashboard without a valid name and grid.
func FuzzMap(f *testing.F) {
	for _, name := range []string{"modern", "rows", "forms/v1", "forms/v2alpha1", "forms/v2beta1", "forms/v2"} {
		text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	checker := schema.NewChecker()
	f.Fuzz(func(t *testing.T, input []byte) {
		root, err := jsonstrict.JSON(input, perses.Limits())
		if err != nil {
			return
		}
		mapped, err := grafana.Map(root, grafana.Options{Checker: checker})
		if err != nil {
			return
		}
		for _, fault := range checker.Dashboard(t.Context(), mapped.Dashboard).Faults {
			if strings.HasPrefix(fault.Field, "metadata.name") || strings.HasPrefix(fault.Field, "spec.layouts[") {
				t.Fatalf("%s: %s", fault.Field, fault.Message)
			}
		}
	})
}
