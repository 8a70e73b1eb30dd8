package enforce

import (
	"sync"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// Prepared is a query that passed parsing and enforcement.
type Prepared struct {
	// Text is the query with every selector limited to the tenant.
	Text  string
	Facts Facts
}

// Prepare parses a query and limits it to a tenant. Kinds: invalid; internal when it
// cannot be proved.
func Prepare(p parser.Parser, t Tenant, text string) (*Prepared, error) {
	expr, err := Parse(p, text)
	if err != nil {
		return nil, err
	}
	learned := Learn(expr)
	if err := promparam.RangeExpression(text, expr); err != nil {
		learned.Rangeless = syntaxFault(text, err)
	}
	enforced, err := enforce(t, expr)
	if err != nil {
		return nil, err
	}
	return &Prepared{Text: enforced, Facts: learned}, nil
}

// Memo remembers Prepared queries by tenant and text. It has two generations: a
// full one becomes the old one, and what is not asked for until the next change
// is forgotten. It is safe for concurrent use.
type Memo struct {
	mu       sync.RWMutex
	young    map[memoKey]*Prepared
	old      map[memoKey]*Prepared
	bytes    int
	maxBytes int
}

type memoKey struct{ tenant, query string }

// NewMemo makes a memo of which each generation has so many bytes.
func NewMemo(maxBytes int) *Memo {
	return &Memo{young: map[memoKey]*Prepared{}, maxBytes: maxBytes}
}

// Get gives what is remembered of a tenant's query.
func (m *Memo) Get(t Tenant, query string) (*Prepared, bool) {
	key := memoKey{t.key, query}
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

// Put remembers a tenant's query.
func (m *Memo) Put(t Tenant, query string, value *Prepared) { m.put(memoKey{t.key, query}, value) }

func (m *Memo) put(key memoKey, value *Prepared) {
	m.mu.Lock()
	defer m.mu.Unlock()
	size := len(key.tenant) + len(key.query) + len(value.Text) + 512
	if m.bytes+size > m.maxBytes {
		m.old, m.young, m.bytes = m.young, map[memoKey]*Prepared{}, 0
	}
	m.young[key] = value
	m.bytes += size
}
