package dashboard_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

type world struct{ *boards.World }

// each runs a test on both engines, in a world and at a time of its own.
func each(t *testing.T, test func(w *world)) {
	t.Helper()
	boards.Each(t, func(w *boards.World) { test(&world{World: w}) })
}
