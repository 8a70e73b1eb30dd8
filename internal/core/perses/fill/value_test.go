package fill

import (
	"slices"
	"strings"
	"testing"
)

// A document that is older than the bound of patterns keeps its values as they are.
func TestCaptured_by_a_pattern_of_many_repetitions(t *testing.T) {
	t.Parallel()
	choices := []Choice{{"api-1", "api-1"}, {"api-2", "api-2"}}
	if got := (Variable{Capture: "(api)-."}).captured(choices); !slices.Equal(got, []Choice{{"api", "api-1"}}) {
		t.Errorf("captured %v", got)
	}
	if got := (Variable{Capture: strings.Repeat("x{1000}", 280)}).captured(choices); !slices.Equal(got, choices) {
		t.Errorf("captured %v", got)
	}
}
