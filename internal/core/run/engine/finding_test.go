package engine

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// judge is a producer with a word of its own for what it could not judge.
type judge struct{ *fake }

func (judge) FailedWord() string { return "could not be judged" }

// verdicts gives the outcomes of eight items, one after the other.
func verdicts(_ context.Context, w *run.Work) run.Outcome {
	absent := run.Cause{Key: "metric_missing:orders", Code: "metric_missing", Sentence: "Metric `orders` is absent"}
	silent := run.Cause{Key: "source_unreachable:eu", Code: "source_unreachable", Sentence: "Datasource `eu` does not answer"}
	switch w.Item.Seq {
	case 1, 2, 3:
		return run.Outcome{Status: run.ItemSucceeded, Finding: run.FindingPass}
	case 4:
		return run.Outcome{Status: run.ItemSucceeded, Finding: run.FindingWarn, Reason: run.EmptyResult}
	case 5, 6:
		return run.Outcome{Status: run.ItemSucceeded, Finding: run.FindingFail, Reason: run.QueryFailed, Cause: absent, Message: "Panel 'A' fails"}
	default:
		return run.Outcome{Status: run.ItemFailed, Finding: run.FindingFail, Reason: run.UpstreamUnavailable, Cause: silent, Message: "no answer"}
	}
}

func TestAVerdictIsASuccessWithAFinding(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		kind := run.Kind{Resource: "dashboard", Action: "validate"}
		b := newBench(t, db, quickConfig(), true, judge{&fake{kind: kind, plan: items(8), do: verdicts}})
		r := b.ended(b.start(kind, `{}`).ID)
		if r.Status != run.PartiallySucceeded {
			t.Errorf("status %s", r.Status)
		}
		if want := (run.Counts{Total: 8, Succeeded: 6, Failed: 2}); r.Counts != want {
			t.Errorf("counts %+v", r.Counts)
		}
		if want := (run.Findings{Pass: 3, Warn: 1, Fail: 2}); r.Findings != want {
			t.Errorf("findings %+v", r.Findings)
		}
		if r.Reason != run.UpstreamUnavailable || r.Message != "2 of 8 could not be judged: Datasource `eu` does not answer" {
			t.Errorf("%s: %s", r.Reason, r.Message)
		}
		var order []string
		for _, item := range b.items(r.ID) {
			order = append(order, fmt.Sprintf("%d %s %s", item.Seq, item.Status, item.Finding))
		}
		want := []string{
			"5 succeeded fail", "6 succeeded fail", "4 succeeded warn", "7 failed ", "8 failed ",
			"1 succeeded pass", "2 succeeded pass", "3 succeeded pass",
		}
		if diff := cmp.Diff(want, order); diff != "" {
			t.Errorf("order: %s", diff)
		}
		groups, err := b.reader.ReasonGroups(t.Context(), b.scope, r.ID)
		if err != nil || len(groups) != 4 {
			t.Fatalf("groups %+v, %v", groups, err)
		}
		if first := groups[0]; first.Count != 2 || first.Cause.Sentence != "Metric `orders` is absent" || first.Finding != run.FindingFail {
			t.Errorf("first group %+v", first)
		}
		failing, err := b.reader.Items(t.Context(), b.scope, r.ID, read.ItemFilter{Findings: []run.Finding{run.FindingFail}}, read.ItemCursor{}, 10)
		if err != nil || failing.Total != 2 {
			t.Errorf("failing %+v, %v", failing, err)
		}
		second, err := b.reader.Items(t.Context(), b.scope, r.ID, read.ItemFilter{}, read.ItemCursor{Rank: 30, Seq: 7}, 10)
		if err != nil || len(second.Items) != 4 || second.Items[0].Seq != 8 {
			t.Errorf("after a cursor %+v, %v", second, err)
		}
	})
}

// refusals gives the outcomes of ten items: six refused by two sources, four too slow.
func refusals(_ context.Context, w *run.Work) run.Outcome {
	if w.Item.Seq > 6 {
		return run.Outcome{Status: run.ItemFailed, Reason: run.Timeout}
	}
	source := []string{"a", "b"}[w.Item.Seq%2]
	return run.Outcome{Status: run.ItemFailed, Reason: run.AuthFailed, Cause: run.Cause{
		Key: "source_refused:" + source, Code: "source_refused", Sentence: "Datasource `" + source + "` refuses the sign-in",
	}}
}

func TestTheReasonOfARunIsThatOfMostItemsWhateverTheirCauses(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		kind := run.Kind{Resource: "dashboard", Action: "validate"}
		b := newBench(t, db, quickConfig(), true, judge{&fake{kind: kind, plan: items(10), do: refusals}})
		r := b.ended(b.start(kind, `{}`).ID)
		want := "10 of 10 could not be judged, 6 of them: " + run.Sentence(run.AuthFailed, "")
		if r.Reason != run.AuthFailed || r.Message != want {
			t.Errorf("%s: %s", r.Reason, r.Message)
		}
	})
}

func TestTheKeyOfACauseIsCleanAndShort(t *testing.T) {
	t.Parallel()
	const hidden = "tr0ub4dor"
	key := "source_refused:" + hidden + strings.Repeat("x", redact.MaxMessage)
	out := run.Outcome{Status: run.ItemFailed, Reason: run.AuthFailed, Cause: run.Cause{Key: key, Code: "source_refused", Sentence: "No"}}
	clean := redact.New().With(hidden)
	got := (&Engine{}).valid(out, clean).Cause.Key
	if strings.Contains(got, hidden) || utf8.RuneCountInString(got) > redact.MaxMessage || !strings.HasPrefix(got, "source_refused:") {
		t.Errorf("the key is %q", got)
	}
	if again := (&Engine{}).valid(out, clean).Cause.Key; again != got {
		t.Errorf("%q, and then %q", got, again)
	}
	out.Cause.Key = "metric_missing:orders_total"
	if got := (&Engine{}).valid(out, clean).Cause.Key; got != out.Cause.Key {
		t.Errorf("a harmless key is %q", got)
	}
}

func TestAStripJoinsNeighboursAndShowsTheWorst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		kind := run.Kind{Resource: "dashboard", Action: "validate"}
		b := newBench(t, db, quickConfig(), true, judge{&fake{kind: kind, plan: items(8), do: verdicts}})
		r := b.ended(b.start(kind, `{}`).ID)
		all, err := b.reader.ItemMarks(t.Context(), b.scope, r.ID, 100)
		if err != nil || len(all) != 8 || all[4].Finding != run.FindingFail || all[7].Status != run.ItemFailed {
			t.Fatalf("marks %+v, %v", all, err)
		}
		few, err := b.reader.ItemMarks(t.Context(), b.scope, r.ID, 3)
		if err != nil || len(few) != 3 {
			t.Fatalf("marks %+v, %v", few, err)
		}
		count := 0
		for _, mark := range few {
			count += mark.Count
		}
		if count != 8 || few[0].Finding != run.FindingPass || few[1].Finding != run.FindingFail || few[2].Status != run.ItemFailed {
			t.Errorf("three marks %+v", few)
		}
	})
}
