package promparam_test

import (
	"errors"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// What Prometheus' own API says of each: 400 "invalid expression type … for range
// query" for the first two forms; an instant query answers all of them, but nothing
// draws a string.
func TestExpressionsThatCannotBeDrawn(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct{ ranged, instant string }{
		`up`:                         {},
		`42`:                         {},
		`time()`:                     {},
		`rate(up[5m])`:               {},
		`up[5m]`:                     {ranged: "1:1"},
		`(up[5m])`:                   {ranged: "1:1"},
		"\n  up{a=\"b\"}[5m:1m]":     {ranged: "2:3"},
		`"hello"`:                    {ranged: "1:1", instant: "1:1"},
		`  ("hello")`:                {ranged: "1:3", instant: "1:3"},
		`max_over_time(up[5m:1m])>0`: {},
	} {
		expr, err := parser.NewParser(parser.Options{}).ParseExpr(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := placeOf(promparam.RangeExpression(text, expr)); got != c.ranged {
			t.Errorf("range query of %s: at %q, want %q", text, got, c.ranged)
		}
		if got := placeOf(promparam.InstantExpression(text, expr)); got != c.instant {
			t.Errorf("instant query of %s: at %q, want %q", text, got, c.instant)
		}
	}
}

// placeOf is the line and column of an error; empty for nil.
func placeOf(err error) string {
	faults, ok := errors.AsType[parser.ParseErrors](err)
	if !ok {
		return ""
	}
	return faults[0].PositionRange.StartPosInput(faults[0].Query, 0)
}
