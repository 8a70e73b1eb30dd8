package question

import (
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

func TestLookBackOfAWindow(t *testing.T) {
	now := time.Date(2026, 11, 30, 17, 59, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		days, hours int
		step        time.Duration
		fails       bool
	}{
		"of exactly as long, at the start of its step":   {days: 90, step: 6 * time.Hour},
		"of as many days with a clock that was put back": {days: 90, hours: 1, step: 3 * time.Hour},
		"in a narrow panel, with steps of most of a day": {days: 90, step: 21 * time.Hour},
		"of a day more":                      {days: 91, step: 15 * time.Second, fails: true},
		"of a week more, whatever its steps": {days: 97, step: 90 * 24 * time.Hour, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			// As the charts round it.
			start := now.AddDate(0, 0, -test.days).Add(-time.Duration(test.hours) * time.Hour).Truncate(test.step)
			ask := Ask{Endpoint: RangeQuery, Start: start, End: now.Truncate(test.step), Step: test.step}
			err := Limits{}.WithDefaults().CheckWindow(ask, now)
			if (err != nil) != test.fails {
				t.Fatalf("%s from %s: %v", test.step, start, err)
			}
		})
	}
}

// $__range of the last 90 days is an hour longer where the clock was put back, and
// stands in a query of that window.
func TestReachOfARange(t *testing.T) {
	for query, fails := range map[string]bool{
		"max_over_time(up[90d])":                  false,
		"max_over_time(up[90d1h])":                false,
		"max_over_time(up[12w6d1h])":              false,
		"max_over_time(up[12w6d2h])":              false,
		"max_over_time(up[90d2h1s])":              true,
		"max_over_time(up[90d] offset 1d)":        true,
		"max_over_time(rate(up[3h])[90d1h:1h])":   true,
		"max_over_time(rate(up[5m])[90d1h:1h])":   false,
		"sum(up offset 90d1h) + max(up offset 1)": false,
	} {
		expr, err := enforce.Parse(promexpr.NewParser(), query)
		if err != nil {
			t.Fatal(err)
		}
		err = Limits{}.WithDefaults().CheckCost(enforce.Learn(expr), Ask{Endpoint: InstantQuery}, time.Unix(1_800_000_000, 0))
		if (err != nil) != fails {
			t.Errorf("%s: %v", query, err)
		}
		if fails && !strings.Contains(err.Error(), "91 days back; at most 90") {
			t.Errorf("%s: no word of how far: %v", query, err)
		}
	}
}
