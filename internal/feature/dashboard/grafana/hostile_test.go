package grafana_test

import (
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// many writes a part so many times, each with its number in place of %d, with commas
// between them.
func many(times int, part string) string {
	var out strings.Builder
	for i := range times {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(strings.ReplaceAll(part, "%d", fmt.Sprint(i)))
	}
	return out.String()
}

// second is a dashboard of the v2 form: with an element, these members and this layout.
func second(members, layout string) string {
	return `{"title":"T","elements":{"e":{"kind":"Panel","spec":{"title":"E","vizConfig":{"group":"text","spec":{}}}}}` + members +
		`,"layout":` + layout + `}`
}

func rowsOf(rows string) string { return `{"kind":"RowsLayout","spec":{"rows":[` + rows + `]}}` }

func rowOf(members, layout string) string { return `{"spec":{` + members + `"layout":` + layout + `}}` }

const grid = `{"kind":"GridLayout","spec":{"items":[]}}`

func onePanel(members string) string { return `{"panels":[{` + members + `}]}` }

// hostile are documents that are small, and once were much more work than their size: one
// part of each is gone through for each of another. n is how many parts there are.
func hostile(n int) map[string]string {
	long := strings.Repeat("x", 20*n)
	targets := `"targets":[` + many(n, `{"expr":"up","legendFormat":"l%d"}`) + `]`
	overrides := func(times int, pattern, properties string) string {
		return `"fieldConfig":{"overrides":[` + many(times, `{"matcher":{"id":"byRegexp","options":"`+pattern+`"},"properties":[`+properties+`]}`) + `]}`
	}
	columns := `"transformations":[{"id":"organize","options":{"indexByName":{` + many(n, `"c%d":1`) + `},"excludeByName":{` +
		many(n, `"c%d":true`) + `},"renameByName":{` + many(n, `"d%d":"e%d"`) + `}}}]`
	text := `"type":"text"`
	return map[string]string{
		"v2 rows under a long title": second("", rowsOf(rowOf(`"title":"`+long+`",`, rowsOf(many(900, rowOf(`"title":"r%d",`, grid)))))),
		"v2 rows within many members": second("",
			rowsOf(rowOf(many(n, `"k%d":1`)+`,`, rowsOf(many(min(n, 900), rowOf("", grid)))))),
		"v2 tabs within many members": second("", rowsOf(rowOf(many(n, `"k%d":1`)+`,`,
			`{"kind":"TabsLayout","spec":{"tabs":[`+many(min(n, 900), rowOf("", grid))+`]}}`))),
		"v2 rows that repeat by a long name": second("",
			rowsOf(rowOf(`"repeat":{"value":"`+long+`"},`, rowsOf(many(900, rowOf("", grid)))))),
		"v2 too many rows": second("", rowsOf(rowOf(`"title":"`+long+`",`, rowsOf(many(n+1000, rowOf("", grid)))))),
		"v2 many members":  second(`,`+many(n, `"k%d":1`), grid),
		"v2 many places": second("", `{"kind":"GridLayout","spec":{"items":[`+
			many(n, `{"spec":{"element":{"name":"e"}}}`)+`]}}`),
		"v2 many annotations": second(`,"annotations":[`+many(n, `{"spec":{"name":"a"}}`)+`]`, grid),
		"library": `{"__elements":{"l":{"model":{"type":"stat",` + many(n, `"k%d":1`) + `}}},"panels":[` +
			many(900, `{"libraryPanel":{"uid":"l"}}`) + `]}`,
		"panels within panels":           `{"panels":[{"type":"row","panels":[{"type":"row","panels":[` + many(n+1000, `{"title":"a"}`) + `]}]}]}`,
		"queries":                        onePanel(`"type":"timeseries",` + targets),
		"queries of a long datasource":   onePanel(text + `,"datasource":"$` + long + `","targets":[` + many(n, `{"expr":"up"}`) + `]`),
		"queries of a long kind":         onePanel(`"type":"stat","datasource":{"type":"` + long + `","uid":"a"},"targets":[` + many(n, `{"expr":"up"}`) + `]`),
		"queries of many datasources":    onePanel(text + `,"targets":[` + many(n, `{"datasource":"d%d"}`) + `]`),
		"queries of a long display name": onePanel(`"type":"stat","fieldConfig":{"defaults":{"displayName":"${__x}` + long + `"}},` + targets),
		"panels of one display name": `{"panels":[` + many(min(n, 900), `{"type":"stat","fieldConfig":{"defaults":{"displayName":"`+
			strings.Repeat("n", 2000)+`"}},"targets":[`+many(100, `{"expr":"a"}`)+`]}`) + `]}`,
		"overrides of series": onePanel(`"type":"timeseries",` + targets + `,` + overrides(n, "(l|m)*%d.l", `{"id":"color","value":{"fixedColor":"red"}}`)),
		"aliases of series":   onePanel(`"type":"graph","aliasColors":{` + many(n, `"l%d":"red"`) + `},` + targets),
		"columns renamed":     onePanel(`"type":"table",` + columns),
		"overrides of columns": onePanel(`"type":"table",` + columns + `,` +
			overrides(n, "[a-z]*(c|d)+%d?", `{"id":"custom.width","value":5},{"id":"displayName","value":"x"}`)),
		"styles of columns": onePanel(`"type":"table-old",` + columns + `,"styles":[` + many(n, `{"pattern":"/c./","type":"number","unit":"`+
			`u"}`) + `]`),
		"a long style of columns":     onePanel(`"type":"table-old",` + columns + `,"styles":[{"pattern":"/c/","type":"number","unit":"` + long + `","alias":"` + long + `"}]`),
		"merges of queries":           onePanel(`"type":"table","transformations":[` + many(n, `{"id":"merge"}`) + `],` + targets),
		"patterns that repeat":        onePanel(`"type":"timeseries",` + overrides(min(n, 500), strings.Repeat("x{1000}", 280), `{"id":"unit"}`)),
		"a query of backticks":        onePanel(`"type":"logs","targets":[{"expr":"` + strings.Repeat("`", 100*n) + `"}]`),
		"annotations":                 `{"panels":[],"annotations":{"list":[` + many(n, `{"name":"a"}`) + `]}}`,
		"variables":                   `{"panels":[],"templating":{"list":[` + many(min(n, 1000), `{"name":"v%d","type":"datasource","query":"prometheus"}`) + `]}}`,
		"settings nobody knows":       `{"panels":[{"type":"stat","options":{` + many(n, `"k%d":1`) + `}}],` + many(n, `"k%d":1`) + `}`,
		"mappings":                    onePanel(`"type":"stat","fieldConfig":{"defaults":{"mappings":[` + many(n, `{"type":"value","options":{"a":{"color":"x"}}}`) + `]}}`),
		"thresholds":                  onePanel(`"type":"stat","fieldConfig":{"defaults":{"thresholds":{"steps":[` + many(n, `{"value":1,"color":"x"}`) + `]}}}`),
		"links":                       onePanel(text + `,"links":[` + many(n, `{"url":"https://a"}`) + `]`),
		"panels without place or key": `{"panels":[` + many(1000, `{"type":"stat"}`) + `]}`,
	}
}

// readHostile reads a document as an import does; nil when it is larger than may be.
func readHostile(tb testing.TB, text string) *jsonstrict.Value {
	tb.Helper()
	limits := perses.Limits()
	limits.Bytes = 4 << 20
	root, err := jsonstrict.JSON([]byte(text), limits)
	if apperror.Is(err, apperror.TooLarge) || err != nil && strings.Contains(err.Error(), "more than") {
		return nil
	}
	if err != nil {
		tb.Fatal(err)
	}
	return root
}

func allocated() int64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.TotalAlloc) //nolint:gosec // far from its end
}

// Work goes by the size of a document, not by its square: twice as many parts take about
// twice as much memory in all, and little for each byte of the document.
func TestHostileDocumentsAreWorkByTheirSize(t *testing.T) { //nolint:paralleltest // it measures the process
	const base, perByte = 48 << 20, 200
	documents := hostile(2000)
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		t.Run(name, func(t *testing.T) {
			text := documents[name]
			root := readHostile(t, text)
			if root == nil {
				t.Fatal("it is not read")
			}
			before := allocated()
			mapped, err := grafana.Map(root, options())
			if took := allocated() - before; took > base+perByte*int64(len(text)) {
				t.Errorf("%d KiB took %d MiB in all", len(text)>>10, took>>20)
			}
			if err != nil && !apperror.Is(err, apperror.Invalid) && !apperror.Is(err, apperror.TooLarge) {
				t.Error(err)
			}
			if len(mapped.Report) > journal.MostLines+1 {
				t.Errorf("%d lines", len(mapped.Report))
			}
			for _, line := range mapped.Report {
				if len(line.Field)+len(line.Reason)+len(line.Becomes) > 4000 {
					t.Fatalf("a line of %d bytes", len(line.Becomes))
				}
			}
		})
	}
}

// BenchmarkHostileDocuments maps documents of the largest size, or of the most parts that
// are read, below the size from which a request waits for its turn and at the largest.
func BenchmarkHostileDocuments(b *testing.B) {
	for _, size := range []int{64 << 10, 4 << 20} {
		for _, name := range slices.Sorted(maps.Keys(hostile(1))) {
			b.Run(fmt.Sprintf("%d/%s", size, name), func(b *testing.B) {
				root := largest(b, name, size)
				if root == nil {
					b.Skip("its smallest is larger")
				}
				b.ReportAllocs()
				for b.Loop() {
					_, _ = grafana.Map(root, options()) // most are refused
				}
			})
		}
	}
}

// largest is the document of a form with the most parts that is read and no larger.
func largest(tb testing.TB, name string, size int) (root *jsonstrict.Value) {
	tb.Helper()
	for parts := 30; parts < 1<<17; parts = parts * 3 / 2 {
		text := hostile(parts)[name]
		read := readHostile(tb, text)
		if read == nil || len(text) > size {
			break
		}
		root = read
	}
	return root
}

// Nobody waits any more: of each document little is looked at.
func TestHostileDocumentsEndWithTheirClients(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	for name, text := range hostile(3000) {
		root := readHostile(t, text)
		if root == nil {
			t.Fatalf("%s is not read", name)
		}
		asked, options := 0, options()
		options.Ended = func() error {
			asked++
			return gone
		}
		_, err := grafana.Map(root, options)
		if apperror.Is(err, apperror.Invalid) {
			continue // it was refused by its counts
		}
		if !errors.Is(err, gone) || asked != 1 {
			t.Errorf("%s: %v after it was asked %d times", name, err, asked)
		}
	}
}
