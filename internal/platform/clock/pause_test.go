package clock_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

func TestPause(t *testing.T) {
	t.Parallel()
	if err := clock.Pause(t.Context(), time.Millisecond); err != nil {
		t.Error(err)
	}
	why := errors.New("it is over")
	ended, end := context.WithCancelCause(t.Context())
	end(why)
	if err := clock.Pause(ended, time.Hour); !errors.Is(err, why) {
		t.Errorf("an ended context gives %v", err)
	}
}
