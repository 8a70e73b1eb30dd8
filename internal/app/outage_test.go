package app

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// tally counts answers by status.
type tally struct {
	mu     sync.Mutex
	counts map[int]int
	odd    []string
}

func (a *tally) add(status int, request, retryAfter, body string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.counts[status]++
	if status >= http.StatusInternalServerError && (status != http.StatusServiceUnavailable || retryAfter == "") {
		a.odd = append(a.odd, fmt.Sprintf("%s: %d, Retry-After %q: %s", request, status, retryAfter, body))
	}
}

func (a *tally) of(status int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.counts[status]
}

// A database that dies and comes back is 503 with a time to come back, at every
// address and at whatever moment of a request it died.
func TestADatabaseThatIsAwayIsAlways503(t *testing.T) {
	t.Parallel()
	postgres := dbtest.OwnServer(t)
	flags := folderFlags(t.TempDir())
	flags["database_url"], flags["database_conns"] = postgres.URL, "12"
	s := startServer(t, flags)
	c := newClient(t, flags)
	project := s.address + "/api/v1/projects/default"
	answers := &tally{counts: map[int]int{}}
	stop := make(chan struct{})
	var group sync.WaitGroup
	defer group.Wait()
	halt := sync.OnceFunc(func() { close(stop) })
	defer halt()
	for worker := range 8 {
		group.Go(func() {
			for turn := 0; ; turn++ {
				select {
				case <-stop:
					return
				default:
				}
				method, address, body := http.MethodGet, project+"/catalog", ""
				switch (worker + turn) % 5 {
				case 0:
					method, address, body = http.MethodPost, project+"/dashboards", strings.ReplaceAll(plainForm, "plain-%d", fmt.Sprintf("w%d-%d", worker, turn))
				case 1:
					method, address = http.MethodPost, s.address+"/proxy/globaldatasources/embedded/api/v1/query?query=up"
				case 2:
					address = s.address + "/api/v1/me"
				case 3:
					address = project + "/runs"
				}
				request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				request.Header.Set("Content-Type", "application/json")
				request.Header.Set("Authorization", "Bearer "+c.token)
				answer, err := http.DefaultClient.Do(request)
				if err != nil {
					t.Errorf("%s %s: %v", method, address, err)
					return
				}
				text, _ := io.ReadAll(io.LimitReader(answer.Body, 300)) // only shown
				_ = answer.Body.Close()
				answers.add(answer.StatusCode, method+" "+address, answer.Header.Get("Retry-After"), string(text))
			}
		})
	}
	for round := range 4 {
		before := answers.of(http.StatusOK)
		waitUntil(t, "requests are answered", func() bool { return answers.of(http.StatusOK) > before+50 })
		postgres.Crash(t)
		t.Logf("after crash %d: %d well, %d away", round, answers.of(http.StatusOK), answers.of(http.StatusServiceUnavailable))
	}
	before := answers.of(http.StatusOK)
	waitUntil(t, "requests are answered again", func() bool { return answers.of(http.StatusOK) > before+50 })
	halt()
	group.Wait()
	if answers.of(http.StatusServiceUnavailable) == 0 {
		t.Error("nobody met the outage")
	}
	for _, odd := range answers.odd[:min(len(answers.odd), 10)] {
		t.Error(odd)
	}
	t.Log(answers.counts, s.said.String()[:min(3000, len(s.said.String()))])
}

func waitUntil(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	timeout := time.After(time.Minute)
	for !holds() {
		select {
		case <-timeout:
			t.Fatal("never: ", what)
		case <-ticker.C:
		}
	}
}
