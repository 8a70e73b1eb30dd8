package check

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
)

// grain is to what the end of a range is rounded down, so that checks that ask the
// same at nearly the same time share an answer. It is not the step: a range of
// weeks is asked at steps of hours, and what began to exist since would be absent.
const grain = 15 * time.Second

// StepFor is the step at which a range is asked: fine for short ranges, coarse for
// long ones, never finer than the query's own minimum.
func StepFor(span, minimum time.Duration) time.Duration {
	step := 2 * time.Hour
	switch {
	case span <= time.Hour:
		step = 15 * time.Second
	case span <= 6*time.Hour:
		step = time.Minute
	case span <= 24*time.Hour:
		step = 5 * time.Minute
	case span <= 7*24*time.Hour:
		step = 30 * time.Minute
	}
	return max(step, minimum, (span / 10_000).Round(time.Second))
}

// scrapeInterval is what the charts take a datasource's interval for when the
// datasource names none.
const scrapeInterval = time.Minute

// columnPixels is how wide a column of a dashboard is on a usual screen: the
// charts ask for a point at each pixel, if the source measures so often.
const columnPixels = 48

// times are the lengths of time of one query in one panel.
type times struct {
	span time.Duration
	// minimum is the least step, interval the charts' own step.
	minimum, interval time.Duration
	instant           bool
}

func timesOf(span time.Duration, panel Panel, query Query, source Datasource, values map[string]Value) times {
	written, _ := Substitute(query.MinStep, values)
	minimum := cmp.Or(duration(written).Truncate(time.Second), source.Scrape, scrapeInterval)
	pixels := time.Duration(cmp.Or(panel.Columns, columns) * columnPixels)
	return times{
		span: span, minimum: minimum, instant: panel.Instant,
		interval: max(minimum, (span / pixels).Truncate(time.Second), (span / 10_000).Round(time.Second)),
	}
}

// columns is how wide a dashboard is.
const columns = 24

// fill puts the lengths in place of what the charts replace before the variables.
func (t times) fill(expression string) string {
	for _, each := range []struct {
		name  string
		value string
	}{
		{"__interval_ms", strconv.FormatInt(t.interval.Milliseconds(), 10)},
		{"__interval", promDuration(t.interval)},
		{"__rate_interval", promDuration(max(t.interval+t.minimum, 4*t.minimum))},
	} {
		expression = strings.ReplaceAll(expression, "$"+each.name, each.value)
		expression = strings.ReplaceAll(expression, "${"+each.name+"}", each.value)
	}
	return expression
}

// window is the time to ask for.
func (t times) window(now time.Time) (start, end time.Time, step time.Duration) {
	step = StepFor(t.span, t.minimum)
	// What is measured more often is asked up to its last moments.
	end = now.Truncate(min(step, grain, t.minimum))
	if t.instant {
		return end, end, 0
	}
	// A range is asked at steps from its start: whole ones end at its end.
	return end.Add(-t.span.Truncate(step)), end, step
}

func builtins(board Board, now time.Time) map[string]Value {
	span := board.Range
	return map[string]Value{
		"__dashboard": {One: board.Name},
		"__project":   {One: board.Project},
		"__range":     {One: promDuration(span)},
		"__range_s":   {One: strconv.FormatInt(int64(span/time.Second), 10)},
		"__range_ms":  {One: strconv.FormatInt(span.Milliseconds(), 10)},
		"__from":      {One: strconv.FormatInt(now.Add(-span).UnixMilli(), 10)},
		"__to":        {One: strconv.FormatInt(now.UnixMilli(), 10)},
	}
}

func promDuration(span time.Duration) string { return model.Duration(span).String() }
