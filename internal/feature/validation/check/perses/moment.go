package perses

import (
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const (
	// momentLife is how long the checks of a run look at the same moment. It is shorter
	// than that to which the ends of ranges are rounded down.
	momentLife = 10 * time.Second
	// mostMoments is how many there are at the same time, of different runs.
	mostMoments = 64
	// mostKept bounds what those keep together that a check can find, in bytes. One that
	// has ended keeps its own until the last check that found it is over.
	mostKept = 8 << 20
)

// moments are those at which the checks of runs look, on this replica. It is safe for
// concurrent use.
type moments struct {
	clock clock.Clock
	most  int // bytes

	mu    sync.Mutex
	known map[momentKey]*moment
	kept  int // bytes
}

// momentKey is the run that a check is of, and the project in which it asks.
type momentKey struct{ project, run string }

// moment is when some checks of one run look, and what they share: copies of a
// template ask the same, and all have the same datasources around them. Only what is no
// finding is kept, see keepable: whoever finds something wrong has asked himself, or
// waited for one who did.
type moment struct {
	at      time.Time
	around  shares[Surroundings]
	answers shares[check.Answer]
	lists   shares[[]string]

	of *moments
	// kept are its bytes. Over says that nothing is kept any more. Both under of.mu.
	kept int
	over bool
}

func newMoments(clk clock.Clock) *moments {
	return &moments{clock: clk, most: mostKept, known: map[momentKey]*moment{}}
}

// at gives the moment at which the checks of a run look now. That of a check without a
// run is its own.
func (m *moments) at(project, run string) *moment {
	now := m.clock.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, each := range m.known {
		if age := now.Sub(each.at); age < 0 || age >= momentLife {
			m.end(key, each)
		}
	}
	key := momentKey{project, run}
	if found, there := m.known[key]; there {
		return found
	}
	made := &moment{at: now, of: m}
	if made.over = run == "" || len(m.known) >= mostMoments; made.over {
		return made
	}
	m.known[key] = made
	time.AfterFunc(momentLife, func() { // nothing stays when no other check comes
		m.mu.Lock()
		defer m.mu.Unlock()
		m.end(key, made)
	})
	return made
}

// forget ends the moments of a project, or with an empty one all.
func (m *moments) forget(project string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, each := range m.known {
		if project == "" || key.project == project {
			m.end(key, each)
		}
	}
}

// end lets nobody find a moment any more. The caller holds mu.
func (m *moments) end(key momentKey, one *moment) {
	if m.known[key] == one {
		delete(m.known, key)
	}
	m.kept -= one.kept
	one.kept, one.over = 0, true
}

// take tells whether so many bytes more may be kept.
func (one *moment) take(bytes int) bool {
	m := one.of
	m.mu.Lock()
	defer m.mu.Unlock()
	if one.over || m.kept+bytes > m.most {
		return false
	}
	m.kept += bytes
	one.kept += bytes
	return true
}
