package upstream_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

func clientOf(t *testing.T, address string, now clock.Clock) *upstream.Client {
	t.Helper()
	return configured(t, upstream.Config{URL: address, Clock: now})
}

func configured(t *testing.T, cfg upstream.Config) *upstream.Client {
	t.Helper()
	guard, err := netguard.New(netguard.Config{Allow: []string{"127.0.0.0/8"}})
	if err != nil {
		t.Fatal(err)
	}
	cfg.Guard = guard
	client, err := upstream.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

func askOnce(ctx context.Context, c *upstream.Client) (status int, err error) {
	response, err := c.Do(ctx, upstream.Request{Path: "/"})
	if err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, response.Body)
	return response.Status, response.Body.Close()
}

func resting(err error) *upstream.Resting {
	rest, _ := errors.AsType[*upstream.Resting](err)
	return rest
}

func TestDeadServersAreLeftAlone(t *testing.T) {
	t.Parallel()
	var lives atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if !lives.Load() {
			panic(http.ErrAbortHandler) // the connection ends without an answer
		}
	}))
	defer server.Close()
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	c := clientOf(t, server.URL, now)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 10 {
		_, _ = askOnce(gone, c) // who goes away says nothing about the server
	}
	for i := range 5 {
		if _, err := askOnce(t.Context(), c); err == nil || resting(err) != nil {
			t.Fatalf("failure %d: %v", i+1, err)
		}
	}
	if _, err := askOnce(t.Context(), c); resting(err) == nil || resting(err).Asked || resting(err).Left != 5*time.Second {
		t.Fatalf("it is asked again and again: %v", err)
	}
	now.Advance(5 * time.Second)
	if _, err := askOnce(t.Context(), c); err == nil || resting(err) != nil {
		t.Errorf("nothing finds out whether it lives: %v", err)
	}
	if _, err := askOnce(t.Context(), c); resting(err) == nil {
		t.Errorf("one failure more does not open it again: %v", err)
	}
	now.Advance(5 * time.Second)
	lives.Store(true)
	for range 2 {
		if status, err := askOnce(t.Context(), c); status != http.StatusOK {
			t.Errorf("it lives, and is not asked: %v", err)
		}
	}
}

// A request that was under way when the server asked for a pause is answered after it:
// that does not end the pause.
func TestAPauseOutlivesWhatWasUnderWay(t *testing.T) {
	t.Parallel()
	began, slow := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			close(began)
			<-slow
			return
		}
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer server.Close()
	c := clientOf(t, server.URL, clock.NewManual(time.Unix(1_800_000_000, 0)))
	done := make(chan error)
	go func() {
		response, err := c.Do(t.Context(), upstream.Request{Path: "/slow"})
		if err == nil {
			err = response.Body.Close()
		}
		done <- err
	}()
	<-began
	if status, err := askOnce(t.Context(), c); status != http.StatusTooManyRequests {
		t.Errorf("%d, %v", status, err)
	}
	close(slow)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := askOnce(t.Context(), c); resting(err) == nil || resting(err).Left != 7*time.Second {
		t.Errorf("the pause is over: %v", err)
	}
}

func TestPausesThatServersAskForAreKept(t *testing.T) {
	t.Parallel()
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	for name, each := range map[string]struct {
		status int
		header string
		want   time.Duration
	}{
		"seconds":              {http.StatusTooManyRequests, "7", 7 * time.Second},
		"a_time":               {http.StatusServiceUnavailable, now.Now().Add(9 * time.Second).Format(http.TimeFormat), 9 * time.Second},
		"no_longer_than_bound": {http.StatusTooManyRequests, "86400", 30 * time.Second},
		"none":                 {http.StatusTooManyRequests, "", 0},
		"past":                 {http.StatusTooManyRequests, now.Now().Add(-time.Hour).Format(http.TimeFormat), 0},
		"nonsense":             {http.StatusTooManyRequests, "-1", 0},
		"other_status":         {http.StatusInternalServerError, "7", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := clock.NewManual(now.Now())
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if asked.Add(1) == 1 {
					w.Header().Set("Retry-After", each.header)
					w.WriteHeader(each.status)
				}
			}))
			defer server.Close()
			c := clientOf(t, server.URL, now)
			if got, err := askOnce(t.Context(), c); got != each.status {
				t.Fatalf("%d, %v", got, err)
			}
			_, err := askOnce(t.Context(), c)
			if each.want == 0 {
				if err != nil {
					t.Errorf("it is left alone: %v", err)
				}
				return
			}
			if rest := resting(err); rest == nil || !rest.Asked || rest.Left != each.want {
				t.Fatalf("got %v", err)
			}
			now.Advance(each.want)
			if got, err := askOnce(t.Context(), c); got != http.StatusOK {
				t.Errorf("afterwards: %d, %v", got, err)
			}
		})
	}
}
