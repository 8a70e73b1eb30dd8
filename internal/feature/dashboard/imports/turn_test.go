package imports_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// asked counts how often work asks whether it is to go on. It is from the third time on
// that it is not.
type asked struct {
	context.Context

	times int
}

func (a *asked) Err() error {
	if a.times++; a.times < 3 {
		return nil
	}
	return a.Context.Err() //nolint:wrapcheck // a context's own
}

// Work that only reckons ends with the turn of its request too, whatever it is at: the
// rows of a layout, settings, or the columns of a table.
func TestMigrate_ends_with_its_turn(t *testing.T) {
	t.Parallel()
	turns, err := httpserver.NewTurns(httpserver.TurnLimits{
		AtOnce: 1, EachAtOnce: 1, Waiting: 1, EachWaiting: 1, Patience: time.Second, Longest: time.Nanosecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	list := func(part string) string {
		var all strings.Builder
		for i := range 20_000 {
			fmt.Fprintf(&all, ","+part, i)
		}
		return all.String()[1:]
	}
	each(t, func(w *world) {
		for name, text := range map[string]string{
			"rows within members": `{"elements":{},"layout":{"kind":"RowsLayout","spec":{"rows":[{"spec":{` + list(`"k%d":1`) +
				`,"layout":{"kind":"RowsLayout","spec":{"rows":[{"spec":{}},{"spec":{}}]}}}}]}}}`,
			"settings":    `{"panels":[],` + list(`"k%d":1`) + `}`,
			"annotations": `{"panels":[],"annotations":{"list":[` + list(`{"name":"a%d"}`) + `]}}`,
			"columns": `{"panels":[{"type":"table","transformations":[{"id":"organize","options":{"indexByName":{` + list(`"k%d":1`) +
				`}}}],"fieldConfig":{"overrides":[{"matcher":{"id":"byRegexp","options":"k"},"properties":[{"id":"links"}]}]}}]}`,
		} {
			limited, over := turns.Within(httptest.NewRecorder(), httptest.NewRequestWithContext(w.T.Context(), http.MethodPost, "/", nil))
			<-limited.Context().Done()
			ctx := &asked{Context: limited.Context()}
			_, err := w.Migrate(ctx, []byte(text), nil, false)
			overdue, ok := errors.AsType[*apperror.Error](turns.Overdue(limited.Context(), err))
			if !ok || overdue.Code != "took_too_long" || ctx.times != 3 {
				w.T.Errorf("%s: %v after it was asked %d times", name, err, ctx.times)
			}
			over()
		}
	})
}
