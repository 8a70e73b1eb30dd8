package enforce

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// countingParser tells how many selectors were parsed; each ends the request.
type countingParser struct {
	parser.Parser

	parsed int
	then   func()
}

func (c *countingParser) ParseMetricSelector(text string) ([]*labels.Matcher, error) {
	c.parsed++
	c.then()
	return c.Parser.ParseMetricSelector(text) //nolint:wrapcheck // a test's parser
}

func TestSelectors_are_bounded_together(t *testing.T) {
	t.Parallel()
	counting := &countingParser{Parser: promexpr.NewParser(), then: func() {}}
	long := `up{job=~"` + strings.Repeat("x{1000}", 14) + `"}`
	of := func(count int, text string) (texts []string) {
		for range count {
			texts = append(texts, text)
		}
		return texts
	}
	_, err := Selectors(t.Context(), counting, Tenant{}, of(25, long))
	if codeOf(err) != CodeTooComplex || counting.parsed > 0 {
		t.Errorf("%d selectors were parsed: %v", counting.parsed, err)
	}
	// What people choose: every name of many in one variable, asked for by others.
	names := strings.Repeat("checkout-7d9f8b6c5d-x2x4z|payment.*|", promexpr.MaxLength/40)
	for _, texts := range [][]string{of(3, long), of(5, `up{pod=~"`+names+`x"}`)} {
		if _, err := Selectors(t.Context(), counting, Tenant{}, texts); err != nil {
			t.Errorf("%d of %d bytes: %v", len(texts), len(texts[0]), err)
		}
	}
}

func TestSelectors_are_read_while_somebody_waits(t *testing.T) {
	t.Parallel()
	ctx, leave := context.WithCancel(t.Context())
	counting := &countingParser{Parser: promexpr.NewParser(), then: leave}
	_, err := Selectors(ctx, counting, Tenant{}, []string{"up", "up", "up"})
	if !errors.Is(err, context.Canceled) || counting.parsed != 1 {
		t.Errorf("%d selectors were parsed: %v", counting.parsed, err)
	}
}
