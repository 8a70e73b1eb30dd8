package fill

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// grain is to what a moment is rounded down, so that checks that ask the same at
// nearly the same time share an answer.
const grain = 15 * time.Second

// mostPoints is for how many points of a series the charts ask at most.
const mostPoints = 10_000

// scrapeInterval is what the charts take a datasource's interval for when the
// datasource names none.
const scrapeInterval = time.Minute

// columnPixels is how wide a column of a dashboard is on a usual screen: the
// charts ask for a point at each pixel, if the source measures so often.
const columnPixels = 48

// Drawing is how a chart draws a query.
type Drawing struct {
	// Range is the length of time; Instant tells a moment from it.
	Range   time.Duration
	Instant bool
	// Columns is how wide the chart is, of 24; zero is as wide as can be.
	Columns int
	// MinStep is the least step as it is written; it may hold a variable or be empty.
	MinStep string
}

// Times are the lengths of time of one query in one chart.
type Times struct {
	span time.Duration
	// minimum is the least step, interval the step that variables stand for. Step is that of
	// the charts, and of the check: another one would meet other limits and find other points.
	minimum, interval, step time.Duration
	instant                 bool
}

// TimesOf are the times at which a chart asks a datasource.
func TimesOf(drawing Drawing, source Datasource, values map[string]Value) Times {
	// At longer steps than the range there would be a moment before it alone. What variables
	// stand for keeps the step that the author chose: a rate over less has too few points.
	// The web has the same rules, in features/dashboard/query/prometheus-queries.ts.
	most := max(drawing.Range.Truncate(time.Second), time.Second)
	written, _ := Substitute(drawing.MinStep, values)
	minimum, _ := perses.ParseDuration(written)
	if minimum = minimum.Truncate(time.Second); minimum == 0 {
		minimum = min(cmp.Or(source.Scrape, scrapeInterval).Truncate(time.Second), most)
	}
	pixels := time.Duration(min(cmp.Or(drawing.Columns, perses.GridColumns), perses.GridColumns) * columnPixels)
	least := max(evenStep(drawing.Range/pixels), wholeSeconds(drawing.Range, mostPoints))
	return Times{
		span: drawing.Range, minimum: minimum, instant: drawing.Instant,
		interval: max(minimum, least), step: max(min(minimum, most), least),
	}
}

// wholeSeconds divides a length and rounds up.
func wholeSeconds(span time.Duration, parts int64) time.Duration {
	return time.Duration(math.Ceil(span.Seconds()/float64(parts))) * time.Second
}

// Fill puts the lengths in place of what the charts replace before the variables.
func (t Times) Fill(expression string) string {
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

// Window is the time to ask for: whole steps since 1970, as the charts ask. Latest is
// the moment that it should reach, later than the end by less than a step.
func (t Times) Window(now time.Time) (start, end, latest time.Time, step time.Duration) {
	// What is measured more often is asked up to its last moments.
	latest = now.Truncate(max(min(grain, t.minimum), time.Second))
	if t.instant {
		return latest, latest, latest, 0
	}
	whole := func(at time.Time) time.Time {
		seconds := int64(t.step / time.Second)
		return time.Unix(at.Unix()/seconds*seconds, 0).UTC()
	}
	return whole(latest.Add(-t.span)), whole(latest), latest, t.step
}

// Builtins are the values of the variables that every dashboard has, over a range that
// ends now.
func Builtins(dashboard, project string, span time.Duration, now time.Time) map[string]Value {
	return map[string]Value{
		"__dashboard": {One: dashboard},
		"__project":   {One: project},
		"__range":     {One: promDuration(span)},
		"__range_s":   {One: strconv.FormatInt(int64(span/time.Second), 10)},
		"__range_ms":  {One: strconv.FormatInt(span.Milliseconds(), 10)},
		"__from":      {One: strconv.FormatInt(now.Add(-span).UnixMilli(), 10)},
		"__to":        {One: strconv.FormatInt(now.UnixMilli(), 10)},
	}
}

func promDuration(span time.Duration) string { return model.Duration(span).String() }
