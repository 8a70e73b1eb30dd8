package perses

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

// question is what tells equal questions of one moment apart. Whose they are is told by
// the moment, which is of one run in one project.
type question struct {
	dashboard, datasource string
	// text is the expression, or the selectors of a list; label is whose values it lists.
	text, label string
	start, end  int64 // Unix milliseconds
	step        time.Duration
}

func (q Query) question() question {
	return question{
		dashboard: q.Dashboard, datasource: q.Datasource, text: q.Expression,
		start: q.Start.UnixMilli(), end: q.End.UnixMilli(), step: q.Step,
	}
}

func (q LabelQuery) question() question {
	return question{
		dashboard: q.Dashboard, datasource: q.Datasource, text: strings.Join(q.Matchers, "\x00"), label: q.Label,
		start: q.Start.UnixMilli(), end: q.End.UnixMilli(), step: -1, // no expression
	}
}

func (q question) bytes() int {
	return len(q.dashboard) + len(q.datasource) + len(q.text) + len(q.label)
}

// around is the question for what is around the dashboards of a project.
func around() question { return question{step: -2} }

// entryBytes is more than what an entry takes beside its texts.
const entryBytes = 512

// shares are the answers of one moment, those that are kept and those that are waited
// for. It is safe for concurrent use.
type shares[V any] struct {
	mu    sync.Mutex
	known map[question]*share[V]
}

type share[V any] struct {
	done  chan struct{}
	value V
	err   error
	// gone says that whoever asked went away before there was an answer.
	gone bool
}

// wanted is how a question is asked and how its answer is kept.
type wanted[V any] struct {
	question question
	// limit bounds the asking, and the waiting for somebody else's.
	limit time.Duration
	ask   func(ctx context.Context) (V, error)
	// keepable gives the bytes of an answer that may be kept, and 0 for any other.
	keepable func(value V) int
}

// get asks, or gives the answer that another check has got or waits for just now: then
// shared is true. Who waits shares a failure too, unless it is that the other was
// stopped; but a failure is never kept.
func (s *shares[V]) get(ctx context.Context, at *moment, a wanted[V]) (value V, shared bool, err error) {
	limited, cancel := context.WithTimeout(ctx, a.limit)
	defer cancel()
	for {
		one, found := s.find(a.question)
		if !found {
			s.lead(ctx, limited, at, a, one)
			return one.value, false, one.err
		}
		select {
		case <-one.done:
		case <-limited.Done():
			return value, true, limited.Err() //nolint:wrapcheck // it is told as what it is
		}
		if !one.gone {
			return one.value, true, one.err
		}
	}
}

func (s *shares[V]) find(q question) (one *share[V], found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one, found = s.known[q]; found {
		return one, true
	}
	if s.known == nil {
		s.known = map[question]*share[V]{}
	}
	one = &share[V]{done: make(chan struct{}), gone: true}
	s.known[q] = one
	return one, false
}

// lead asks for all who wait.
func (s *shares[V]) lead(ctx, limited context.Context, at *moment, a wanted[V], one *share[V]) {
	defer func() { // when it panics too
		size := 0
		if !one.gone && one.err == nil {
			size = a.keepable(one.value)
		}
		if size == 0 || !at.take(size+a.question.bytes()+entryBytes) {
			s.mu.Lock()
			delete(s.known, a.question)
			s.mu.Unlock()
		}
		close(one.done)
	}()
	one.value, one.err = a.ask(limited)
	one.gone = ctx.Err() != nil
}

// keepAnswer keeps what is no finding, whatever the rules: an answer without a number, a
// warning or a failure is found by asking.
func keepAnswer(answer check.Answer) int {
	if answer.Failure != "" || answer.Warning != "" || answer.Numbers == 0 {
		return 0
	}
	return 1 // it has no texts
}

func keepList(values []string) int {
	size := 0
	for _, value := range values {
		size += len(value) + 16
	}
	return size
}

// keepAround keeps what is around dashboards. What changes of it ends the moment.
func keepAround(found Surroundings) int {
	size := 1 + entryBytes*len(found.Datasources)
	for _, variable := range found.Variables {
		size += len(variable)
	}
	return size
}
