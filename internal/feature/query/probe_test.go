package query

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
)

// Who can do something about it is told that only a restart mends it.
func TestProbe_says_that_a_restart_is_needed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.own("http://localhost:19090", nil)
	for who, told := range map[string]bool{"manager": true, "operator": false, "administrator": true} {
		scope, err := people()[who].Require("p", access.QueryRun)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := f.service.Probe(t.Context(), scope, question.Ref{Project: "p", Name: "main"})
		if err != nil {
			t.Fatal(err)
		}
		if len(steps) != 3 || steps[0].OK || steps[0].NeedsRestart != told || !steps[1].Skipped || steps[1].NeedsRestart {
			t.Errorf("%s: %+v", who, steps)
		}
		said := resultOf(steps)
		if said.Ok || (said.Steps[0].RestartNeeded != nil) != told || said.Steps[1].RestartNeeded != nil {
			t.Errorf("%s: %+v", who, said)
		}
	}
}
