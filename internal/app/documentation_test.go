package app

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/audit"
)

var update = flag.Bool("update", false, "write the tables of the documentation again")

// wantDocumented compares the table of a page of docs/operations with the one that the code
// gives, or writes it.
func wantDocumented(t *testing.T, page, table string) {
	t.Helper()
	const begin, end = "<!-- table: begin -->\n", "<!-- table: end -->\n"
	path := "../../docs/operations/" + page
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), begin)
	shown, after, ends := strings.Cut(rest, end)
	if !begins || !ends {
		t.Fatalf("%s has lost the marks around its table", page)
	}
	table = "\n" + table + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+table+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(table, shown); diff != "" {
		t.Errorf("%s: run 'make docs' (-code +documentation):\n%s", page, diff)
	}
}

// howOften is a whole number of seconds, minutes or hours.
func howOften(every time.Duration) string {
	switch {
	case every%time.Hour == 0:
		return fmt.Sprintf("%d h", every/time.Hour)
	case every%time.Minute == 0:
		return fmt.Sprintf("%d min", every/time.Minute)
	default:
		return fmt.Sprintf("%d s", every/time.Second)
	}
}

func TestPeriodicWorkIsDocumented(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	table := "| name | every | what it does |\n| --- | --- | --- |\n"
	for _, each := range h.program.periodicWork() {
		if each.does == "" {
			t.Errorf("nothing is said of what %s does", each.name)
		}
		table += fmt.Sprintf("| `%s` | %s | %s |\n", each.name, howOften(each.every), each.does)
	}
	wantDocumented(t, "periodic-work.md", table)
}

func TestPeriodicWorkSucceedsOnAnEmptyInstance(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	for _, each := range h.program.periodicWork() {
		if err := each.work(t.Context()); err != nil {
			t.Errorf("%s: %v", each.name, err)
		}
	}
}

// Whoever starts a run is in the audit trail with its kind as the action.
func TestTheContractKnowsTheRunsThatPeopleStart(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	for _, kind := range h.program.runs.Kinds() {
		byItself := kind == h.program.features.retention.Kind() // nobody else starts it
		if !byItself && !slices.Contains(audit.Actions(), audit.Action(kind.String())) {
			t.Errorf("runs of the kind %s have no constant in core/audit", kind)
		}
	}
}
