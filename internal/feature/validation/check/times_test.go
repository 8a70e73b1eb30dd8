package check_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

// wide is the question of a panel so many columns wide, over a range.
func wide(t *testing.T, span string, columns int, querySpec string) check.Question {
	t.Helper()
	board, err := check.Read(fmt.Appendf(nil, `{"metadata":{"name":"board"},"spec":{"duration":%q,
		"panels":{"p":{"spec":{"plugin":{"kind":"TimeSeriesChart"},"queries":[{"spec":{"plugin":
		{"kind":"PrometheusTimeSeriesQuery","spec":%s}}}]}}},
		"layouts":[{"spec":{"items":[{"width":%d,"content":{"$ref":"#/spec/panels/p"}}]}}]}}`, span, querySpec, columns))
	if err != nil {
		t.Fatal(err)
	}
	fast := fill.Datasource{Name: "fast", Kind: perses.PrometheusDatasource, Default: true, Scrape: 15 * time.Second}
	plan := check.Prepare(board, check.Surroundings{Datasources: []fill.Datasource{fast}}, nil, check.DefaultRules(), now)
	if len(plan.Questions) != 1 {
		t.Fatalf("%d questions, issues %+v", len(plan.Questions), plan.Issues)
	}
	return plan.Questions[0]
}

// The limits and the findings of a check are those of the charts only at their step.
func TestAPanelIsAskedAtTheStepOfItsChart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		span    string
		columns int
		more    string
		want    time.Duration
	}{
		{"15m", 24, "", 15 * time.Second},
		{"1h", 24, "", 15 * time.Second},
		{"6h", 24, "", 20 * time.Second},
		{"24h", 24, "", time.Minute},
		{"24h", 12, "", 2 * time.Minute},
		{"24h", 4, "", 10 * time.Minute},
		{"24h", 24, `,"minStep":"1h"`, time.Hour},
		{"7d", 24, "", 10 * time.Minute},
		{"30d", 12, "", time.Hour},
		{"90d", 4, "", 12 * time.Hour},
		{"90d", 24, `,"minStep":"1s"`, 2 * time.Hour},
		{"2y", 24, "", 12 * time.Hour},
		{"24h", 1 << 60, "", time.Minute},
		{"1h", 24, `,"minStep":"1d"`, time.Hour},
		{"10s", 24, "", 10 * time.Second},
		{"500ms", 24, `,"minStep":"1d"`, time.Second},
	} {
		t.Run(fmt.Sprint(c.span, " in ", c.columns, " columns", c.more), func(t *testing.T) {
			t.Parallel()
			if got := wide(t, c.span, c.columns, `{"query":"up"`+c.more+`}`).Step; got != c.want {
				t.Errorf("asks at steps of %s, want %s", got, c.want)
			}
		})
	}
}

// The charts' $__interval is the step at which they ask.
func TestAnIntervalIsTheStep(t *testing.T) {
	t.Parallel()
	query, _ := json.Marshal("rate(up[$__interval]) + $__interval_ms")
	if got, want := wide(t, "24h", 12, `{"query":`+string(query)+`}`).Expression, "rate(up[2m]) + 120000"; got != want {
		t.Errorf("asks %q, want %q", got, want)
	}
}

// A chart asks at whole steps since 1970: a series that is there in one minute of
// ten is there for both or for neither.
func TestARangeHasThePointsOfTheChart(t *testing.T) {
	t.Parallel()
	for _, span := range []string{"30s", "15m", "6h", "24h", "7d", "31d"} {
		q := wide(t, span, 24, `{"query":"up"}`)
		seconds := int64(q.Step / time.Second)
		if q.Start.Unix()%seconds != 0 || q.End.Unix()%seconds != 0 {
			t.Errorf("%s: %s to %s are no whole steps of %s", span, q.Start, q.End, q.Step)
		}
		if points := q.End.Sub(q.Start)/q.Step + 1; points > 10_001 {
			t.Errorf("%s: %d points", span, points)
		}
	}
}

// A range of weeks is asked at steps of hours: what began to exist since the last of
// them is looked for at its end.
func TestARangeReachesNow(t *testing.T) {
	t.Parallel()
	for _, span := range []string{"30s", "15m", "6h", "24h", "7d", "31d"} {
		q := wide(t, span, 24, `{"query":"up"}`)
		if age := now.Sub(q.Latest); age < 0 || age >= 15*time.Second {
			t.Errorf("%s: the range reaches until %s ago", span, age)
		}
		if behind := q.Latest.Sub(q.End); behind < 0 || behind >= q.Step {
			t.Errorf("%s: the last point is %s before the end, at steps of %s", span, behind, q.Step)
		}
	}
}

// A least step that is longer than the range is as long as it. The tests of the web read
// the same cases.
func TestALeastStepIsAtMostTheRange(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../../web/src/features/dashboard/query/step-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Range, MinStep string
		Seconds        int64
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		q := wide(t, c.Range, 24, fmt.Sprintf(`{"query":"up","minStep":%q}`, c.MinStep))
		if got := int64(q.Step / time.Second); got != c.Seconds {
			t.Errorf("%s in %s: steps of %d s, want %d s", c.MinStep, c.Range, got, c.Seconds)
		}
		if before := now.Sub(q.End); before >= q.Step+15*time.Second {
			t.Errorf("%s in %s: the last point is %s ago", c.MinStep, c.Range, before)
		}
	}
}

// The lengths that stand for variables keep the author's least step, whatever the range.
// The tests of the web read the same cases.
func TestAnIntervalKeepsTheLeastStep(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../../web/src/features/dashboard/query/interval-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Range, MinStep, Query, Asked string }
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		got := wide(t, c.Range, 24, fmt.Sprintf(`{"query":%q,"minStep":%q}`, c.Query, c.MinStep)).Expression
		if got != c.Asked {
			t.Errorf("%s at steps of %s in %s asks %q, want %q", c.Query, c.MinStep, c.Range, got, c.Asked)
		}
	}
}
