package query

import (
	"sync"
)

// memoBytes bounds each of the two generations of remembered queries.
const memoBytes = 4 << 20

// prepared is a query that passed parsing and enforcement.
type prepared struct {
	text  string
	facts facts
}

// memo remembers prepared queries by tenant and text. It has two generations: a
// full one becomes the old one, and what is not asked for until the next change
// is forgotten. It is safe for concurrent use.
type memo struct {
	mu       sync.RWMutex
	young    map[memoKey]*prepared
	old      map[memoKey]*prepared
	bytes    int
	maxBytes int
}

type memoKey struct{ tenant, query string }

func newMemo(maxBytes int) *memo {
	return &memo{young: map[memoKey]*prepared{}, maxBytes: maxBytes}
}

func (m *memo) get(key memoKey) (*prepared, bool) {
	m.mu.RLock()
	found, ok := m.young[key]
	aged, wasOld := m.old[key]
	m.mu.RUnlock()
	if !ok && wasOld {
		m.put(key, aged)
		return aged, true
	}
	return found, ok
}

func (m *memo) put(key memoKey, value *prepared) {
	m.mu.Lock()
	defer m.mu.Unlock()
	size := len(key.tenant) + len(key.query) + len(value.text) + 512
	if m.bytes+size > m.maxBytes {
		m.old, m.young, m.bytes = m.young, map[memoKey]*prepared{}, 0
	}
	m.young[key] = value
	m.bytes += size
}
