package query

import (
	"fmt"
	"sync"

	client "github.com/dashkeep/dashkeep/internal/client/prometheus"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// maxClients bounds how many upstreams keep connections at a time.
const maxClients = 64

// upstreamKey is what makes two datasources the same upstream: they share a pool.
type upstreamKey struct {
	url, bearerFile, login, policy string
	tls                            upstream.TLS
}

// upstreamOf is the server behind a datasource.
func upstreamOf(ds Datasource) upstreamKey {
	return upstreamKey{ds.URL, ds.BearerFile, ds.Login.Fingerprint(), ds.policy().Key(), ds.TLS}
}

// clients keeps one client per upstream. It is safe for concurrent use.
type clients struct {
	guard *netguard.Guard
	bytes int64
	clock clock.Clock

	mu    sync.Mutex
	known map[upstreamKey]*client.Client
}

func (c *clients) of(ds Datasource) (*client.Client, error) {
	key := upstreamOf(ds)
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, ok := c.known[key]; ok {
		return found, nil
	}
	made, err := client.New(upstream.Config{
		URL: ds.URL, Guard: c.guard, BearerFile: ds.BearerFile, Login: ds.Login, TLS: ds.TLS, MaxBytes: c.bytes,
		Policy: ds.policy(), Clock: c.clock,
	})
	if err != nil {
		return nil, fmt.Errorf("datasource %s: %w", ds.Name, err)
	}
	c.makeRoom()
	c.known[key] = made
	return made, nil
}

// makeRoom drops an idle client when there are too many.
func (c *clients) makeRoom() {
	if len(c.known) < maxClients {
		return
	}
	for key, old := range c.known {
		if running, waiting := old.Load(); running+waiting == 0 {
			old.Close()
			delete(c.known, key)
			return
		}
	}
}

// load sums what is under way and what waits.
func (c *clients) load() (running, waiting int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.known {
		r, w := one.Load()
		running, waiting = running+r, waiting+w
	}
	return running, waiting
}

func (c *clients) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, one := range c.known {
		one.Close()
		delete(c.known, key)
	}
}
