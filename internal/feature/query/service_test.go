package query

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

func TestAsk_tells_that_the_source_is_down_or_not_allowed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	scope := access.System("p", "validation", access.QueryRun)
	for address, code := range map[string]string{
		"http://127.0.0.1:1":     "destination_not_allowed", // a port that never speaks HTTP
		"http://127.0.0.1:59999": question.CodeDown,
		"http://169.254.169.254": "destination_not_allowed",
		"ftp://x":                question.CodeDown,
	} {
		f.service.Forget("p")
		f.service.cfg.Datasources = fixed(question.Datasource{Name: "x", Kind: question.Prometheus, URL: address})
		_, err := f.service.Ask(t.Context(), scope, question.Ref{Project: "p", Name: "x"}, question.Ask{Endpoint: question.InstantQuery, Query: "up"})
		if question.CodeOf(err) != code {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := f.service.Ask(t.Context(), access.Scope{}, question.Ref{Project: "p", Name: "x"}, question.Ask{}); !apperror.Is(err, apperror.Internal) {
		t.Errorf("without a decision: %v", err)
	}
}

// counted counts how often a datasource is looked up.
type counted struct {
	question.Datasources
	count int
}

func (c *counted) Resolve(ctx context.Context, scope access.Scope, ref question.Ref) (question.Datasource, error) {
	c.count++
	return c.Datasources.Resolve(ctx, scope, ref)
}

func TestAsk_remembers_a_datasource(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	sources := &counted{Datasources: f.service.cfg.Datasources}
	f.service.cfg.Datasources = sources
	scope := access.System("p", "validation", access.QueryRun)
	ask := func(ref question.Ref, want int) {
		t.Helper()
		for range 2 {
			if _, err := f.service.Ask(t.Context(), scope, ref, question.Ask{Endpoint: question.InstantQuery, Query: "up"}); err != nil {
				t.Fatal(err)
			}
		}
		if sources.count != want {
			t.Errorf("it was looked up %d times, want %d", sources.count, want)
		}
	}
	main := question.Ref{Project: "p", Name: "main"}
	ask(main, 1)
	ask(question.Ref{Name: "main", Global: true}, 2)
	f.service.Forget("other")
	ask(main, 2)
	f.service.Forget("p")
	ask(main, 3)
	ask(question.Ref{Name: "main", Global: true}, 3)
	f.service.Forget("")
	ask(question.Ref{Name: "main", Global: true}, 4)
	if now, ok := f.service.cfg.Clock.(*clock.Manual); ok {
		now.Advance(5 * time.Second)
	}
	ask(question.Ref{Name: "main", Global: true}, 5)
	// It stands in a document: each who asks must be allowed to read that.
	ask(question.Ref{Project: "p", Dashboard: "d", Name: "main"}, 7)
}

// Reading a query costs as well: it is part of the user's turn.
func TestQueries_are_read_in_the_turn_of_their_user(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	for range questionsPerUser {
		leave, err := f.service.users.Enter(t.Context(), "u")
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
	}
	if w, said := f.get("query", "query", "up{", "timeout", "0.01"); w.Code != http.StatusServiceUnavailable || said.Code != question.CodeTimeout {
		t.Errorf("a query was read without a turn: %d %+v", w.Code, said)
	}
}
