package query

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
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
		Datasources: fixed(Datasource{Name: "main", Kind: Embedded}), Embedded: h, Guard: guard,
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
			a := Ask{Endpoint: InstantQuery, Query: user + " + " + strconv.Itoa(asked[user]), Time: now()}
			all.Go(func() {
				if _, err := service.Ask(t.Context(), scope, "main", false, a); err != nil {
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

func TestShares(t *testing.T) {
	t.Parallel()
	server := upstreamKey{url: "http://a"}
	enter := func(t *testing.T, s *shares, user string) func() {
		t.Helper()
		leave, err := s.enter(t.Context(), server, 4, partyOf(user))
		if err != nil {
			t.Fatal(err)
		}
		return leave
	}
	t.Run("who_goes_away_waits_no_longer", func(t *testing.T) {
		t.Parallel()
		s := newShares()
		leaves := []func(){enter(t, s, "a"), enter(t, s, "a"), enter(t, s, "a"), enter(t, s, "b")}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.enter(gone, server, 4, partyOf("c")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if got := s.waiting(); got != 0 {
			t.Errorf("%d wait", got)
		}
		for _, leave := range leaves {
			leave()
		}
		if len(s.servers) != 0 {
			t.Error("a server that nobody asks is remembered")
		}
	})
	t.Run("who_joins_lends_a_place", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s, who := newShares(), partyOf("a")
			leaves := []func(){enter(t, s, "a"), enter(t, s, "a"), enter(t, s, "a")}
			begun := make(chan func(), 1)
			go func() {
				leave, _ := s.enter(t.Context(), server, 4, who)
				begun <- leave
			}()
			synctest.Wait()
			if len(begun) > 0 {
				t.Fatal("one user alone has every place")
			}
			who.join("b")
			synctest.Wait()
			if len(begun) == 0 {
				t.Fatal("the question waits although another user, who has no place, waits for it too")
			}
			if running := s.servers[server].running; running["a"] != 3 || running["b"] != 1 {
				t.Errorf("places %v", running)
			}
			for _, leave := range append(leaves, <-begun) {
				leave()
			}
			if len(s.servers) != 0 {
				t.Error("a server that nobody asks is remembered")
			}
		})
	})
	t.Run("servers_are_apart", func(t *testing.T) {
		t.Parallel()
		s := newShares()
		for range 3 {
			defer enter(t, s, "a")()
		}
		leave, err := s.enter(t.Context(), upstreamKey{url: "http://b"}, 4, partyOf("a"))
		if err != nil {
			t.Fatal(err)
		}
		leave()
	})
	t.Run("a_line_has_an_end", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := newShares()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			for i := range 4 {
				defer enter(t, s, strconv.Itoa(i))()
			}
			for range mostWaiting {
				go func() { _, _ = s.enter(ctx, server, 4, partyOf("a")) }()
			}
			synctest.Wait()
			if _, err := s.enter(ctx, server, 4, partyOf("b")); !errors.Is(err, upstream.ErrBusy) {
				t.Errorf("got %v", err)
			}
			cancel()
			synctest.Wait()
		})
	})
}
