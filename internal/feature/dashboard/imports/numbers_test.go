package imports_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/shared"
)

var updateNumbers = flag.Bool("update-numbers", false, "write the table of the page on imports")

// numbers are what became of many real documents.
type numbers struct {
	documents, accepted, panels, asTheyAre, changed, notes, queries, dropped int
}

// TestImport_numbers imports every real document, prints what became of them, and
// keeps the table of docs/user/import-export.md true.
func TestImport_numbers(t *testing.T) {
	t.Parallel()
	folder := shared.Dir(t, "data")
	each(t, func(w *world) {
		var engine sqldb.Engine
		w.Must(w.DB.InTx(w.T.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			engine = tx.Engine()
			return nil
		}))
		if engine != sqldb.SQLite {
			return // the numbers are those of the mapping, one database is enough
		}
		w.Must(w.SeedEmbedded(w.T.Context(), time.Second))
		grafana, perses := w.count(filepath.Join(folder, "grafana")), w.count(filepath.Join(folder, "perses"))
		rows := [][3]any{
			{"Documents", grafana.documents, perses.documents},
			{"Accepted", grafana.accepted, perses.accepted},
			{"Panels", grafana.panels, perses.panels},
			{"… as they are", grafana.asTheyAre, perses.asTheyAre},
			{"… changed, with a line in the report", grafana.changed, perses.changed},
			{"… kept as a note", grafana.notes, perses.notes},
			{"Queries kept", grafana.queries, perses.queries},
			{"Queries left out, with a line in the report", grafana.dropped, perses.dropped},
		}
		table := "| | Grafana | Perses |\n| --- | ---: | ---: |\n"
		for _, row := range rows {
			table += fmt.Sprintf("| %s | %d | %d |\n", row[0], row[1], row[2])
		}
		w.T.Logf("what became of the real documents:\n%s", table)
		compareTable(w.T, table)
	})
}

// count tries every file of a folder, with one datasource of the project for all queries.
func (w *world) count(folder string) numbers {
	w.T.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	w.Must(err)
	var sum numbers
	manager := w.Manager()
	for _, file := range files {
		source, err := os.ReadFile(file)
		w.Must(err)
		all, err := w.Import(w.T.Context(), manager, imports.Import{
			Source: string(source), Datasource: "embedded", DryRun: true,
		})
		if err != nil {
			all = []imports.Imported{{Fault: err}}
		}
		for _, one := range all {
			sum.documents++
			if one.Fault != nil {
				w.T.Logf("%s: %v", filepath.Base(file), one.Fault)
				if !apperror.Is(one.Fault, apperror.Invalid) {
					w.T.Errorf("%s: %v", filepath.Base(file), one.Fault)
				}
				continue
			}
			sum.accepted++
			sum.panels += one.Counts.Panels
			sum.asTheyAre += one.Counts.AsTheyAre()
			sum.changed += one.Counts.Changed
			sum.notes += one.Counts.Notes
			sum.queries += one.Counts.Queries
			sum.dropped += one.Counts.QueriesDropped
		}
	}
	return sum
}

func compareTable(t *testing.T, table string) {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "docs", "user", "import-export.md")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- numbers: begin -->\n\n", "\n<!-- numbers: end -->"
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
		t.Errorf("%s: %s", path, diff)
	}
}
