package query

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// run is the pipeline: every question of every entrance goes through it, in
// this order. Alignment and cache will stand between enforce and coalesce.
//
//	tenant → closed endpoints → window limits → admit → parse and enforce (remembered)
//	→ cost limits → coalesce → upstream → result limits → filter
func (s *Service) run(ctx context.Context, scope access.Scope, ds Datasource, a Ask) (Answer, error) {
	limits := s.limits(ds)
	tenant, err := NewTenant(ds.TenantLabel, ds.Namespaces)
	if err != nil {
		return Answer{}, err
	}
	if err := checkOpen(a, tenant); err != nil {
		return Answer{}, err
	}
	now := s.cfg.Clock.Now()
	if err := limits.checkWindow(a, now); err != nil {
		return Answer{}, err
	}
	timeout := limits.timeout(a)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	who := scope.Principal().Login
	// Before anything is read: that costs too.
	leave, err := s.users.Enter(ctx, who)
	if err != nil {
		return Answer{}, connectionFault(err, 0)
	}
	defer leave()
	a, learned, err := s.enforced(ctx, tenant, limits.clamp(a, now))
	if err != nil {
		return Answer{}, err
	}
	if err := limits.checkCost(learned, a, now); err != nil {
		return Answer{}, err
	}
	if local, ok, err := s.local(a); ok || err != nil {
		return local, err
	}
	answer, err := s.fetch(ctx, who, ds, limits, a, timeout)
	if err != nil {
		return Answer{}, err
	}
	return tenant.filter(a, answer)
}

// fetch is the part that costs something upstream.
func (s *Service) fetch(
	ctx context.Context, who string, ds Datasource, l Limits, a Ask, timeout time.Duration,
) (Answer, error) {
	q := write(a, timeout)
	key := flightKey(ds, a, l, q)
	answer, joined, err := s.flights.do(ctx, key, timeout, who, func(ctx context.Context, who *upstream.Party) (Answer, error) {
		got, err := s.ask(ctx, who, ds, l, q, a.Gzip)
		if err != nil {
			return Answer{}, err
		}
		return l.checkResult(a, ds, got)
	})
	s.metrics.cache(joined)
	return answer, err
}

// flightKey tells equal questions: same upstream, asked in the name of the same
// login, same enforced words, same form of the answer, same limits.
func flightKey(ds Datasource, a Ask, l Limits, q question) string {
	key := url.Values{
		"kind": {string(ds.Kind)}, "url": {ds.URL}, "bearer": {ds.BearerFile}, "shared": {ds.TenantLabel},
		"login": {ds.Login.Fingerprint()}, "policy": {ds.policy().Key()},
		"tls":  {ds.TLS.CAFile, ds.TLS.ServerName, strconv.FormatBool(ds.TLS.InsecureSkipVerify)},
		"path": {q.path}, "form": {q.form.Encode()}, "gzip": {strconv.FormatBool(a.Gzip)},
		"most": {strconv.Itoa(l.Series), strconv.FormatInt(l.Bytes, 10)},
	}
	return key.Encode()
}

// checkOpen closes, for a shared datasource, what cannot be limited to a tenant.
func checkOpen(a Ask, t Tenant) error {
	if !t.shared() {
		return nil
	}
	if a.Endpoint == Metadata {
		return apperror.New(apperror.NotFound,
			"%s is closed for this datasource, because it tells of all its projects", a.Endpoint).WithCode(CodeClosed)
	}
	return nil
}

// clamp bounds what only needs bounding, without an error: how far back and how
// much a listing looks.
func (l Limits) clamp(a Ask, now time.Time) Ask {
	if slices.Contains([]Endpoint{Series, LabelNames, LabelValues, Exemplars}, a.Endpoint) {
		if oldest := now.Add(-l.LookBack); a.Start.IsZero() || a.Start.Before(oldest) {
			a.Start = oldest
		}
		if a.End.IsZero() || a.End.After(now) && a.End.Sub(now) > slack {
			a.End = now.Add(slack)
		}
	}
	if slices.Contains([]Endpoint{Series, LabelNames, LabelValues, Metadata}, a.Endpoint) &&
		(a.Limit <= 0 || a.Limit > l.Names) {
		a.Limit = l.Names
	}
	return a
}

// enforced gives the question with everything in it limited to the tenant.
func (s *Service) enforced(ctx context.Context, t Tenant, a Ask) (Ask, facts, error) {
	var err error
	switch {
	case a.evaluates():
		done, err := s.prepare(t, a.Query)
		if err != nil {
			return a, facts{}, err
		}
		if a.Endpoint == RangeQuery && done.facts.rangeless != nil {
			return a, facts{}, done.facts.rangeless
		}
		a.Query = done.text
		return a, done.facts, nil
	case a.Endpoint == Series && len(a.Matches) == 0 && !t.shared():
		return a, facts{}, parameterFault("match[]", "it is missing")
	case a.Endpoint == Series, a.Endpoint == LabelNames, a.Endpoint == LabelValues:
		a.Matches, err = enforceSelectors(ctx, s.parser, t, a.Matches)
	}
	return a, noFacts(), err
}

// prepare parses and enforces a query, or remembers that it did.
func (s *Service) prepare(t Tenant, text string) (*prepared, error) {
	key := memoKey{t.key, text}
	if found, ok := s.memo.get(key); ok {
		s.metrics.memoHits.Inc()
		return found, nil
	}
	s.metrics.memoMisses.Inc()
	done, err := prepareFresh(s.parser, t, text)
	if err != nil {
		return nil, err
	}
	s.memo.put(key, done)
	return done, nil
}
