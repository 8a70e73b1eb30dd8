package promstore

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/prometheus/promql"

	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// maxPoints is the most points of one series, as in Prometheus.
const maxPoints = 11_000

var errTruncated = errors.New("results truncated due to limit")

func (a *api) instant(r *http.Request) (reply, *failure) {
	at, failed := timeOr(r, "time", a.store.cfg.Clock.Now())
	if failed != nil {
		return reply{}, failed
	}
	return a.run(r, func(ctx context.Context, o promql.QueryOpts) (promql.Query, error) {
		return a.store.engine.NewInstantQuery(ctx, a.store.db, o, r.FormValue("query"), at)
	})
}

func (a *api) ranged(r *http.Request) (reply, *failure) {
	start, end, step, failed := window(r)
	if failed != nil {
		return reply{}, failed
	}
	return a.run(r, func(ctx context.Context, o promql.QueryOpts) (promql.Query, error) {
		return a.store.engine.NewRangeQuery(ctx, a.store.db, o, r.FormValue("query"), start, end, step)
	})
}

func window(r *http.Request) (start, end time.Time, step time.Duration, failed *failure) {
	var err error
	if start, err = promparam.Time(r.FormValue("start")); err != nil {
		return start, end, 0, badParameter("start", err)
	}
	if end, err = promparam.Time(r.FormValue("end")); err != nil {
		return start, end, 0, badParameter("end", err)
	}
	if end.Before(start) {
		return start, end, 0, badParameter("end", errors.New("end timestamp must not be before start time"))
	}
	if step, err = promparam.Duration(r.FormValue("step")); err != nil {
		return start, end, 0, badParameter("step", err)
	}
	if step <= 0 {
		return start, end, 0, badParameter("step", errors.New(
			"zero or negative query resolution step widths are not accepted. Try a positive integer"))
	}
	if end.Sub(start)/step > maxPoints {
		return start, end, 0, badData(errors.New("exceeded maximum resolution of 11,000 points per timeseries. " +
			"Try decreasing the query resolution (?step=XX)"))
	}
	return start, end, step, nil
}

type newQuery func(context.Context, promql.QueryOpts) (promql.Query, error)

// run evaluates a query. Its time counts from making it on, which waits for a free
// slot as well: see EnableQueryCost.
func (a *api) run(r *http.Request, prepare newQuery) (reply, *failure) {
	limit, failed := limitOf(r)
	if failed != nil {
		return reply{}, failed
	}
	timeout, failed := durationOr(r, "timeout", queryTimeout)
	if failed != nil {
		return reply{}, failed
	}
	delta, failed := durationOr(r, "lookback_delta", 0)
	if failed != nil {
		return reply{}, failed
	}
	timeout = max(min(timeout, queryTimeout), time.Nanosecond) // zero would be no limit
	query, err := prepare(r.Context(), promql.NewPrometheusQueryOptsWithLimits(false, delta, 0, 0, timeout, nil))
	if err != nil {
		if ended(err) {
			return reply{}, executionFailure(err)
		}
		return reply{}, badParameter("query", err)
	}
	result := query.Exec(r.Context())
	if result.Err != nil {
		return reply{release: query.Close}, executionFailure(result.Err)
	}
	return a.queryReply(r, result, limit, query.Close), nil
}

// ended tells a query whose time or whose client is gone from one that is wrong.
func ended(err error) bool {
	_, late := errors.AsType[promql.ErrQueryTimeout](err)
	_, canceled := errors.AsType[promql.ErrQueryCanceled](err)
	return late || canceled
}

func (a *api) queryReply(r *http.Request, result *promql.Result, limit int, release func()) reply {
	warnings := result.Warnings
	value := result.Value
	switch v := value.(type) {
	case promql.Matrix:
		if limit > 0 && len(v) > limit {
			value, warnings = v[:limit], warnings.Add(errTruncated)
		}
	case promql.Vector:
		if limit > 0 && len(v) > limit {
			value, warnings = v[:limit], warnings.Add(errTruncated)
		}
	}
	return reply{
		write:    func(b []byte) []byte { return appendResult(b, value) },
		warnings: warnings, query: r.FormValue("query"), release: release,
	}
}

func limitOf(r *http.Request) (int, *failure) {
	text := r.FormValue("limit")
	if text == "" {
		return 0, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil {
		return 0, badParameter("limit", err)
	}
	if limit < 0 || limit > math.MaxInt32 {
		return 0, badParameter("limit", errors.New("limit must be non-negative"))
	}
	return limit, nil
}

func timeOr(r *http.Request, name string, missing time.Time) (time.Time, *failure) {
	text := r.FormValue(name)
	if text == "" {
		return missing, nil
	}
	at, err := promparam.Time(text)
	if err != nil {
		return at, badParameter(name, fmt.Errorf("invalid time value for '%s': %w", name, err))
	}
	return at, nil
}

func durationOr(r *http.Request, name string, missing time.Duration) (time.Duration, *failure) {
	text := r.FormValue(name)
	if text == "" {
		return missing, nil
	}
	d, err := promparam.Duration(text)
	if err != nil {
		return 0, badParameter(name, err)
	}
	return d, nil
}
