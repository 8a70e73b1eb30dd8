package check

import (
	"slices"
	"sync"
)

// mostRead bounds what Expressions remember, in bytes of texts.
const mostRead = 1 << 20

// Expressions remember what expressions say: the dashboards of a run ask much alike, and
// reading costs more than the rest of a plan. The zero value remembers nothing yet; nil
// never does. It is safe for concurrent use.
type Expressions struct {
	mu    sync.Mutex
	known map[expressionKey]reading
	bytes int
}

type expressionKey struct {
	text    string
	instant bool
}

// reading is what the rules want to know of an expression.
type reading struct {
	metrics    []string
	restsAsNaN bool
	quiet      string
}

// read reads an expression, or remembers it. Errors are those of parse.
func (e *Expressions) read(text string, instant bool) (reading, error) {
	key := expressionKey{text, instant}
	if e != nil {
		e.mu.Lock()
		found, there := e.known[key]
		e.mu.Unlock()
		if there {
			found.metrics = slices.Clone(found.metrics)
			return found, nil
		}
	}
	parsed, err := parse(text, instant)
	if err != nil {
		return reading{}, err
	}
	made := reading{metrics: metricsOf(parsed), restsAsNaN: restsAsNaN(parsed), quiet: quiet(parsed)}
	e.keep(key, made)
	return made, nil
}

func (e *Expressions) keep(key expressionKey, made reading) {
	size := 2*len(key.text) + 200 // the names of the metrics are among the text
	if e == nil || size > mostRead {
		return
	}
	made.metrics = slices.Clone(made.metrics)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known == nil || e.bytes+size > mostRead {
		e.known, e.bytes = map[expressionKey]reading{}, 0
	}
	if _, there := e.known[key]; !there {
		e.bytes += size
	}
	e.known[key] = made
}
