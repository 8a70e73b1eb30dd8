package diff_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/diff"
)

var update = flag.Bool("update", false, "write the golden files")

func read(tb testing.TB, text string) *perses.Document {
	tb.Helper()
	d, err := perses.Read([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func base(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "base.json"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func TestCompare(t *testing.T) {
	t.Parallel()
	cases := map[string][]string{
		"nothing":                     nil,
		"only_what_the_server_writes": {`"version": 3`, `"version": 4`},
		"order_of_members": {
			`"duration": "1h", "refreshInterval": "15s"`,
			`"refreshInterval": "15s", "duration": "1h"`,
		},
		"renamed": {`"name": "Checkout"`, `"name": "Checkout latency"`, `"slo"`, `"sre"`},
		"settings": {
			`"duration": "1h"`, `"duration": "6h"`, `"refreshInterval": "15s"`,
			`"timezone": "UTC"`,
		},
		"query_changed": {`rate(http_requests_total[5m])`, `rate(http_requests_total[1m])`},
		"panel_became_a_gauge": {
			`"kind": "TimeSeriesChart", "spec": {"legend": {"position": "bottom"}}`,
			`"kind": "GaugeChart", "spec": {"calculation": "mean"}`,
		},
		"panel_settings": {
			`"position": "bottom"`, `"position": "right"`, `"name": "Rate"`,
			`"name": "Requests"`,
		},
		"panel_removed": {`, "notes": {"kind": "Panel", "spec": {"display": {"name": "Notes"}, "plugin": {"kind": "Markdown", "spec": {"text": "x"}}}}`, ``, `, {"x": 12, "y": 0, "width": 12, "height": 8, "content": {"$ref": "#/spec/panels/notes"}}`, ``},
		"panel_moved":   {`"x": 12, "y": 0, "width": 12`, `"x": 0, "y": 8, "width": 24`},
		"panel_resized": {`"x": 12, "y": 0, "width": 12`, `"x": 12, "y": 0, "width": 6`},
		"variables":     {`"value": "prod"`, `"value": "dev"`, `"name": "job"`, `"name": "instance"`},
		"group":         {`"title": "Traffic"`, `"title": "Load"`},
		"links":         {`"links": []`, `"links": [{"url": "https://x.y"}]`},
	}
	for name, replacements := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := base(t)
			after := strings.NewReplacer(replacements...).Replace(before)
			if len(replacements) > 0 && after == before {
				t.Fatal("the case changes nothing")
			}
			golden(t, name, diff.Compare(read(t, before), read(t, after)))
		})
	}
	t.Run("created", func(t *testing.T) {
		t.Parallel()
		golden(t, "created", diff.Compare(nil, read(t, base(t))))
	})
}

// grouped is a dashboard of groups, each as 'title: panels'.
func grouped(tb testing.TB, groups ...string) *perses.Document {
	tb.Helper()
	panels, layouts := map[string]any{}, []any{}
	for _, group := range groups {
		title, keys, _ := strings.Cut(group, ":")
		items := []any{}
		for i, key := range strings.Fields(keys) {
			panels[key] = map[string]any{"kind": "Panel", "spec": map[string]any{
				"display": map[string]any{"name": key}, "plugin": map[string]any{"kind": "Markdown", "spec": map[string]any{"text": "x"}},
			}}
			items = append(items, map[string]any{
				"x": 0, "y": 8 * i, "width": 12, "height": 8, "content": map[string]any{"$ref": "#/spec/panels/" + key},
			})
		}
		spec := map[string]any{"items": items}
		if title != "" {
			spec["display"] = map[string]any{"title": title}
		}
		layouts = append(layouts, map[string]any{"kind": "Grid", "spec": spec})
	}
	written, err := json.Marshal(map[string]any{
		"kind": "Dashboard", "metadata": map[string]any{"name": "d", "project": "p"},
		"spec": map[string]any{"duration": "1h", "panels": panels, "layouts": layouts},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return read(tb, string(written))
}

func TestAGroupIsFoundAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, after []string
		want, summary string
	}{
		"one is added on top": {
			[]string{"Panels: a b"},
			[]string{"Mona group:", "Panels: a b"},
			"Panel group 'Mona group' added", "Panel group 'Mona group' added",
		},
		"one is added on top of one without a title": {
			[]string{": a b"},
			[]string{"Mona group:", ": a b"},
			"Panel group 'Mona group' added", "Panel group 'Mona group' added",
		},
		"the first is removed": {
			[]string{"Top:", "Panels: a"}, []string{"Panels: a"}, "Panel group 'Top' removed", "Panel group 'Top' removed",
		},
		"one is called otherwise, below a new one": {
			[]string{"Panels: a b"},
			[]string{"New:", "Load: a b"},
			"Panel group 'New' added; Panel group 'Load' changed", "1 panel group added, 1 panel group changed",
		},
		"an empty one is called otherwise": {
			[]string{"A: a", "B:"}, []string{"A: a", "C:"}, "Panel group 'C' changed", "Panel group 'C' changed",
		},
		"two have one title": {
			[]string{"A: a", "A: b"},
			[]string{"A: b", "A: a"},
			"The panel groups stand in another order", "The panel groups stand in another order",
		},
		"two change places": {
			[]string{"A: a", "B: b"},
			[]string{"B: b", "A: a"},
			"The panel groups stand in another order", "The panel groups stand in another order",
		},
		"a panel moves into a new one": {
			[]string{"A: a b"},
			[]string{"New: a", "A: b"},
			"Panel group 'New' added; Panel 'a' moved to another group; Panel 'b' moved", "1 panel group added, layout changed",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := diff.Compare(grouped(t, c.before...), grouped(t, c.after...))
			var told []string
			for _, change := range got.Changes {
				told = append(told, change.Sentence)
			}
			if d := cmp.Diff(c.want, strings.Join(told, "; ")); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.summary, got.Summary); d != "" {
				t.Error(d)
			}
		})
	}
}

func golden(t *testing.T, name string, got diff.Difference) {
	t.Helper()
	written, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(path, append(written, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.TrimSpace(string(want)), string(written)); d != "" {
		t.Error(d)
	}
}

// A difference is empty exactly when the contents are equal, and every change of
// a field is told in words too.
func TestCompare_is_silent_exactly_when_nothing_changed(t *testing.T) {
	t.Parallel()
	original := read(t, base(t))
	rapid.Check(t, func(t *rapid.T) {
		before := original.Clone()
		after := before.Clone()
		mutate(t, after)
		got := diff.Compare(before, after)
		same := string(before.Content()) == string(after.Content())
		if same != (len(got.Fields) == 0) || same != (got.Summary == "Nothing changed") {
			t.Fatalf("same=%v, %d fields, %q", same, len(got.Fields), got.Summary)
		}
		if !same && len(got.Changes) == 0 {
			t.Fatalf("fields %v are not told in words", got.Fields)
		}
	})
}

// BenchmarkCompareManyMembers compares two documents of the largest size: their time goes
// by the number of their members, not by its square.
func BenchmarkCompareManyMembers(b *testing.B) {
	members := func(times int, part string) string {
		var text strings.Builder
		for i := range times {
			text.WriteString("," + strings.ReplaceAll(part, "%d", fmt.Sprint(i)))
		}
		return text.String()[1:]
	}
	for name, spec := range map[string]string{
		"settings": members(80_000, `"k%d":1`),
		"places":   `"layouts":[{"spec":{"items":[` + members(20_000, `{"content":{"$ref":"k%d"}}`) + `]}}]`,
	} {
		b.Run(name, func(b *testing.B) {
			one := read(b, `{"kind":"Dashboard","metadata":{"name":"a"},"spec":{`+spec+`}}`)
			other := read(b, `{"kind":"Dashboard","metadata":{"name":"a"},"spec":{"layouts":[{}]}}`)
			for b.Loop() {
				diff.Compare(one, other)
				diff.Compare(other, one)
				diff.Compare(one, one)
			}
		})
	}
}
