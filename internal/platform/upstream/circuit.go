package upstream

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const (
	// failuresToRest is after how many connections in a row that gave no answer a server
	// is left alone, and restOfDead for how long: then one request finds out.
	failuresToRest = 5
	restOfDead     = 5 * time.Second
	// longestRest bounds what a server may ask for.
	longestRest = 30 * time.Second
)

// Resting tells that a server is not asked just now: it gave no answer several times,
// or it asked for a pause.
type Resting struct {
	// Left is how long it is left alone; more than zero.
	Left time.Duration
	// Asked is true when the server asked for it.
	Asked bool
}

// Error is for logs.
func (r *Resting) Error() string {
	if r.Asked {
		return fmt.Sprintf("the server asked for a pause and is asked again in %s", r.Left)
	}
	return fmt.Sprintf("the server did not answer and is asked again in %s", r.Left)
}

// circuit leaves a server alone that is dead or asked for it. It is safe for
// concurrent use.
type circuit struct {
	clock clock.Clock
	// untold is the pause after a 429 that names none.
	untold time.Duration

	mu       sync.Mutex
	failures int       // in a row
	until    time.Time // zero while it may be asked
	asked    bool
	probing  bool
}

// begin reports whether the request is the one that finds out if the server lives
// again. The error is a *Resting.
func (c *circuit) begin() (probe bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.until.IsZero() {
		return false, nil
	}
	if left := c.until.Sub(c.clock.Now()); left > 0 {
		return false, &Resting{Left: left, Asked: c.asked}
	}
	if c.asked {
		c.until, c.asked = time.Time{}, false
		return false, nil
	}
	if c.probing {
		return false, &Resting{Left: time.Second}
	}
	c.probing = true
	return true, nil
}

// answered notes that the server lives, and how long it wants to be left alone.
func (c *circuit) answered(rest time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures, c.probing = 0, false
	switch now := c.clock.Now(); {
	case rest > 0:
		c.until, c.asked = now.Add(min(rest, longestRest)), true
	case c.asked && c.until.After(now): // what was under way before the pause does not end it
	default:
		c.until, c.asked = time.Time{}, false
	}
}

// failed notes that no answer came. When who asked went away, nobody knows why.
func (c *circuit) failed(ctx context.Context, probe bool) {
	if ctx.Err() != nil {
		c.spared(probe)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.probing = c.probing && !probe
	if c.failures++; c.failures >= failuresToRest {
		c.until, c.asked = c.clock.Now().Add(restOfDead), false
	}
}

// spared notes that the request says nothing about the server.
func (c *circuit) spared(probe bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.probing = c.probing && !probe
}

// restOf is how long the server of an answer is left alone.
func (c *circuit) restOf(response *http.Response) time.Duration {
	rest, told := restTold(response, c.clock.Now())
	if !told && response.StatusCode == http.StatusTooManyRequests {
		return c.untold
	}
	return rest
}

// restTold reads how long the server of an answer wants to be left alone, and whether it
// says so at all. Seconds and times are understood.
func restTold(response *http.Response, now time.Time) (rest time.Duration, told bool) {
	if response.StatusCode != http.StatusTooManyRequests && response.StatusCode != http.StatusServiceUnavailable {
		return 0, false
	}
	text := response.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
