package validation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestADashboardBreaksAndIsMended(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		t.Parallel()
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "up", "rate(up[5m])")
		for _, step := range []struct {
			query   string
			series  map[string]int
			status  health.Status
			summary string
			cause   string
			brief   string
		}{
			{"up", nil, health.Pass, "2 panels work", "", ""},
			{"orders_total", nil, health.Fail, "Panel 'Panel 1' asks for metric `orders_total`, which does not exist", "Metric `orders_total` is absent", "1 of 2 panels"},
			{"sum(up", nil, health.Fail, "Panel 'Panel 1' has a syntax error in its query at 1:7: unclosed left parenthesis", "Syntax error in a query", "1 of 2 panels"},
			{"quiet_total", map[string]int{"quiet_total": 0}, health.Warn, "Panel 'Panel 1' has no data in the last 1 h", "No data in the default range", "no data"},
		} {
			for metric, series := range step.series {
				b.prom.set(metric, series)
			}
			b.shelf.put("sales", step.query, "rate(up[5m])")
			b.check("sales")
			got := b.report("sales")
			want := []string{string(step.status), step.summary, step.cause, step.brief}
			is := []string{string(got.Entry.Status), got.Entry.Summary, got.Entry.Cause, got.Entry.Brief}
			if diff := cmp.Diff(want, is); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", step.query, diff)
			}
		}
		entry := b.report("sales").Entry
		if entry.BrokenFor < time.Minute || entry.RecoveredAt.IsZero() {
			t.Errorf("it was broken for %s", entry.BrokenFor)
		}
		b.shelf.put("sales", "up", "up")
		b.check("sales")
		report := b.report("sales")
		if report.Entry.Status != health.Pass || len(report.History) != 5 || report.HistoryCounts.Fail != 2 {
			t.Errorf("at last: %+v", report.Entry)
		}
		if got := report.History[3].BrokenFor; got < time.Minute {
			t.Errorf("the record of the recovery says %s", got)
		}
	})
}

// A chart's last step may be hours old: what began to exist since is drawn at its end.
func TestWhatBeganSinceTheLastStepIsThere(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
	b.clock.Advance(37 * time.Second)
	b.prom.set("young", 1)
	b.prom.young["young"] = true
	b.prom.set("unset", 1)
	b.prom.unset["unset"] = true
	b.shelf.put("new", "young", "up", "unset")
	b.check("new")
	if got := b.report("new").Entry; got.Status != health.Pass {
		t.Errorf("%s: %s", got.Status, got.Summary)
	}
	if diff := cmp.Diff(5, b.asks()); diff != "" {
		t.Errorf("only a range without a number is asked for its end, too: %s", diff)
	}
}

// That the end of a range can't be told takes nothing from what the range says: the charts
// keep it too.
func TestARangeIsAnsweredWithoutItsEnd(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]error{
		"busy":     apperror.New(apperror.Limited, "The datasource asks for fewer requests").WithCode("datasource_busy"),
		"rejected": apperror.New(apperror.Invalid, "bad_data"),
		"late":     context.DeadlineExceeded,
	} {
		b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
		b.clock.Advance(37 * time.Second)
		b.prom.last = func(context.Context) error { return fault }
		b.shelf.put("quiet", "ALERTS")
		b.check("quiet")
		if got := b.report("quiet"); got.Entry.Status != health.Pass || b.asks() != 2 {
			t.Errorf("%s: %s after %d questions: %s", name, got.Entry.Status, b.asks(), got.Entry.Summary)
		}
	}
}

// What the end of a range takes is no slowness of the range, and has a time of its own.
func TestTheEndOfARangeHasItsOwnTime(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
	b.clock.Advance(37 * time.Second)
	b.prom.set("young", 1)
	b.prom.young["young"] = true
	b.prom.last = func(context.Context) error {
		b.clock.Advance(30 * time.Second)
		return nil
	}
	b.shelf.put("new", "young")
	b.check("new")
	if got := b.report("new").Entry; got.Status != health.Pass {
		t.Errorf("%s: %s", got.Status, got.Summary)
	}
	if ends := b.prom.ends; len(ends) != 2 || !ends[1].After(ends[0]) {
		t.Errorf("the two questions end at %v", ends)
	}
}

// withVariable gives a dashboard a list by a query, whose default is x.
func (s *shelf) withVariable(name, expression string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var body map[string]any
	_ = json.Unmarshal(s.docs[name].Body, &body)
	spec, _ := body["spec"].(map[string]any)
	spec["variables"] = []any{map[string]any{"kind": "ListVariable", "spec": map[string]any{
		"name": "a", "defaultValue": "x", "plugin": map[string]any{
			"kind": fill.PromQLVariable, "spec": map[string]any{"expr": expression, "labelName": "instance"},
		},
	}}}
	document := s.docs[name]
	document.Body, _ = json.Marshal(body)
	s.docs[name] = document
}

func TestAVariableWhoseQueryFailsIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
	b.shelf.put("sales", `up{instance="$a"}`)
	b.shelf.withVariable("sales", "sum(up")
	b.check("sales")
	got := b.report("sales").Entry
	if want := "Variable `a` gets an error instead of its values: parse error"; got.Status != health.Warn || got.Summary != want {
		t.Errorf("%s: %s", got.Status, got.Summary)
	}
	b.shelf.withVariable("sales", "up")
	b.prom.mu.Lock()
	b.prom.failures = 1
	b.prom.mu.Unlock()
	b.check("sales")
	if got := b.report("sales").Entry; got.Status != health.Pass {
		t.Errorf("after an error that passes: %s: %s", got.Status, got.Summary)
	}
	b.prom.mu.Lock()
	b.prom.down = true
	b.prom.mu.Unlock()
	b.check("sales")
	if got := b.report("sales").Entry; got.Status != health.Unknown || got.Cause != "Datasource `prom` does not answer" {
		t.Errorf("while the source is down: %s: %s", got.Status, got.Summary)
	}
}

// What the dashboard does not use is not asked, waited for or blamed.
func TestAnotherVariableIsNotAsked(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
	b.shelf.put("sales", "up")
	b.shelf.variables = []json.RawMessage{json.RawMessage(`{"kind":"Variable","metadata":{"name":"team"},"spec":{"kind":"ListVariable","spec":{
		"plugin":{"kind":"PrometheusPromQLVariable","spec":{"expr":"down","labelName":"team"}}}}}`)}
	b.check("sales")
	b.prom.mu.Lock()
	defer b.prom.mu.Unlock()
	if diff := cmp.Diff([]string{"up"}, b.prom.asked); diff != "" {
		t.Error(diff)
	}
}

// The log of a run says each finding once, at its level.
func TestTheLogSaysEachFindingOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
	b.shelf.put("broken", "orders_total", "up")
	b.shelf.put("fine", "up", "up")
	b.prom.set("quiet_total", 0)
	b.shelf.put("quiet", "quiet_total", "up")
	r := b.check("broken", "fine", "quiet")
	lines, err := b.reader.Lines(b.t.Context(), b.scope, r.ID, read.LineFilter{}, 500)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, line := range lines {
		if strings.Contains(line.Message, ", query ") { // what one query was answered
			continue
		}
		for _, finding := range []string{"which does not exist", "2 panels work", "has no data in"} {
			if strings.Contains(line.Message, finding) {
				said[line.Level.String()+" "+finding]++
			}
		}
	}
	want := map[string]int{"ERROR which does not exist": 1, "INFO 2 panels work": 1, "WARNING has no data in": 1}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReportTellsWhatChangedSinceTheLastGoodCheck(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "up", "up")
		b.shelf.put("stock", "gone_total")
		b.check("sales", "stock")
		b.shelf.put("sales", "gone_total", "up")
		b.check("sales")
		report := b.report("sales")
		if diff := cmp.Diff([]outcome.Change{{
			What: "dashboard", Text: "changed from version 1 to 2", FromVersion: 1, ToVersion: 2,
		}}, report.Changed); diff != "" {
			t.Error(diff)
		}
		panel := report.Record.Panels[0]
		if panel.LastGoodAt == nil || panel.Result != "Metric `gone_total` is absent" || panel.Status != health.Fail {
			t.Errorf("panel %+v", panel)
		}
		if len(report.SameCause) != 1 || report.SameCause[0].Asset != "stock" {
			t.Errorf("same cause: %+v", report.SameCause)
		}
		if len(report.Record.Steps) != 5 || report.Record.RunID == "" {
			t.Errorf("record %+v", report.Record)
		}
	})
}

func TestASourceThatIsDownIsUnknownAndOneCause(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		for i := range 5 {
			b.shelf.put(fmt.Sprintf("d%d", i), "up")
		}
		b.prom.down = true
		r := b.check()
		if r.Status != run.Failed || r.Counts.Failed != 5 || r.Findings.All() != 0 {
			t.Errorf("run %s %+v", r.Status, r.Counts)
		}
		causes, err := b.service.Causes(t.Context(), b.scope, outcome.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if len(causes.Groups) != 1 || causes.Groups[0].Count != 5 || len(causes.Groups[0].Entries) != 5 {
			t.Fatalf("groups %+v", causes.Groups)
		}
		if got := causes.Groups[0]; got.Sentence != "Datasource `prom` does not answer" || got.Status != health.Unknown {
			t.Errorf("group %+v", got)
		}
		standing, err := b.service.Standing(t.Context(), b.scope, builtin)
		if err != nil || standing.Trouble != "Datasource `prom` does not answer" || standing.Counts.Unknown != 5 {
			t.Errorf("standing %+v, %v", standing, err)
		}
	})
}

func TestAnErrorThatPassesIsAskedAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "up")
		b.prom.failures = 1
		r := b.check("sales")
		record := b.report("sales").Record
		if r.Status != run.Succeeded || record.Status != health.Pass || record.Attempts != 2 {
			t.Errorf("%s, record %+v", r.Status, record)
		}
	})
}

func TestStartTwiceIsOneRun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "up")
		b.shelf.put("stock", "up")
		b.prom.hold = make(chan struct{})
		first, created, err := b.service.Start(t.Context(), b.scope, validation.Choice{Assets: []string{"stock", "sales"}})
		if err != nil || !created {
			t.Fatal(created, err)
		}
		second, created, err := b.service.Start(t.Context(), b.scope, validation.Choice{Assets: []string{"sales", "stock", "sales"}})
		if err != nil || created || second.ID != first.ID {
			t.Errorf("second start: %s, created %v, %v", second.ID, created, err)
		}
		if err := b.service.Cancel(t.Context(), b.scope, first.ID); err != nil {
			t.Fatal(err)
		}
		if r := b.end(first); r.Status != run.Cancelled {
			t.Errorf("run %s", r.Status)
		}
		close(b.prom.hold)
	})
}

func TestStartRefusesWhatIsNotThere(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		_, _, err := b.service.Start(t.Context(), b.scope, validation.Choice{})
		if !apperror.Is(err, apperror.Invalid) {
			t.Errorf("nothing to check: %v", err)
		}
		b.shelf.put("sales", "up")
		_, _, err = b.service.Start(t.Context(), b.scope, validation.Choice{Assets: []string{"sales", "nope"}})
		if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), "nope") {
			t.Errorf("unknown dashboard: %v", err)
		}
		_, _, err = b.service.Start(t.Context(), b.scope, validation.Choice{Environment: "prod"})
		if !apperror.Is(err, apperror.Invalid) {
			t.Errorf("unknown environment: %v", err)
		}
		_, _, err = b.service.Start(t.Context(), b.scope, validation.Choice{Status: []health.Status{health.Fail}})
		if !apperror.Is(err, apperror.Invalid) {
			t.Errorf("none is failing: %v", err)
		}
	})
}

func TestTheCeilingHolds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBenchAsking(t, db, validation.Config{}, persescheck.Config{QueriesAtOnce: 1})
		b.shelf.ceiling = 2
		b.prom.hold = make(chan struct{})
		for i := range 12 {
			own := fmt.Sprintf("up + %d", i) // no other check has its answer
			b.shelf.put(fmt.Sprintf("d%02d", i), own, own, own)
		}
		r, _, err := b.service.Start(t.Context(), b.scope, validation.Choice{})
		if err != nil {
			t.Fatal(err)
		}
		b.until("two checks that meet", func() bool { return b.prom.together() == 2 })
		close(b.prom.hold)
		if r = b.end(r); r.Status != run.Succeeded || r.Counts.Succeeded != 12 {
			t.Errorf("run %s %+v", r.Status, r.Counts)
		}
		if b.prom.most != 2 {
			t.Errorf("%d checks ran at once", b.prom.most)
		}
	})
}

// Copies of a dashboard in one run ask the metrics server once, and each has a report.
func TestCopiesOfADashboardAreAskedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		for i := range 12 {
			b.shelf.put(fmt.Sprintf("d%02d", i), "up", "sum(up)")
		}
		b.shelf.put("other", "up", "gone")
		r := b.check()
		if r.Status != run.Succeeded || r.Findings.Pass != 12 || r.Findings.Pass+r.Findings.Warn+r.Findings.Fail != 13 {
			t.Errorf("run %s %+v", r.Status, r.Findings)
		}
		if got := b.asks(); got != 3 || b.shelf.looked != 1 {
			t.Errorf("%d questions, %d looks around", got, b.shelf.looked)
		}
		for _, name := range []string{"d00", "d11"} {
			if got := b.report(name); got.Entry.Status != health.Pass || got.Entry.Panels != 2 {
				t.Errorf("%s: %+v", name, got.Entry)
			}
		}
		if got := b.report("other").Entry; got.Status != health.Fail && got.Status != health.Warn {
			t.Errorf("the other: %s: %s", got.Status, got.Summary)
		}
		if again := b.check(); again.Status != run.Succeeded || b.asks() != 6 {
			t.Errorf("another run took the answers of the first: %d questions", b.asks())
		}
	})
}

// One check is two transactions: one takes the dashboard with its place under the
// ceiling, one writes what came of it and gives the place back.
func TestACheckCostsTwoTransactions(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.ceiling = 1           // so that no two look for the last one
		const checks, around = 40, 20 // around them: the start, the plan, the end, and what the engine looks after
		for i := range checks {
			b.shelf.put(fmt.Sprintf("d%02d", i), "up", "up")
		}
		var count atomic.Int64
		db.OnTransaction(func(time.Duration) { count.Add(1) })
		if r := b.check(); r.Status != run.Succeeded {
			t.Errorf("run %s: %s", r.Status, r.Message)
		}
		if got := count.Load(); got < 2*checks || got > 2*checks+around {
			t.Errorf("%d checks cost %d transactions", checks, got)
		}
	})
}

func TestTheCeilingOfTheSettingsHoldsAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("d", "up")
		b.check()
		b.shelf.ceiling = 3 // the setting was changed
		if err := b.service.KeepCeilings(t.Context(), []string{"shop"}); err != nil {
			t.Fatal(err)
		}
		var ceiling int
		if err := db.Read().NewRaw("SELECT ceiling FROM run_lane").Scan(t.Context(), &ceiling); err != nil || ceiling != 3 {
			t.Errorf("%d checks at the same time, %v", ceiling, err)
		}
	})
}

func TestACheckWhoseWindowClosesWhileItWaitsIsMissed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.ceiling = 1
		b.shelf.put("first", "up")
		b.shelf.put("second", "up")
		b.prom.hold = make(chan struct{})
		closes := time.Now().Add(2 * time.Second)
		b.policy.planned = checkplan.Planned{PolicyID: "p", Thresholds: checkplan.DefaultThresholds(), Checks: []checkplan.Check{
			{Asset: "first"}, {Asset: "second", NotAfter: closes},
		}}
		r, _, err := b.engine.Start(t.Context(), b.scope, run.Request{
			Kind: validation.Kind(), Title: "t", Target: json.RawMessage(`{"environment":"builtin","policy":"p"}`),
		})
		if err != nil {
			t.Fatal(err)
		}
		b.until("one that checks and one that waits until it is too late", func() bool {
			return b.asks() > 0 && b.item(r, "first").Status == run.ItemRunning && time.Now().After(closes)
		})
		close(b.prom.hold)
		r = b.end(r)
		page, err := b.reader.Items(t.Context(), b.scope, r.ID, read.ItemFilter{Reason: run.WindowMissed}, read.ItemCursor{}, 10)
		if err != nil || page.Total != 1 || r.Counts.Skipped != 1 || r.Counts.Succeeded+r.Counts.Warned != 1 {
			t.Errorf("run %s %+v, %d missed, %v", r.Status, r.Counts, page.Total, err)
		}
	})
}

func TestListsFollowTheDashboards(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "gone_total")
		b.shelf.put("stock", "up")
		page := b.health(outcome.Filter{})
		if page.Counts.Unknown != 2 || page.Entries[0].Summary != "Never checked" || !page.Entries[0].NeverChecked() {
			t.Fatalf("before the first check: %+v", page)
		}
		b.check()
		sales, _ := b.shelf.Asset(t.Context(), b.scope, builtin, "sales")
		b.shelf.remove("sales")
		gone := asset.Asset{Environment: builtin, Key: "sales", State: asset.Binned}
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.AssetChanged(t.Context(), tx, "shop", gone) })
		if page := b.health(outcome.Filter{}); page.Total != 1 || page.Counts.Fail != 0 {
			t.Errorf("after archiving: %+v", page)
		}
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.AssetChanged(t.Context(), tx, "shop", sales) })
		if page := b.health(outcome.Filter{}); page.Total != 2 || page.Counts.Fail != 1 || page.NewFailing != 1 {
			t.Errorf("after restoring: %+v", page)
		}
	})
}

func TestADashboardThatIsGoneMeanwhileIsSkipped(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.ceiling = 1
		b.shelf.put("a", "up")
		b.shelf.put("b", "up")
		b.prom.hold = make(chan struct{})
		r, _, err := b.service.Start(t.Context(), b.scope, validation.Choice{})
		if err != nil {
			t.Fatal(err)
		}
		b.until("a first question", func() bool { b.prom.mu.Lock(); defer b.prom.mu.Unlock(); return len(b.prom.asked) > 0 })
		b.shelf.remove("a")
		b.shelf.remove("b")
		close(b.prom.hold)
		if r = b.end(r); r.Counts.Skipped != 1 || r.Counts.Succeeded != 1 {
			t.Errorf("counts %+v", r.Counts)
		}
	})
}

func TestDeletingAReportDeletesAllItsRecords(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "gone_total")
		b.check("sales")
		b.check("sales")
		if err := b.service.Delete(t.Context(), b.scope, builtin, "sales"); err != nil {
			t.Fatal(err)
		}
		report := b.report("sales")
		if !report.Entry.NeverChecked() || len(report.History) != 0 || report.Entry.Cause != "" {
			t.Errorf("after deleting: %+v", report)
		}
		if err := b.service.Delete(t.Context(), b.scope, builtin, "nope"); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("unknown asset: %v", err)
		}
	})
}

func TestHealthPagesFiltersAndSorts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		for i := range 9 {
			b.shelf.put(fmt.Sprintf("d%d", i), []string{"up", "gone_total", "quiet"}[i%3])
		}
		b.prom.set("quiet", 0)
		b.check()
		for _, by := range []outcome.Sort{outcome.ByStatus, outcome.ByName, outcome.BySince, outcome.ByChecked} {
			var seen []string
			cursor := ""
			for {
				page, err := b.service.Health(t.Context(), b.scope, outcome.Filter{}, by, cursor, 2)
				if err != nil {
					t.Fatal(err)
				}
				for _, entry := range page.Entries {
					seen = append(seen, entry.Asset)
				}
				if cursor = page.Next; cursor == "" {
					break
				}
			}
			if len(seen) != 9 {
				t.Errorf("sorted by %s: %v", by, seen)
			}
		}
		page := b.health(outcome.Filter{Status: []health.Status{health.Fail}, Text: "D1", Tags: []string{"PROD"}, Owner: "ADA"})
		if page.Total != 1 || page.Entries[0].Asset != "d1" || page.Counts.Total() != 1 {
			t.Errorf("filtered: %+v", page)
		}
		if owners := page.Entries[0].Owners; len(owners) != 2 || owners[0].ID != "g-1" || owners[1].Name != "ada" {
			t.Errorf("owned by %+v", owners)
		}
		if len(page.Owners) != 2 || page.Owners[0].Count != 9 || page.Owners[1].Value != "ada" {
			t.Errorf("owners %+v", page.Owners)
		}
		if page = b.health(outcome.Filter{Owner: "ad_"}); page.Total != 0 {
			t.Errorf("an owner that nobody is has %d", page.Total)
		}
		if page = b.health(outcome.Filter{Text: "100%_"}); page.Total != 0 {
			t.Errorf("a text with wildcards found %d", page.Total)
		}
		if _, err := b.service.Health(t.Context(), b.scope, outcome.Filter{}, "", "nonsense", 2); !apperror.Is(err, apperror.Invalid) {
			t.Errorf("bad cursor: %v", err)
		}
		badges, err := b.service.Badges(t.Context(), b.scope)
		if err != nil || badges.Counts.Fail != 3 || badges.Counts.Worst() != health.Fail {
			t.Errorf("badges %+v, %v", badges, err)
		}
	})
}

func TestAnotherProjectSeesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{})
		b.shelf.put("sales", "up")
		b.check("sales")
		other := accessOf("other")
		if _, err := b.service.Report(t.Context(), other, builtin, "sales"); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("report: %v", err)
		}
		record := b.report("sales").Record.ID
		if _, err := b.service.Record(t.Context(), other, builtin, "sales", record); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("record: %v", err)
		}
		page, err := b.service.Health(t.Context(), other, outcome.Filter{}, "", "", 10)
		if err != nil || page.Total != 0 {
			t.Errorf("health: %+v, %v", page, err)
		}
	})
}

func TestPruneKeepsTheLatestRecordOfEachAsset(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, validation.Config{KeepRecords: time.Hour})
		b.shelf.put("sales", "up")
		b.check("sales")
		b.check("sales")
		b.clock.Advance(3 * time.Hour)
		if err := b.service.Prune(t.Context()); err != nil {
			t.Fatal(err)
		}
		report := b.report("sales")
		if len(report.History) != 1 || report.Record == nil || report.History[0].ID != report.Record.ID {
			t.Errorf("after pruning: %+v", report.History)
		}
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.PurgeProject(t.Context(), tx, "shop") })
		if page := b.health(outcome.Filter{}); page.Total != 0 {
			t.Errorf("after purging: %+v", page)
		}
	})
}
