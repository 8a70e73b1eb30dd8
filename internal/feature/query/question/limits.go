package question

import (
	"math"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Limits bound what one question may cost. Zero fields mean the default.
type Limits struct {
	// Points is the most points of one series; 11 000.
	Points int
	// LookBack is how far back a window and a query within it may reach; 90 days.
	LookBack time.Duration
	// SubSteps is the most steps that a sub-query is evaluated at; 200 000.
	SubSteps int
	// Work is the most samples of one series that ranges visit in all; 100 million.
	Work float64
	// Timeout is the time for an answer when the client names none; 10 s.
	Timeout time.Duration
	// MaxTimeout is the most that a client may ask for; 30 s.
	MaxTimeout time.Duration
	// Series is the most series of an answer; 500.
	Series int
	// Bytes is the most bytes of an answer, unpacked; 32 MiB.
	Bytes int64
	// Names is the most label names, values or series of a listing; 10 000.
	Names int
}

// WithDefaults gives the limits with the usual ones in place of those that are not set.
func (l Limits) WithDefaults() Limits {
	defaults := Limits{
		Points: 11_000, LookBack: 90 * 24 * time.Hour, SubSteps: 200_000, Work: 100e6,
		Timeout: 10 * time.Second, MaxTimeout: 30 * time.Second,
		Series: 500, Bytes: 32 << 20, Names: 10_000,
	}
	return l.Over(defaults)
}

// Over gives the limits with those of others in place of the ones that are not set.
func (l Limits) Over(others Limits) Limits {
	return Limits{
		Points: or(l.Points, others.Points), LookBack: or(l.LookBack, others.LookBack),
		SubSteps: or(l.SubSteps, others.SubSteps), Work: or(l.Work, others.Work),
		Timeout: or(l.Timeout, others.Timeout), MaxTimeout: or(l.MaxTimeout, others.MaxTimeout),
		Series: or(l.Series, others.Series), Bytes: or(l.Bytes, others.Bytes), Names: or(l.Names, others.Names),
	}
}

func or[T int | int64 | float64 | time.Duration](value, missing T) T {
	if value <= 0 {
		return missing
	}
	return value
}

// slack lets a window of exactly the longest look-back pass although the clock
// went on since the browser made it, and was put back within it: a browser counts
// days by its own clock.
const slack = time.Hour

// reachSlack is slack for what a query reaches back by itself: $__range of as many days
// is longer by the hour, or two, by which the clock was put back within them.
const reachSlack = 2 * time.Hour

// longestStep is the longest step by which a window may begin earlier: charts round its
// start down to their steps.
const longestStep = 24 * time.Hour

// CheckWindow bounds the resolution and the age of a window.
func (l Limits) CheckWindow(a Ask, now time.Time) error {
	if a.Endpoint != RangeQuery {
		return l.checkAge("time", a.Time, now, slack)
	}
	switch points := a.points(); {
	case a.End.Before(a.Start):
		return ParameterFault("end", "it must not be before the start")
	case a.Step <= 0:
		return ParameterFault("step", "it must be greater than zero")
	case points > int64(l.Points):
		return apperror.New(apperror.Invalid,
			"The window would have %d points per series; at most %d are allowed: take a shorter range or a longer step",
			points, l.Points).WithCode(CodeTooManyPoints).WithDetail("points", points).WithDetail("limit", l.Points)
	}
	return l.checkAge("start", a.Start, now, slack+min(a.Step, longestStep))
}

func (l Limits) checkAge(parameter string, at, now time.Time, slack time.Duration) error {
	if at.IsZero() || now.Sub(at) <= l.LookBack+slack {
		return nil
	}
	return apperror.New(apperror.Invalid, "%s lies more than %d days back; that is how far back queries may look",
		parameter, int(l.LookBack.Hours()/24)).WithCode(CodeTooOld)
}

// CheckCost bounds what the query's own ranges add to the window.
func (l Limits) CheckCost(f enforce.Facts, a Ask, now time.Time) error {
	if f.Reach > l.LookBack+reachSlack {
		return apperror.New(apperror.Invalid, "The query's ranges and offsets reach %d days back; at most %d are allowed",
			int(math.Ceil(f.Reach.Hours()/24)), int(l.LookBack.Hours()/24)).WithCode(CodeTooOld)
	}
	if f.Earliest != math.MaxInt64 {
		if err := l.checkAge("@", time.UnixMilli(f.Earliest), now, slack); err != nil {
			return err
		}
	}
	for _, r := range f.Ranges {
		if !l.affordable(r, a) {
			return apperror.New(apperror.Invalid,
				"A range or sub-query of this query is too long for its resolution: shorten it or give it a longer step").
				WithCode(CodeTooCostly)
		}
	}
	return nil
}

// affordable follows the evaluation from the window inwards: each sub-query is
// evaluated at every step of its span, and each range visits its samples there.
func (l Limits) affordable(r enforce.Ranged, a Ask) bool {
	steps := 1.0
	span := time.Duration(0)
	if a.Endpoint == RangeQuery {
		steps, span = float64(a.points()), a.End.Sub(a.Start)
	}
	for _, sub := range append(append([]enforce.Subquery{}, r.Above...), r.Subquery) {
		step := sub.Step
		if step == 0 {
			step = enforce.DefaultSubStep
		}
		if steps*float64(sub.Span/step+1) > l.Work {
			return false
		}
		span = enforce.Saturate(span, sub.Span)
		steps = float64(span/step) + 1
		if sub.Step != 0 && steps > float64(l.SubSteps) {
			return false
		}
	}
	return true
}

// Patience is how long the answer may take: what the client asks for, within bounds.
func (l Limits) Patience(a Ask) time.Duration {
	if a.Timeout <= 0 {
		return min(l.Timeout, l.MaxTimeout)
	}
	return min(a.Timeout, l.MaxTimeout)
}

// Clamp bounds what only needs bounding, without an error: how far back and how
// much a listing looks.
func (l Limits) Clamp(a Ask, now time.Time) Ask {
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

// CheckCount tells whether a result may have so many series.
func (l Limits) CheckCount(a Ask, count int) error {
	if a.Evaluates() && count > l.Series {
		return apperror.New(apperror.Invalid, "The answer has %d series; at most %d are shown: "+
			"aggregate, for example sum by (…) or topk(10, …), or select fewer", count, l.Series).
			WithCode(CodeTooManySeries).WithDetail("series", count).WithDetail("limit", l.Series)
	}
	return nil
}
