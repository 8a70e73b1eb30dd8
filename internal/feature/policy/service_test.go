package policy_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestCreateRefusesWhatIsWrongByField(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite))
	for name, c := range map[string]struct {
		change func(in *policy.Input)
		field  string
		says   string
	}{
		"no name":             {func(in *policy.Input) { in.Name = " " }, "name", "1 to 100"},
		"a name that turns":   {func(in *policy.Input) { in.Name = "Nightly \u202egnp" }, "name", "direction of writing"},
		"a name of two lines": {func(in *policy.Input) { in.Name = "Night\nly" }, "name", "one line"},
		"unknown environment": {func(in *policy.Input) { in.Environment = "prod" }, "environment", "prod"},
		"no days":             {func(in *policy.Input) { in.Days = nil }, "days", "at least one"},
		"a day that is none":  {func(in *policy.Input) { in.Days = []int{7} }, "days", "0 (Sunday)"},
		"empty window":        {func(in *policy.Input) { in.WindowEnd = "06:00" }, "window_end", "empty"},
		"bad time":            {func(in *policy.Input) { in.WindowStart = "6am" }, "window_start", "HH:MM"},
		"bad zone":            {func(in *policy.Input) { in.TimeZone = "Mars/Base" }, "time_zone", "Mars/Base"},
		"machine's zone":      {func(in *policy.Input) { in.TimeZone = "Local" }, "time_zone", "IANA"},
		"empty list":          {func(in *policy.Input) { in.Assets = policy.Assets{Kind: policy.List} }, "assets.names", "at least one"},
		"unknown dashboards": {func(in *policy.Input) {
			in.Assets = policy.Assets{Kind: policy.List, Names: []string{"d001", "nope", "gone"}}
		}, "assets.names", "gone, nope"},
		"unknown kind of choice": {func(in *policy.Input) { in.Assets.Kind = "some" }, "assets.kind", "list or rule"},
		"time limit too long":    {func(in *policy.Input) { in.Checks.QuerySeconds = 31 }, "checks.query_seconds", "1 to 30"},
		"unknown channel": {func(in *policy.Input) {
			in.Notify.Channels = []policy.Channel{{Type: "pager", Target: "x"}}
		}, "notify.channels[0].type", "pager"},
	} {
		t.Run(name, func(t *testing.T) {
			in := morning()
			c.change(&in)
			_, err := b.service.Create(t.Context(), b.scope, in)
			found, ok := errors.AsType[*apperror.Error](err)
			if !ok || found.Kind != apperror.Invalid || len(found.Fields) != 1 || found.Fields[0].Field != c.field ||
				!strings.Contains(found.Fields[0].Message, c.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestAWindowBecomesOneRun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.tick("05:57")
		if b.engine.count() != 0 {
			t.Fatal("planned too early")
		}
		b.clock.Set(at("05:59"))
		var group sync.WaitGroup
		for range 8 {
			replica := b.another()
			group.Go(func() {
				if err := replica.Plan(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		b.plan()
		if b.engine.count() != 1 {
			t.Fatalf("%d runs", b.engine.count())
		}
		b.inside(b.planned(), 60, at("06:00"), at("07:00"))
		r := b.engine.active()[0]
		if r.Trigger != run.Schedule || r.Initiator != (run.Initiator{Kind: run.ByPolicy, ID: p.ID, Name: "Morning"}) {
			t.Errorf("run %+v", r)
		}
		windows := b.windows(p.ID)
		if windows[0].Date != "2026-11-21" || windows[0].RunID != r.ID || windows[1].Date != "2026-11-22" || len(windows) != 7 {
			t.Errorf("windows %+v", windows)
		}
	})
}

func TestAPolicyMadeInItsWindowBeginsAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		b.clock.Set(at("06:30"))
		b.create(morning())
		b.inside(b.planned(), 60, at("06:30"), at("07:00"))
	})
}

func TestPauseAndResumeTakeEffectAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.walk("06:20")
		b.ledger.check("d000", "d001", "d002")
		if _, err := b.service.SetActive(t.Context(), b.scope, p.ID, false); err != nil {
			t.Fatal(err)
		}
		if active := b.engine.active(); len(active) != 0 {
			t.Fatalf("still active: %+v", active)
		}
		b.walk("06:40")
		if windows := b.windows(p.ID); len(windows) != 1 || windows[0].State != policy.Cancelled {
			t.Errorf("while paused: %+v", windows)
		}
		if _, err := b.service.SetActive(t.Context(), b.scope, p.ID, true); err != nil {
			t.Fatal(err)
		}
		b.inside(b.planned(), 57, at("06:40"), at("07:00"))
		b.walk("06:45")
		if b.engine.count() != 2 {
			t.Errorf("%d runs", b.engine.count())
		}
	})
}

func TestAChangeReplansTheRestOfAnOpenWindow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.walk("06:30")
		b.ledger.check("d000")
		in := morning()
		in.WindowEnd, in.Assets.NotTags = "08:00", []string{"archive"}
		view, err := b.service.Update(t.Context(), b.scope, p.ID, in)
		if err != nil {
			t.Fatal(err)
		}
		b.inside(b.planned(), 29, at("06:30"), at("08:00"))
		if view.Coverage != 30 || view.CoverageTotal != 60 || view.Revision != 2 || view.LastWindow == nil ||
			view.LastWindow.State != policy.Running {
			t.Errorf("view %+v", view)
		}
		in.Revision = 1
		if _, err := b.service.Update(t.Context(), b.scope, p.ID, in); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("a stale revision: %v", err)
		}
		if err := b.service.Delete(t.Context(), b.scope, p.ID); err != nil {
			t.Fatal(err)
		}
		if active := b.engine.active(); len(active) != 0 {
			t.Errorf("after deleting: %+v", active)
		}
	})
}

func TestDownInTheWindowSpreadsTheRest(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		b.create(morning())
		b.walk("06:10")
		for _, c := range b.planned().Checks[:10] {
			b.ledger.check(c.Asset)
		}
		b.tick("06:40")
		b.inside(b.planned(), 50, at("06:40"), at("07:00"))
		b.walk("06:42")
		if b.engine.count() != 2 {
			t.Errorf("%d runs", b.engine.count())
		}
	})
}

func TestDownOverTheWindowIsRecordedAsMissed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.tick("05:10")
		b.tick("08:00")
		windows := b.windows(p.ID)
		if windows[0].State != policy.Missed || windows[0].Checks != 60 || windows[0].RunID == "" {
			t.Errorf("windows %+v", windows)
		}
		for _, c := range b.planned().Checks {
			if c.NotAfter.After(at("07:00")) {
				t.Fatalf("%s would start outside the window", c.Asset)
			}
		}
	})
}

func TestDownFromBeforeIntoTheWindowSpreadsAllOverTheRest(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		b.create(morning())
		b.tick("06:45")
		b.inside(b.planned(), 60, at("06:45"), at("07:00"))
	})
}

func TestAWindowBeforeThePolicyWasMadeIsNotMissed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		b.clock.Set(at("09:00"))
		p := b.create(morning())
		b.tick("09:10")
		if b.engine.count() != 0 || b.windows(p.ID)[0].Date != "2026-11-22" {
			t.Errorf("%d runs, windows %+v", b.engine.count(), b.windows(p.ID))
		}
	})
}

func TestRunNowIsOneRunAndWorksWhilePaused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		in := morning()
		in.Active = false
		in.Assets = policy.Assets{Kind: policy.List, Names: []string{"d003", "d001", "d003"}}
		p := b.create(in)
		first, created, err := b.service.RunNow(t.Context(), b.scope, p.ID)
		if err != nil || !created {
			t.Fatal(created, err)
		}
		second, created, err := b.service.RunNow(t.Context(), b.scope, p.ID)
		if err != nil || created || second.ID != first.ID {
			t.Errorf("second: %v %v", created, err)
		}
		planned := b.planned()
		want := []checkplan.Check{{Asset: "d001"}, {Asset: "d003"}}
		if diff := cmp.Diff(want, planned.Checks); diff != "" || planned.PolicyID != p.ID {
			t.Error(diff)
		}
	})
}

func TestPreviewShowsTheLoadOfAllPolicies(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		other := morning()
		other.Name = "Other"
		b.create(other)
		preview, err := b.service.Preview(t.Context(), b.scope, morning(), "")
		if err != nil {
			t.Fatal(err)
		}
		if preview.Checks != 60 || preview.OtherPolicies != 1 || len(preview.Windows) != 4 || len(preview.Assets) != 10 {
			t.Errorf("preview %+v", preview)
		}
		if len(preview.Warnings) != 1 || preview.Warnings[0].Code != "overlap" {
			t.Errorf("warnings %+v", preview.Warnings)
		}
		if b.engine.count() != 0 {
			t.Error("a preview started a run")
		}
	})
}

func TestSeedDefaultIsDoneOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		for range 2 {
			if err := b.service.SeedDefault(t.Context(), b.scope, builtin, "Europe/Berlin"); err != nil {
				t.Fatal(err)
			}
		}
		views, err := b.service.List(t.Context(), b.scope)
		if err != nil || len(views) != 1 || views[0].Name != "Built-in, every day" || views[0].Coverage != 60 {
			t.Fatalf("%+v, %v", views, err)
		}
		next := views[0].NextWindow
		if next == nil || !next.StartsAt.After(at("05:00")) || next.Checks != 60 {
			t.Errorf("next window %+v", next)
		}
	})
}

func TestNextChecksAreTheSlots(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.walk("05:59")
		planned := b.planned()
		next, err := b.service.NextChecks(t.Context(), b.scope, builtin)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range planned.Checks {
			if got := next[c.Asset]; !got.At.Equal(c.NotBefore) || got.PolicyID != p.ID {
				t.Fatalf("%s: %+v, planned at %s", c.Asset, got, c.NotBefore)
			}
		}
	})
}

func TestFinishedMarksTheWindowAsDone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.walk("06:59")
		r, target, err := b.engine.end("run-1", run.Succeeded)
		if err != nil {
			t.Fatal(err)
		}
		r.Counts = run.Counts{Total: 60, Skipped: 2}
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.Finished(t.Context(), tx, target, r) })
		got := b.windows(p.ID)[0]
		if got.State != policy.Done || got.Note != "2 of 60 checks did not start in the window" {
			t.Errorf("window %+v", got)
		}
	})
}

func TestAnotherProjectSeesNoPolicy(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		other := access.System("other", "tester")
		_, errGet := b.service.Get(t.Context(), other, p.ID)
		_, errUpdate := b.service.Update(t.Context(), other, p.ID, morning())
		_, errActive := b.service.SetActive(t.Context(), other, p.ID, false)
		_, _, errRun := b.service.RunNow(t.Context(), other, p.ID)
		_, errWindows := b.service.Windows(t.Context(), other, p.ID)
		_, errPreview := b.service.Preview(t.Context(), other, morning(), p.ID)
		for i, err := range []error{
			errGet, errUpdate, errActive, errRun, errWindows, errPreview,
			b.service.Delete(t.Context(), other, p.ID),
		} {
			if !apperror.Is(err, apperror.NotFound) {
				t.Errorf("call %d: %v", i, err)
			}
		}
		if _, err := b.service.Create(t.Context(), b.scope, morning()); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("a second policy of one name: %v", err)
		}
		if _, err := b.service.Create(t.Context(), other, morning()); err != nil {
			t.Errorf("the same name in another project: %v", err)
		}
	})
}

func TestManyPoliciesArePlannedInOneTick(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		const many = 23
		for i := range many {
			in := morning()
			in.Name = fmt.Sprintf("Policy %d", i)
			b.create(in)
		}
		b.tick("05:59")
		if b.engine.count() != many {
			t.Errorf("%d runs", b.engine.count())
		}
	})
}
