package query

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const (
	// maxLookups bounds how many metric names of one query are looked up.
	maxLookups = 10
	// lookupBack is how far back a metric counts as known.
	lookupBack = 24 * time.Hour
)

// Query answers a typed question through the same pipeline as every other
// entrance. Errors are *apperror.Error with one of the codes of fault.go:
// CodeSyntax has line, column and offset in its details, CodeTooManySeries has
// series and limit.
func (s *Service) Query(ctx context.Context, scope access.Scope, r Request) (Result, error) {
	ask := Ask{
		Endpoint: RangeQuery, Query: r.Query, Start: r.Start, End: r.End, Step: r.Step, Timeout: r.Timeout,
	}
	if r.Instant {
		ask = Ask{Endpoint: InstantQuery, Query: r.Query, Time: r.End, Timeout: r.Timeout}
	}
	answer, err := s.Ask(ctx, scope, r.Datasource, r.Global, ask)
	if err != nil {
		return Result{}, err
	}
	result, err := readResult(answer.Plain)
	if err != nil {
		return Result{}, garbage(err)
	}
	result.Metrics = answer.learned.metrics
	if result.Series == 0 && result.Samples == 0 {
		result.UnknownMetrics, err = s.unknown(ctx, scope, r, result.Metrics)
	}
	return result, err
}

// unknown tells which metrics the datasource has not seen lately.
func (s *Service) unknown(ctx context.Context, scope access.Scope, r Request, metrics []string) ([]string, error) {
	now := s.cfg.Clock.Now()
	start := now.Add(-lookupBack)
	if !r.Start.IsZero() && r.Start.Before(start) {
		start = r.Start
	}
	var missing []string
	for _, metric := range metrics[:min(len(metrics), maxLookups)] {
		matcher := labels.MustNewMatcher(labels.MatchEqual, model.MetricNameLabel, metric)
		answer, err := s.Ask(ctx, scope, r.Datasource, r.Global, Ask{
			Endpoint: LabelValues, Label: model.MetricNameLabel, Start: start, End: now, Limit: 1,
			Matches: []string{printSelector([]*labels.Matcher{matcher})}, Timeout: r.Timeout,
		})
		if err != nil {
			return nil, err
		}
		if answer.Series == 0 {
			missing = append(missing, metric)
		}
	}
	return missing, nil
}

// point is [seconds, "value"] or, of native histograms, [seconds, {…}].
type point [2]json.RawMessage

// readResult decodes an answer. Only for checks: panels never pay for this.
func readResult(plain []byte) (Result, error) {
	var said struct {
		Data struct {
			Type   string          `json:"resultType"`
			Result json.RawMessage `json:"result"`
		} `json:"data"`
		Warnings []string `json:"warnings"`
	}
	if err := json.Unmarshal(plain, &said); err != nil {
		return Result{}, fmt.Errorf("read answer: %w", err)
	}
	result := Result{Warnings: said.Warnings}
	if said.Data.Type == "scalar" || said.Data.Type == "string" {
		var p point
		if err := json.Unmarshal(said.Data.Result, &p); err != nil {
			return Result{}, fmt.Errorf("read answer: %w", err)
		}
		result.Series = 1
		return result, result.add(p)
	}
	var all []struct {
		Value      *point  `json:"value"`
		Histogram  *point  `json:"histogram"`
		Values     []point `json:"values"`
		Histograms []point `json:"histograms"`
	}
	if err := json.Unmarshal(said.Data.Result, &all); err != nil {
		return Result{}, fmt.Errorf("read answer: %w", err)
	}
	result.Series = len(all)
	for _, one := range all {
		for _, p := range []*point{one.Value, one.Histogram} {
			if p != nil {
				one.Values = append(one.Values, *p)
			}
		}
		for _, p := range append(one.Values, one.Histograms...) {
			if err := result.add(p); err != nil {
				return Result{}, err
			}
		}
	}
	return result, nil
}

func (r *Result) add(p point) error {
	var seconds float64
	if err := json.Unmarshal(p[0], &seconds); err != nil {
		return fmt.Errorf("read time of a sample: %w", err)
	}
	at := time.UnixMilli(int64(seconds*1000 + 0.5)).UTC()
	r.Samples++
	if r.First.IsZero() || at.Before(r.First) {
		r.First = at
	}
	if at.After(r.Last) {
		r.Last = at
	}
	return nil
}

// Position is where a query's syntax is wrong: line and column count from one,
// Offset counts bytes from zero.
type Position struct{ Line, Column, Offset int }

// PositionOf takes the position out of an error of code CodeSyntax.
func PositionOf(err error) (Position, bool) {
	fault, ok := faultOf(err)
	if !ok || fault.Code != CodeSyntax {
		return Position{}, false
	}
	line, hasLine := fault.Details["line"].(int)
	column, _ := fault.Details["column"].(int)
	offset, _ := fault.Details["offset"].(int)
	return Position{line, column, offset}, hasLine
}

// CodeOf gives an error's stable code; empty for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	if fault, ok := faultOf(err); ok {
		return fault.Code
	}
	return string(apperror.Internal)
}
