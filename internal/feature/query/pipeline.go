package query

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/promstore/syntaxtree"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// asking is one question on its way through the stages.
type asking struct {
	scope  access.Scope
	ds     question.Datasource
	limits question.Limits
	now    time.Time
	// timeout bounds all of it.
	timeout time.Duration
	// ask is the question; enforce puts the tenant's words in place of the asker's.
	ask    question.Ask
	tenant enforce.Tenant
	// learned is what the question's text says.
	learned enforce.Facts
	answer  Answer
	// leave gives the place of the user back; nil without one.
	leave func()
}

// stage is one step of the pipeline. It reads and changes the question or its answer; an
// error ends the way.
type stage struct {
	name string
	do   func(s *Service, ctx context.Context, q *asking) error
}

// stages are the pipeline: every question of every entrance goes through them, in this
// order. Alignment and cache will stand before upstream, which asks once for equal
// questions; what it gives may be shared, so what is the asker's own comes behind it.
func stages() []stage {
	return []stage{
		{"tenant", (*Service).stageTenant},
		{"closed endpoints", (*Service).stageClosed},
		{"window", (*Service).stageWindow},
		{"admit", (*Service).stageAdmit},
		{"enforce", (*Service).stageEnforce},
		{"cost", (*Service).stageCost},
		{"local", (*Service).stageLocal},
		{"upstream", (*Service).stageUpstream},
		{"series", (*Service).stageSeries},
		{"filter", (*Service).stageFilter},
	}
}

// run takes a question through the stages.
func (s *Service) run(ctx context.Context, scope access.Scope, ds question.Datasource, a question.Ask) (Answer, error) {
	limits := s.limits(ds)
	q := &asking{scope: scope, ds: ds, limits: limits, ask: a, now: s.cfg.Clock.Now(), timeout: limits.Patience(a)}
	q.answer.Meta = Meta{Source: ds.Name, Step: a.Step, Cache: Bypassed}
	ctx, cancel := context.WithTimeout(ctx, q.timeout)
	defer cancel()
	defer q.end()
	for _, stage := range stages() {
		if err := stage.do(s, ctx, q); err != nil {
			return Answer{}, err
		}
	}
	return q.answer, nil
}

func (q *asking) end() {
	if q.leave != nil {
		q.leave()
	}
}

func (s *Service) stageTenant(_ context.Context, q *asking) (err error) {
	q.tenant, err = enforce.NewTenant(q.ds.TenantLabel, q.ds.Namespaces)
	return err
}

func (s *Service) stageClosed(_ context.Context, q *asking) error { return checkOpen(q.ask, q.tenant) }

func (s *Service) stageWindow(_ context.Context, q *asking) error {
	return q.limits.CheckWindow(q.ask, q.now)
}

// stageAdmit waits for one of the user's places, before anything is read: that costs too.
func (s *Service) stageAdmit(ctx context.Context, q *asking) error {
	leave, err := s.users.Enter(ctx, q.scope.Principal().Login)
	if err != nil {
		return connectionFault(err, 0)
	}
	q.leave = leave
	return nil
}

func (s *Service) stageEnforce(ctx context.Context, q *asking) (err error) {
	q.ask, q.learned, err = s.enforced(ctx, q.tenant, q.limits.Clamp(q.ask, q.now))
	return err
}

func (s *Service) stageCost(_ context.Context, q *asking) error {
	return q.limits.CheckCost(q.learned, q.ask, q.now)
}

// stageLocal answers what needs no server.
func (s *Service) stageLocal(_ context.Context, q *asking) error {
	plain, err := s.local(q.ask)
	q.answer.Plain = plain
	return err
}

// stageUpstream is the part that costs something upstream.
func (s *Service) stageUpstream(ctx context.Context, q *asking) error {
	if q.answer.Plain != nil {
		return nil
	}
	words, meta := write(q.ask, q.timeout), q.answer.Meta
	ds, limits, ask := q.ds, q.limits, q.ask // the first asker may be gone before the answer comes
	answer, joined, err := s.flights.do(ctx, flightKey(ds, ask, limits, words), q.timeout, q.scope.Principal().Login,
		func(ctx context.Context, who *upstream.Party) (Answer, error) {
			got, err := s.ask(ctx, who, ds, limits, words, ask.Gzip)
			if err != nil {
				return Answer{}, err
			}
			return checkResult(limits, ask, ds, got)
		})
	s.metrics.cache(joined)
	if meta.Cache = Missed; joined {
		meta.Cache = Hit
	}
	q.answer, q.answer.Meta = answer, meta
	return err
}

func (s *Service) stageSeries(_ context.Context, q *asking) error {
	return q.limits.CheckCount(q.ask, q.answer.Series)
}

func (s *Service) stageFilter(_ context.Context, q *asking) (err error) {
	meta := q.answer.Meta
	q.answer, err = filter(q.tenant, q.ask, q.answer)
	q.answer.Meta = meta
	return err
}

// flightKey tells equal questions: same upstream, asked in the name of the same
// login, same enforced words, same form of the answer, same ceiling. How many series
// the asker may have is looked at behind it.
func flightKey(ds question.Datasource, a question.Ask, l question.Limits, q wording) string {
	key := url.Values{
		"kind": {string(ds.Kind)}, "url": {ds.URL}, "bearer": {ds.BearerFile}, "shared": {ds.TenantLabel},
		"login": {ds.Login.Fingerprint()}, "policy": {ds.Policy().Key()},
		"tls":  {ds.TLS.CAFile, ds.TLS.ServerName, strconv.FormatBool(ds.TLS.InsecureSkipVerify)},
		"path": {q.path}, "form": {q.form.Encode()}, "gzip": {strconv.FormatBool(a.Gzip)},
		"most": {strconv.FormatInt(l.Bytes, 10)},
	}
	return key.Encode()
}

// checkOpen closes, for a shared datasource, what cannot be limited to a tenant.
func checkOpen(a question.Ask, t enforce.Tenant) error {
	if !t.Shared() {
		return nil
	}
	if a.Endpoint == question.Metadata {
		return apperror.New(apperror.NotFound,
			"%s is closed for this datasource, because it tells of all its projects", a.Endpoint).WithCode(question.CodeClosed)
	}
	return nil
}

// enforced gives the question with everything in it limited to the tenant.
func (s *Service) enforced(ctx context.Context, t enforce.Tenant, a question.Ask) (question.Ask, enforce.Facts, error) {
	var err error
	switch {
	case a.Evaluates():
		done, err := s.prepare(t, a.Query)
		if err != nil {
			return a, enforce.Facts{}, err
		}
		if a.Endpoint == question.RangeQuery && done.Facts.Rangeless != nil {
			return a, enforce.Facts{}, done.Facts.Rangeless
		}
		a.Query = done.Text
		return a, done.Facts, nil
	case a.Endpoint == question.Series && len(a.Matches) == 0 && !t.Shared():
		return a, enforce.Facts{}, question.ParameterFault("match[]", "it is missing")
	case a.Endpoint == question.Series, a.Endpoint == question.LabelNames, a.Endpoint == question.LabelValues:
		a.Matches, err = enforce.Selectors(ctx, s.parser, t, a.Matches)
		if ctx.Err() != nil {
			err = connectionFault(err, 0)
		}
	}
	return a, enforce.NoFacts(), err
}

// prepare parses and enforces a query, or remembers that it did.
func (s *Service) prepare(t enforce.Tenant, text string) (*enforce.Prepared, error) {
	if found, ok := s.memo.Get(t, text); ok {
		s.metrics.memoHits.Inc()
		return found, nil
	}
	s.metrics.memoMisses.Inc()
	done, err := enforce.Prepare(s.parser, t, text)
	if err != nil {
		return nil, err
	}
	s.memo.Put(t, text, done)
	return done, nil
}

// local answers what depends on the query's text alone, without a server; nil for
// everything else.
func (s *Service) local(a question.Ask) ([]byte, error) {
	if a.Endpoint != question.FormatQuery && a.Endpoint != question.ParseQuery {
		return nil, nil
	}
	expr, err := enforce.Parse(s.parser, a.Query)
	if err != nil {
		return nil, err
	}
	var data any = expr.Pretty(0)
	if a.Endpoint == question.ParseQuery {
		data = syntaxtree.Of(expr)
	}
	answer, err := success(data)
	return answer.Plain, err
}

// success makes an answer of our own in the API's form.
func success(data any) (Answer, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(map[string]any{"status": "success", "data": data}); err != nil {
		return Answer{}, fmt.Errorf("encode answer: %w", err)
	}
	return Answer{Plain: bytes.TrimRight(b.Bytes(), "\n")}, nil
}
