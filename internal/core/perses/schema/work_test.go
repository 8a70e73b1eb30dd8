package schema_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
)

// Of a list that is too long no entry is compared with all others: that is its square.
func TestALongListIsRefusedOnce(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"tags": `{"kind":"Dashboard","metadata":{"name":"d","tags":["a"` + strings.Repeat(`,"a"`, 20) +
			`]},"spec":{"panels":{},"layouts":[]}}`,
		"variables": `{"kind":"Dashboard","metadata":{"name":"d"},"spec":{"panels":{},"layouts":[],"variables":[{"spec":{"name":"a"}}` +
			strings.Repeat(`,{"spec":{"name":"a"}}`, 100) + `]}}`,
	} {
		d, err := perses.Read([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if faults := schema.NewChecker().Dashboard(t.Context(), d).Faults; len(faults) != 1 {
			t.Errorf("%s: %d faults: %v", name, len(faults), faults)
		}
	}
}
