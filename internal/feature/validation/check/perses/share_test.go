package perses

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const document = `{"kind":"Dashboard","metadata":{"name":"%s"},"spec":{"duration":"1h",
	"datasources":{"mine":{"plugin":{"kind":"PrometheusDatasource"}}},
	"variables":[{"kind":"ListVariable","spec":{"name":"job","plugin":{"kind":"PrometheusLabelValuesVariable",
		"spec":{"labelName":"job","matchers":["up"]}}}}],
	"panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart"},"queries":[{"spec":{"plugin":{
		"kind":"PrometheusTimeSeriesQuery","spec":{"query":"%s","datasource":{"kind":"PrometheusDatasource","name":"%s"}}}}}]}}},
	"layouts":[{"spec":{"items":[{"content":{"$ref":"#/spec/panels/p"}}]}}]}}`

const good = `{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]}]}`

// world is a project with dashboards that all have one panel, and a metrics server.
type world struct {
	*Checker

	clock *clock.Manual

	mu    sync.Mutex
	asked []string
	looks int
	query string
	// source is the panel's datasource: the project's, or the dashboard's own.
	source string
	// answer is what comes of a query for a panel.
	answer func(ctx context.Context) (Answer, error)
	// told is called with each line of a log.
	told func(message string)
}

func newWorld() *world {
	w := &world{
		clock: clock.NewManual(time.Date(2026, 12, 1, 9, 42, 0, 0, time.UTC)), query: "sum(up{job=~\\\"$job\\\"})", source: "prom",
		answer: func(context.Context) (Answer, error) { return Answer{Body: []byte(good)}, nil },
	}
	w.Checker = New(w, w, w.clock, Config{RetryPause: time.Millisecond})
	return w
}

func (w *world) Load(_ context.Context, _ access.Scope, name string) (Document, error) {
	return Document{Name: name, Body: fmt.Appendf(nil, document, name, w.query, w.source)}, nil
}

func (w *world) Around(context.Context, access.Scope) (Surroundings, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looks++
	return Surroundings{Datasources: []fill.Datasource{{Name: "prom", Kind: perses.PrometheusDatasource, Default: true}}}, nil
}

func (w *world) Query(ctx context.Context, scope access.Scope, q Query) (Answer, error) {
	w.mu.Lock()
	w.asked = append(w.asked, strings.Join([]string{scope.Project(), q.Dashboard, q.Expression}, "|"))
	w.mu.Unlock()
	if q.Expression == "vector(1)" {
		return Answer{Body: []byte(good)}, nil
	}
	return w.answer(ctx)
}

func (w *world) LabelValues(_ context.Context, scope access.Scope, q LabelQuery) ([]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, strings.Join([]string{scope.Project(), q.Dashboard, "values of " + q.Label}, "|"))
	return []string{"api"}, nil
}

// check checks a dashboard of a project in a run, and gives the lines of the log too.
func (w *world) check(t *testing.T, project, runID, name string) (check.Report, string) {
	t.Helper()
	report, log, err := w.checkIn(t.Context(), project, runID, name)
	if err != nil {
		t.Fatal(err)
	}
	return report, log
}

func (w *world) checkIn(ctx context.Context, project, runID, name string) (check.Report, string, error) {
	var lines []string
	report, err := w.Check(ctx, access.System(project, "test"), check.Job{
		Run: runID, Asset: asset.Asset{Key: name}, Rules: check.DefaultRules(),
		Log: func(_ run.Level, message string, _ ...slog.Attr) {
			lines = append(lines, message)
			if w.told != nil {
				w.told(message)
			}
		},
	})
	return report, strings.Join(lines, "\n"), err
}

// questions are those so far, which are forgotten.
func (w *world) questions() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	asked := w.asked
	w.asked = nil
	return asked
}

func TestDashboardsOfARunShareAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld()
	own := []string{"shop||values of job", `shop||sum(up{job=~"api"})`}
	report, log := w.check(t, "shop", "r1", "a")
	if diff := cmp.Diff(own, w.questions()); diff != "" || report.Status != health.Pass || strings.Contains(log, "share") {
		t.Errorf("the first: %s %s\n%s", report.Status, diff, log)
	}
	report, log = w.check(t, "shop", "r1", "b")
	if asked := w.questions(); len(asked) > 0 || report.Status != health.Pass || report.Panels[0].Series != 1 || w.looks != 1 {
		t.Errorf("the second: %+v after %q, %d looks", report, asked, w.looks)
	}
	if !strings.Contains(log, "1 series in <1 ms, an answer that dashboards of this run share") {
		t.Errorf("the log does not say whose answer it is:\n%s", log)
	}
	for what, differs := range map[string]func(){
		"another run":          func() { w.check(t, "shop", "r2", "c") },
		"another project":      func() { w.check(t, "other", "r1", "d") },
		"no run":               func() { w.check(t, "shop", "", "e"); w.questions(); w.check(t, "shop", "", "f") },
		"another moment":       func() { w.clock.Advance(momentLife); w.check(t, "shop", "r1", "g") },
		"a clock put back":     func() { w.clock.Advance(-time.Minute); w.check(t, "shop", "r1", "h") },
		"a change of sources":  func() { w.check(t, "shop", "r1", "i"); w.questions(); w.Forget("shop"); w.check(t, "shop", "r1", "j") },
		"a change of anything": func() { w.check(t, "shop", "r1", "k"); w.questions(); w.Forget(""); w.check(t, "shop", "r1", "l") },
	} {
		before := w.looks
		differs()
		if asked := w.questions(); len(asked) != 2 || w.looks == before {
			t.Errorf("%s: %q", what, asked)
		}
	}
	w.check(t, "shop", "r1", "m")
	w.Forget("other")
	w.questions()
	if w.check(t, "shop", "r1", "n"); len(w.questions()) > 0 {
		t.Error("a change in another project counted")
	}
}

// Two dashboards may each have a datasource of the same name.
func TestADashboardsOwnDatasourceIsNotShared(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.source = "mine"
	w.check(t, "shop", "r1", "a")
	w.questions()
	w.check(t, "shop", "r1", "b")
	if diff := cmp.Diff([]string{`shop|b|sum(up{job=~"api"})`}, w.questions()); diff != "" {
		t.Error(diff)
	}
}

// Whatever is wrong each dashboard finds by its own question.
func TestFindingsAreNotKept(t *testing.T) {
	t.Parallel()
	warned := strings.Replace(`{"status":"success","warnings":["partial"],"data":DATA}`, "DATA", good, 1)
	for name, c := range map[string]struct {
		answer Answer
		err    error
		status health.Status
		asks   int
	}{
		"empty":    {Answer{Body: []byte(`{"resultType":"matrix","result":[]}`)}, nil, health.Warn, 2},
		"NaN":      {Answer{Body: []byte(strings.Replace(good, `"1"`, `"NaN"`, 1))}, nil, health.Warn, 1},
		"warning":  {Answer{Body: []byte(warned)}, nil, health.Pass, 1},
		"rejected": {Answer{}, &Refusal{Failure: check.Rejected, Err: errors.New("no")}, health.Fail, 1},
		"down":     {Answer{}, &Refusal{Failure: check.Unreachable, Err: errors.New("no")}, health.Unknown, 3},
		"stale":    {Answer{Body: []byte(good), Stale: true}, nil, health.Unknown, 3},
	} {
		w := newWorld()
		w.query = "sum(up)"
		w.answer = func(context.Context) (Answer, error) { return c.answer, c.err }
		first, _ := w.check(t, "shop", "r1", "a")
		w.questions()
		second, log := w.check(t, "shop", "r1", "b")
		panelAsks := 0
		asked := w.questions()
		for _, one := range asked {
			if strings.Contains(one, "sum(up)") {
				panelAsks++
			}
		}
		if panelAsks == 0 || strings.Contains(log, "share") {
			t.Errorf("%s: the second took the answer of the first: %q", name, asked)
		}
		if first.Status != second.Status || first.Summary != second.Summary || len(first.Issues) != len(second.Issues) {
			t.Errorf("%s: %+v, then %+v", name, first, second)
		}
	}
}

// How long a question took is the same for all who share its answer.
func TestASlowAnswerIsSlowForAll(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.answer = func(context.Context) (Answer, error) {
		w.clock.Advance(9 * time.Second)
		return Answer{Body: []byte(good)}, nil
	}
	first, _ := w.check(t, "shop", "r1", "a")
	second, log := w.check(t, "shop", "r1", "b")
	for _, report := range []check.Report{first, second} {
		if report.Status != health.Warn || report.Issues[0].Code != check.Slow || *report.Panels[0].DurationMS != 9000 {
			t.Errorf("%+v", report)
		}
	}
	if !strings.Contains(log, " s, an answer that dashboards of this run share") {
		t.Error(log)
	}
}

// A second try asks, whatever others have got meanwhile.
func TestASecondTryAsksAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.query = "sum(up)"
	fails := true
	w.answer = func(context.Context) (Answer, error) {
		if fails {
			fails = false
			return Answer{}, &Refusal{Failure: check.Broken, Err: errors.New("502")}
		}
		return Answer{Body: []byte(good)}, nil
	}
	w.told = func(message string) {
		if strings.Contains(message, "asked again") {
			w.check(t, "shop", "r1", "b")
		}
	}
	report, log := w.check(t, "shop", "r1", "a")
	asked := 0
	for _, one := range w.questions() {
		if one == "shop||sum(up)" {
			asked++
		}
	}
	if asked != 3 || report.Status != health.Pass || report.Attempts != 2 || strings.Contains(log, "share") {
		t.Errorf("%d times: %+v\n%s", asked, report, log)
	}
}

func TestEqualQuestionsAtTheSameTimeAreOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, equalQuestions)
}

func equalQuestions(t *testing.T) {
	t.Helper()
	w := newWorld()
	w.query = "sum(up)"
	began, answer := make(chan struct{}, 9), make(chan struct{})
	w.answer = func(context.Context) (Answer, error) {
		began <- struct{}{}
		<-answer
		return Answer{}, &Refusal{Failure: check.Rejected, Err: errors.New("no")}
	}
	var group sync.WaitGroup
	reports := make([]check.Report, 4)
	for i := range reports {
		group.Go(func() { reports[i], _ = w.check(t, "shop", "r1", fmt.Sprint("d", i)) })
	}
	synctest.Wait() // one asks, the others wait for it
	if asked := len(began); asked != 1 {
		t.Errorf("%d ask", asked)
	}
	moment := w.moments.at("shop", "r1")
	close(answer)
	group.Wait()
	for i, report := range reports {
		if report.Status != health.Fail || report.Issues[0].Code != check.QueryFailed {
			t.Errorf("%d: %+v", i, report)
		}
	}
	if kept := len(moment.answers.known); kept != 0 {
		t.Errorf("%d failures are kept", kept)
	}
}

// When the check that asks is stopped, those who wait ask for themselves.
func TestAStoppedCheckTakesNoOtherWithIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, stoppedCheck)
}

func stoppedCheck(t *testing.T) {
	t.Helper()
	w := newWorld()
	w.query = "sum(up)"
	began, waits := make(chan struct{}), make(chan struct{})
	first := true
	w.answer = func(ctx context.Context) (Answer, error) {
		if first {
			first = false
			close(began)
			<-ctx.Done()
			<-waits
			return Answer{}, ctx.Err()
		}
		return Answer{Body: []byte(good)}, nil
	}
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() { _, _, _ = w.checkIn(ctx, "shop", "r1", "a") })
	<-began
	var report check.Report
	group.Go(func() { report, _ = w.check(t, "shop", "r1", "b") })
	synctest.Wait() // it waits for the answer that the first one asked for
	stop()
	close(waits)
	group.Wait()
	if report.Status != health.Pass {
		t.Errorf("%+v", report)
	}
}

// What is kept is bounded, and given back at the end of the moment.
func TestKeptAnswersAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.moments.most = 3 * entryBytes
	for i := range 50 {
		w.query = fmt.Sprintf("up + %d", i)
		w.check(t, "shop", "r1", "a")
	}
	moment := w.moments.at("shop", "r1")
	entries := len(moment.around.known) + len(moment.answers.known) + len(moment.lists.known)
	if w.moments.kept == 0 || w.moments.kept > w.moments.most || entries > 3 {
		t.Errorf("%d bytes, %d entries", w.moments.kept, entries)
	}
	w.clock.Advance(momentLife)
	w.moments.at("shop", "r2")
	if w.moments.kept != 0 || moment.take(1) {
		t.Errorf("%d bytes are kept of a moment that is over", w.moments.kept)
	}
	for i := range 2 * mostMoments {
		w.moments.at("shop", fmt.Sprint("run-", i))
	}
	if got := len(w.moments.known); got != mostMoments {
		t.Errorf("%d moments", got)
	}
}
