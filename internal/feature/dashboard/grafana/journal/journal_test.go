package journal_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func read(t *testing.T, text string) *jsonstrict.Value {
	t.Helper()
	value, err := jsonstrict.JSON([]byte(text), perses.Limits())
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func begin() *journal.Journal {
	own := func(field string) string { return "spec." + field }
	return journal.New(bound.NewWatch(nil), own, journal.Lines{})
}

// The worst that is told of a panel is what became of it.
func TestPanelsAreCountedByTheWorstThatIsToldOfThem(t *testing.T) {
	t.Parallel()
	told := begin()
	told.TurnTo("a", "A")
	told.Looks("panels[0].x", "Setting x", "left out")
	told.TurnTo("b", "B")
	told.Changed("panels[1].x", "Setting x", "left out")
	told.Looks("panels[1].y", "Setting y", "left out")
	told.TurnTo("c", "C")
	told.Say(journal.Note, "panels[2]", "Logs", "a note")
	told.Changed("panels[2].x", "Setting x", "left out")
	told.TurnTo("", "")
	told.Changed("time", "Time range", "the last hour")
	told.CountPanels(read(t, `{"a":{},"b":{},"c":{},"d":{}}`))
	if want := (journal.Counts{Panels: 4, Changed: 1, Notes: 1}); told.Counts != want || told.Counts.AsTheyAre() != 2 {
		t.Errorf("%+v", told.Counts)
	}
	want := map[string]journal.Outcome{"a": journal.Looks, "b": journal.Changed, "c": journal.Note, "": journal.Changed}
	if diff := cmp.Diff(want, told.Outcomes()); diff != "" {
		t.Error(diff)
	}
	first := journal.Line{
		Outcome: journal.Looks, Field: "spec.panels[0].x", Panel: "a", Title: "A", Reason: "Setting x", Becomes: "left out",
	}
	if diff := cmp.Diff(first, told.Report()[0]); diff != "" {
		t.Error(diff)
	}
	fields := journal.Fields(told.Report()[:1])
	if want := []apperror.Field{{Field: "spec.panels[0].x", Message: "Setting x: left out"}}; !cmp.Equal(want, fields) {
		t.Errorf("%+v", fields)
	}
}

// No setting is lost without a word, also one that nobody has heard of; what says nothing
// is not told.
func TestLeftTellsOfWhatNoFateDealsWith(t *testing.T) {
	t.Parallel()
	told := begin()
	told.Left("p", read(t, `{"drawn":"x","even":"opacity","usual":"none","hidden":["a"],"odd key":{"a":1},"off":false,"nought":0,
		"empty":"","none":null,"list":[],"on":true}`), fate.Handled(fate.Table{
		"even": fate.Looks("an even shade"), "usual": fate.Looks("straight", `"none"`), "hidden": fate.Loses("all are shown"),
		"on": fate.Looks("with grid lines", `true`),
	}, "drawn  handled"))
	var got []string
	for _, line := range told.Report() {
		got = append(got, fmt.Sprintf("%s %s %s", line.Outcome, line.Field, line.Message()))
	}
	want := []string{
		"looks spec.p.even Setting even: an even shade", "changed spec.p.hidden Setting hidden: all are shown",
		`looks spec.p["odd key"] Setting odd key: left out, there is nothing like it`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A report is as long as there is room for it: one line more tells of the others, also
// when reports are joined that were full themselves.
func TestReportsTellHowManyLinesHaveNoRoom(t *testing.T) {
	t.Parallel()
	told := begin()
	for range journal.MostLines + 7 {
		told.Changed("panels", strings.Repeat("r", 400), strings.Repeat("b", 1000))
	}
	report := told.Report()
	last := report[len(report)-1]
	if len(report) != journal.MostLines+1 || last.More != 7 || last.Message() != "More: 7 more lines that don't fit here" {
		t.Fatalf("%d lines, the last %+v", len(report), last)
	}
	if first := report[0]; len([]rune(first.Reason)) > 150 || len([]rune(first.Becomes)) > 500 {
		t.Errorf("texts of %d and %d bytes", len(first.Reason), len(first.Becomes))
	}
	joined := journal.Bounded(10, report, report[:3])
	if last = joined[len(joined)-1]; len(joined) != 11 || last.More != journal.MostLines-10+7+3 {
		t.Errorf("%d lines, the last %+v", len(joined), last)
	}
	if all := journal.Bounded(10, report[:3], nil, report[:2]); len(all) != 5 {
		t.Errorf("%d lines", len(all))
	}
}

// Once nobody waits, nothing more is told.
func TestAJournalEndsWithItsWatch(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	told := journal.New(bound.NewWatch(func() error { return gone }), func(field string) string { return field }, journal.Lines{})
	for range 2000 {
		told.Changed("a", "b", "c")
	}
	if got := len(told.Report()); got == 0 || got > 500 || !errors.Is(told.Ended(), gone) {
		t.Errorf("%d lines, %v", got, told.Ended())
	}
}
