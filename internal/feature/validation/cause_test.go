package validation_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestEveryCodeOfACheckIsACauseOfRuns(t *testing.T) {
	t.Parallel()
	for _, code := range check.Codes() {
		if _, known := run.CauseCode(code).Words(); !known {
			t.Errorf("%s has no words among the causes of runs", code)
		}
	}
	if len(run.Causes()) != len(check.Codes()) {
		t.Errorf("%d causes, %d codes", len(run.Causes()), len(check.Codes()))
	}
}

// A check that finds what is broken has done its work: the run says so, with the
// words of Health, and only what could not be checked has failed.
func TestRunsAndHealthSayTheSame(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("good", "up")
		b.shelf.put("bad", "gone_total")
		b.shelf.put("worse", "gone_total", "gone_total")
		r := b.check()
		if r.Status != run.Succeeded || r.Findings != (run.Findings{Pass: 1, Fail: 2}) || r.Counts.Succeeded != 3 {
			t.Errorf("run %s %+v %+v", r.Status, r.Counts, r.Findings)
		}
		item := b.item(r, "bad")
		if item.Status != run.ItemSucceeded || item.Finding != run.FindingFail || item.Reason != run.QueryFailed {
			t.Errorf("item %+v", item)
		}
		groups, err := b.reader.ReasonGroups(t.Context(), b.scope, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		causes, err := b.service.Causes(t.Context(), b.scope, outcome.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if groups[0].Cause.Sentence != causes.Groups[0].Sentence || groups[0].Count != causes.Groups[0].Count ||
			groups[0].Cause.Sentence != "Metric `gone_total` is absent" {
			t.Errorf("the run says %+v, Health %+v", groups[0], causes.Groups[0])
		}
		lines, err := b.reader.Lines(t.Context(), b.scope, r.ID, read.LineFilter{Levels: []run.Level{run.Error}}, 100)
		if err != nil || len(lines) != 2 {
			t.Errorf("each broken dashboard is one error line: %+v, %v", lines, err)
		}
	})
}
