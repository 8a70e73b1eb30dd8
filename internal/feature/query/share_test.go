package query

import (
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// held is a metrics server in the program whose answers wait until they are let go.
type held struct {
	mu    sync.Mutex
	asked []string
	let   chan struct{}
}

func (h *held) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.asked = append(h.asked, r.FormValue("query"))
	h.mu.Unlock()
	<-h.let
	_, _ = io.WriteString(w, okAnswer)
}

// begun counts the questions of a user that reached the server.
func (h *held) begun(user string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	count := 0
	for _, query := range h.asked {
		if query[0] == user[0] {
			count++
		}
	}
	return count
}

// crowd is a service with the server, and a way to ask it under a name.
func crowd(t *testing.T, h *held) (ask func(user string, questions int), waitAll func()) {
	t.Helper()
	guard, err := netguard.New(netguard.Config{})
	if err != nil {
		t.Fatal(err)
	}
	service, err := New(Config{
		Datasources: fixed(question.Datasource{Name: "main", Kind: question.Embedded}), Embedded: h, Guard: guard,
		Clock: clock.NewManual(now()), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	var all sync.WaitGroup
	asked := map[string]int{}
	return func(user string, questions int) {
		scope, err := access.Principal{
			UserID: user, Login: user, Method: access.BySession, Roles: map[string]access.Role{"p": access.ReadOnly},
		}.Require("p", access.QueryRun)
		if err != nil {
			t.Fatal(err)
		}
		for range questions {
			asked[user]++
			// No two are the same question.
			a := question.Ask{Endpoint: question.InstantQuery, Query: user + " + " + strconv.Itoa(asked[user]), Time: now()}
			all.Go(func() {
				if _, err := service.Ask(t.Context(), scope, question.Ref{Project: "p", Name: "main"}, a); err != nil {
					t.Errorf("%s: %v", a.Query, err)
				}
			})
		}
		synctest.Wait()
	}, all.Wait
}

func TestOneUserLeavesPlacesAtTheEmbeddedServer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &held{let: make(chan struct{})}
		ask, waitAll := crowd(t, h)
		end := func(questions int) {
			for range questions {
				h.let <- struct{}{}
			}
			synctest.Wait()
		}
		ask("a", questionsPerUser)
		if got := h.begun("a"); got != 6 {
			t.Errorf("one user alone has %d places", got)
		}
		ask("b", 1)
		if got := h.begun("b"); got != 1 {
			t.Errorf("%d questions of another user are begun beside", got)
		}
		ask("b", 8)
		ask("c", 1)
		if b, c := h.begun("b"), h.begun("c"); b != 2 || c != 0 {
			t.Errorf("with every place taken, %d and %d are begun", b, c)
		}
		// Whoever has the fewest is next: c at the first end, then b until it has as many as a.
		end(1)
		if got := h.begun("c"); got != 1 {
			t.Errorf("%d questions of a third user are begun at the first end", got)
		}
		a := h.begun("a")
		end(1)
		if b := h.begun("b"); h.begun("a") != a || b <= 2 {
			t.Errorf("then the user with the most had another place: %d of a, %d of b", h.begun("a"), b)
		}
		close(h.let)
		waitAll()
	})
}
