// Package remember keeps what was read a moment ago, for questions that come many at a
// time. What is kept is forgotten when somebody says that it has changed, and after a
// few seconds in any case: that bounds what a word that got lost can do.
package remember

import (
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// Memory keeps values by a key. It is safe for concurrent use.
type Memory[K comparable, V any] struct {
	clock clock.Clock
	life  time.Duration
	most  int

	mu   sync.Mutex
	kept map[K]entry[V]
	// changes counts what was forgotten: what was read before may be old.
	changes uint64
}

type entry[V any] struct {
	value V
	read  time.Time
}

// New makes a memory that keeps each value for so long, and at most so many.
func New[K comparable, V any](now clock.Clock, life time.Duration, most int) *Memory[K, V] {
	return &Memory[K, V]{clock: now, life: life, most: most, kept: map[K]entry[V]{}}
}

// Get gives the value of a key, which is read when it is not kept. Its age counts from
// before it was read. What fails is not kept. Values are shared: nobody changes one.
func (m *Memory[K, V]) Get(key K, read func() (V, error)) (V, error) {
	now := m.clock.Now()
	m.mu.Lock()
	found, ok := m.kept[key]
	before := m.changes
	m.mu.Unlock()
	if age := now.Sub(found.read); ok && age >= 0 && age < m.life {
		return found.value, nil
	}
	value, err := read()
	if err == nil {
		m.keep(key, entry[V]{value, now}, before)
	}
	return value, err
}

// keep keeps a value, unless something was forgotten while it was read.
func (m *Memory[K, V]) keep(key K, value entry[V], before uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.changes != before {
		return
	}
	if len(m.kept) >= m.most {
		clear(m.kept)
	}
	m.kept[key] = value
}

// Forget forgets the values that have changed.
func (m *Memory[K, V]) Forget(changed func(key K, value V) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changes++
	for key, each := range m.kept {
		if changed(key, each.value) {
			delete(m.kept, key)
		}
	}
}
