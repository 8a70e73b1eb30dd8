package perses

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// Config are the figures of a Checker. Zero values take the defaults.
type Config struct {
	// QueriesAtOnce is how many queries one check asks at the same time: 4.
	QueriesAtOnce int
	// RetryPause is the pause before the second try: 5 s.
	RetryPause time.Duration
}

func (c Config) withDefaults() Config {
	c.QueriesAtOnce = cmp.Or(c.QueriesAtOnce, 4)
	c.RetryPause = cmp.Or(c.RetryPause, 5*time.Second)
	return c
}

// Checker checks Perses dashboards.
type Checker struct {
	dashboards Dashboards
	querier    Querier
	clock      clock.Clock
	cfg        Config
	moments    *moments
	read       *check.Expressions
}

// New makes a checker.
func New(dashboards Dashboards, querier Querier, clk clock.Clock, cfg Config) *Checker {
	return &Checker{
		dashboards: dashboards, querier: querier, clock: clk, cfg: cfg.withDefaults(),
		moments: newMoments(clk), read: &check.Expressions{},
	}
}

// Forget makes the checks that begin from now on share nothing with those before: what is
// around the dashboards of a project has changed, or with an empty project that of all.
func (c *Checker) Forget(project string) { c.moments.forget(project) }

// Check loads a dashboard, asks and judges. An error means that the check itself could
// not go on, never that the dashboard is bad. Kind of error: not_found.
func (c *Checker) Check(
	ctx context.Context, scope access.Scope, job check.Job,
) (check.Report, error) {
	moment := c.moments.at(scope.Project(), job.Run)
	document, err := c.dashboards.Load(ctx, scope, job.Asset.Key)
	if err != nil {
		return check.Report{}, err
	}
	around, err := c.around(ctx, scope, moment)
	if err != nil {
		return check.Report{}, err
	}
	job.Log(run.Debug, fmt.Sprintf("Check %s, version %d", document.Name, document.Version))
	asking := &checker{
		querier: c.querier, scope: scope, name: job.Asset.Key, cfg: c.cfg, now: c.clock.Now, moment: moment, read: c.read,
		log: job.Log, rules: job.Rules,
	}
	report, err := asking.check(ctx, document, around)
	report.Version = document.Version
	return report, err
}

// aroundTime is how long the look for what is around a dashboard may take.
const aroundTime = 10 * time.Second

func (c *Checker) around(ctx context.Context, scope access.Scope, moment *moment) (Surroundings, error) {
	found, _, err := moment.around.get(ctx, moment, wanted[Surroundings]{
		question: around(), limit: aroundTime, keepable: keepAround,
		ask: func(ctx context.Context) (Surroundings, error) { return c.dashboards.Around(ctx, scope) },
	})
	return found, err
}

// checker asks what one check of one dashboard needs to know.
type checker struct {
	querier Querier
	scope   access.Scope
	name    string
	cfg     Config
	rules   check.Rules
	now     func() time.Time
	// moment is when the check looks, and what it shares with others of its run.
	moment *moment
	read   *check.Expressions
	log    check.Log
	// own are the names of the dashboard's own datasources.
	own []string
	// unsteady are the datasources that failed twice on end in a way that may pass.
	unsteady []string
}

// check reads, asks and judges. An error means that the check itself could not
// go on, never that the dashboard is bad.
func (c *checker) check(ctx context.Context, d Document, outer Surroundings) (check.Report, error) {
	board, err := check.Read(d.Body)
	if err != nil {
		return check.Unreadable(err.Error()), nil
	}
	if board.Name == "" {
		board.Name = d.Name
	}
	for _, source := range board.Datasources {
		if source.Kind == perses.PrometheusDatasource {
			c.own = append(c.own, source.Name)
		}
	}
	around := check.Surroundings{Datasources: outer.Datasources, Variables: c.outerVariables(outer), Read: c.read}
	values, failed, err := c.values(ctx, board, around)
	if err != nil {
		return check.Report{}, err
	}
	plan := check.Prepare(board, around, values, c.rules, c.moment.at)
	findings, err := c.ask(ctx, plan, failed)
	if err != nil {
		return check.Report{}, err
	}
	return check.Judge(plan, findings), nil
}

// home is the dashboard when the datasource is its own.
func (c *checker) home(source string) string {
	if slices.Contains(c.own, source) {
		return c.name
	}
	return ""
}

// ask asks the plan's questions, once more what may pass, and then what the
// answers leave open.
func (c *checker) ask(ctx context.Context, plan check.Plan, variables []check.Unanswered) (check.Findings, error) {
	if !c.rules.Queries {
		return check.Findings{}, nil
	}
	answers := make([]check.Answer, len(plan.Questions))
	all := make([]int, len(plan.Questions))
	for i := range all {
		all[i] = i
	}
	c.round(ctx, plan, answers, all)
	again := slices.DeleteFunc(all, func(i int) bool { return !answers[i].Failure.MayPass() })
	if len(again) > 0 {
		c.log(run.Warning, fmt.Sprintf("%d queries failed in a way that may pass. They are asked again in %s",
			len(again), c.cfg.RetryPause))
		if err := clock.Pause(ctx, c.cfg.RetryPause); err != nil {
			return check.Findings{}, err
		}
		c.round(ctx, plan, answers, again)
	}
	findings := check.Findings{
		Answers: answers, Variables: variables, Probes: map[string]check.Answer{}, Missing: map[string][]string{},
	}
	for _, source := range check.Doubtful(plan, findings) {
		findings.Probes[source] = c.probe(ctx, source)
	}
	for source, metrics := range check.Suspects(plan, answers) {
		findings.Missing[source] = c.missing(ctx, plan, source, metrics)
	}
	c.tell(plan, answers)
	return findings, ctx.Err()
}

// round asks some of the questions, a few at a time.
func (c *checker) round(ctx context.Context, plan check.Plan, answers []check.Answer, which []int) {
	var group sync.WaitGroup
	places := make(chan struct{}, c.cfg.QueriesAtOnce)
	for _, i := range which {
		places <- struct{}{}
		group.Go(func() {
			defer func() { <-places }()
			attempts := answers[i].Attempts
			ask := c.answer
			if attempts > 0 { // nobody else's answer counts for the second try
				ask = c.answerAlone
			}
			answers[i] = c.question(ctx, plan.Questions[i], ask)
			answers[i].Attempts = attempts + 1
		})
	}
	group.Wait()
}

func (c *checker) question(
	ctx context.Context, q check.Question, ask func(context.Context, check.Question) check.Answer,
) check.Answer {
	answer := ask(ctx, q)
	took := answer.Took
	if answer.Failure == "" && answer.Numbers == 0 && q.Latest.After(q.End) {
		answer = c.withLatest(ctx, q, answer, ask)
	}
	if answer.Series > c.rules.MostSeries {
		answer.Failure = check.TooMany
	}
	answer.Took = took
	return answer
}

// withLatest asks for the end of a range that has no number: what began to exist since
// its last step is no 'no data'. When that fails the range is answered all the same, as
// it is for the charts.
func (c *checker) withLatest(
	ctx context.Context, q check.Question, answer check.Answer, ask func(context.Context, check.Question) check.Answer,
) check.Answer {
	q.Start, q.End, q.Step = q.Latest, q.Latest, 0
	last := ask(ctx, q)
	if last.Failure != "" || answer.Series > 0 && last.Numbers == 0 {
		return answer
	}
	return last
}

// answer asks a question, or takes the answer that another check of the run has got at
// this moment. How long it took is what it took whoever asked.
func (c *checker) answer(ctx context.Context, q check.Question) check.Answer {
	began, query := c.now(), c.query(q)
	answer, shared, err := c.moment.answers.get(ctx, c.moment, wanted[check.Answer]{
		question: query.question(), limit: c.rules.QueryTime, keepable: keepAnswer,
		ask: func(ctx context.Context) (check.Answer, error) { return c.fromSource(ctx, query), nil },
	})
	if err != nil { // waited in vain
		return check.Answer{Failure: failureOf(err), Message: sentence(err), Took: c.now().Sub(began)}
	}
	answer.Shared = shared
	return answer
}

// answerAlone asks a question, whoever has asked it.
func (c *checker) answerAlone(ctx context.Context, q check.Question) check.Answer {
	ctx, cancel := context.WithTimeout(ctx, c.rules.QueryTime)
	defer cancel()
	return c.fromSource(ctx, c.query(q))
}

func (c *checker) query(q check.Question) Query {
	return Query{
		Dashboard: c.home(q.Datasource), Datasource: q.Datasource, Expression: q.Expression, Start: q.Start, End: q.End, Step: q.Step,
	}
}

func (c *checker) fromSource(ctx context.Context, query Query) check.Answer {
	began := c.now()
	answer, err := counted(c.querier.Query(ctx, c.scope, query))
	if err != nil {
		answer = check.Answer{Failure: failureOf(err), Message: sentence(err)}
	}
	answer.Took = c.now().Sub(began)
	return answer
}

func counted(got Answer, err error) (check.Answer, error) {
	if err != nil {
		return check.Answer{}, err
	}
	if got.Stale {
		return check.Answer{Failure: check.Unreachable, Message: "only an old answer is kept"}, nil
	}
	answer, err := check.Count(got.Body)
	return answer, err
}

// probe asks the cheapest question there is, to tell a bad query from a bad source.
func (c *checker) probe(ctx context.Context, source string) check.Answer {
	at := c.now()
	return c.question(ctx, check.Question{Datasource: source, Expression: "vector(1)", Start: at, End: at}, c.answerAlone)
}

// existed is how far back a metric is looked for before it is called absent.
const existed = 24 * time.Hour

func (c *checker) missing(ctx context.Context, plan check.Plan, source string, metrics []string) []string {
	var missing []string
	end := c.now()
	start := end.Add(-max(existed, plan.Board.Range))
	for _, metric := range metrics {
		values, err := c.labelValues(ctx, LabelQuery{
			Dashboard: c.home(source), Datasource: source, Label: "__name__", Start: start, End: end,
			Matchers: []string{fmt.Sprintf("{__name__=%q}", metric)},
		})
		switch {
		case err != nil:
			c.log(run.Debug, fmt.Sprintf("Whether metric %s exists can't be told: %s", metric, sentence(err)))
		case len(values) == 0:
			missing = append(missing, metric)
		}
	}
	return missing
}

// tell writes one line for each panel that was asked.
func (c *checker) tell(plan check.Plan, answers []check.Answer) {
	for i, q := range plan.Questions {
		panel, answer := plan.Board.Panels[q.Panel].Title, answers[i]
		attrs := []slog.Attr{
			slog.String("panel", panel), slog.Int("query", q.Number), slog.Int64("took_ms", answer.Took.Milliseconds()),
			slog.Int("series", answer.Series), slog.Int("attempts", answer.Attempts),
		}
		whose := ""
		if answer.Shared {
			attrs, whose = append(attrs, slog.Bool("shared", true)), ", an answer that dashboards of this run share"
		}
		if answer.Failure == "" {
			c.log(run.Info, fmt.Sprintf("Panel '%s', query %d: %d series in %s%s",
				panel, q.Number, answer.Series, check.Length(answer.Took), whose), attrs...)
			continue
		}
		c.log(run.Warning, fmt.Sprintf("Panel '%s', query %d: %s. %s",
			panel, q.Number, answer.Failure, answer.Message), attrs...)
	}
}

// failureOf tells from an error of the metrics path why there is no answer.
func failureOf(err error) check.Failure {
	if errors.Is(err, context.DeadlineExceeded) {
		return check.TimedOut
	}
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal.Failure
	}
	return check.Broken
}

// sentence is what may be shown of an error.
func sentence(err error) string {
	if found, ok := errors.AsType[*apperror.Error](err); ok {
		return found.Message
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return "an unexpected error"
}
