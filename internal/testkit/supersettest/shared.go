package supersettest

import (
	"fmt"
	"os"
	"sync"
	"testing"
)

// seeded is a server that tests share, once it is filled.
type seeded struct {
	sync.Mutex
	begun  bool
	server *Server
	made   Seeded
}

// theServers are kept by what they were asked for, as long as the test process lives.
var theServers struct {
	sync.Mutex
	by map[string]*seeded
}

// Shared gives the server that all tests of this process share which ask for the same, and what it was filled with.
// It is for tests that leave it as they find it: none may stop or seed it.
func Shared(t testing.TB, options Options, seed Seed) (*Server, Seeded) {
	t.Helper()
	if options.Version == "" {
		options.Version = Versions()[0]
	}
	_ = find(t, options.Version) // who has none is skipped before anybody waits
	theServers.Lock()
	key := fmt.Sprintf("%+v %+v", options, seed)
	if theServers.by == nil {
		theServers.by = map[string]*seeded{}
	}
	if theServers.by[key] == nil {
		theServers.by[key] = &seeded{}
	}
	entry := theServers.by[key]
	theServers.Unlock()
	entry.Lock()
	defer entry.Unlock()
	if !entry.begun {
		entry.begun = true
		entry.start(t, options, seed)
	}
	if entry.server == nil {
		t.Fatal("the shared server did not start; the first test that asked for it tells why")
	}
	return entry.server, entry.made
}

func (e *seeded) start(t testing.TB, options Options, seed Seed) {
	t.Helper()
	base, err := os.MkdirTemp("", "dashkeep-superset-") //nolint:usetesting // it outlives the test, and its guard removes it
	if err != nil {
		t.Fatalf("make the shared server's folder: %v", err)
	}
	server := prepare(t, options, base)
	server.program.folder = base
	server.launch(t)
	made := server.fill(t, seed)
	server.shared = true
	e.server, e.made = server, made
}
