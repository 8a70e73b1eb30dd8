package attempt

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
)

// flushAt is how many lines are written at once at the latest.
const flushAt = 200

// Journal keeps the lines of one attempt until they are written. It is safe for
// concurrent use.
type Journal struct {
	item  int
	clock clock.Clock
	// flush writes lines; store.ErrLost when another attempt has the item.
	flush func(lines []run.Line) error
	// lost ends the attempt's context.
	lost func(error)

	mu     sync.Mutex
	clean  *redact.Sanitizer
	lines  []run.Line
	closed bool

	writing sync.Mutex // one flush at a time, so that lines keep their order
}

// New makes the journal of an item whose lines go nowhere yet.
func New(item int, clk clock.Clock, clean *redact.Sanitizer) *Journal {
	return &Journal{
		item: item, clock: clk, clean: clean, flush: func([]run.Line) error { return nil }, lost: func(error) {},
	}
}

// WriteTo tells where lines go, and what ends an attempt that has lost its item. It comes
// before the first line.
func (j *Journal) WriteTo(flush func(lines []run.Line) error, lost func(error)) {
	j.flush, j.lost = flush, lost
}

// Hide takes secrets out of lines and messages from now on.
func (j *Journal) Hide(secrets ...string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.clean = j.clean.With(secrets...)
}

// Log adds a line, and writes when there are many.
func (j *Journal) Log(level run.Level, message string, attrs ...slog.Attr) {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return
	}
	j.lines = append(j.lines, run.Line{
		At: j.clock.Now(), Level: min(max(level, run.Debug), run.Error), Message: j.clean.Line(message), Item: j.item,
		Context: contextOf(j.clean, attrs),
	})
	full := len(j.lines) >= flushAt
	j.mu.Unlock()
	if full {
		j.write()
	}
}

// take empties the buffer.
func (j *Journal) take() []run.Line {
	j.mu.Lock()
	defer j.mu.Unlock()
	lines := j.lines
	j.lines = nil
	return lines
}

// Put gives lines back that could not be written.
func (j *Journal) Put(lines []run.Line) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(lines, j.lines...)
}

// Stop ends logging and gives the lines that are still to be written.
func (j *Journal) Stop() []run.Line {
	j.mu.Lock()
	j.closed = true
	j.mu.Unlock()
	j.writing.Lock() // a flush under way ends first
	defer j.writing.Unlock()
	return j.take()
}

// Sanitizer is what takes the secrets of this attempt out of a text.
func (j *Journal) Sanitizer() *redact.Sanitizer {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.clean
}

// write writes what is in the buffer. When the attempt has lost its item it ends
// the attempt; after another failure the lines stay for the next flush.
func (j *Journal) write() {
	j.writing.Lock()
	defer j.writing.Unlock()
	lines := j.take()
	if len(lines) == 0 {
		return
	}
	err := j.flush(lines)
	switch {
	case errors.Is(err, store.ErrLost):
		j.lost(err)
	case err != nil:
		j.Put(lines)
	}
}

// Keep flushes and beats until ctx ends.
func (j *Journal) Keep(ctx context.Context, flushEvery, beatEvery time.Duration, beat func(ctx context.Context) error) {
	flushes, beats := time.NewTicker(flushEvery), time.NewTicker(beatEvery)
	defer flushes.Stop()
	defer beats.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-flushes.C:
			j.write()
		case <-beats.C:
			j.writing.Lock()
			err := beat(ctx)
			j.writing.Unlock()
			if errors.Is(err, store.ErrLost) {
				j.lost(err)
			}
		}
	}
}

// maxContext is the size of a log line's context, in bytes.
const maxContext = 2000

// contextOf encodes the attributes of a line without secrets; nil for none, and
// for more than may be kept.
func contextOf(clean *redact.Sanitizer, attrs []slog.Attr) json.RawMessage {
	if len(attrs) == 0 {
		return nil
	}
	encoded, err := json.Marshal(cleanAttrs(clean, attrs))
	if err != nil || len(encoded) > maxContext {
		return nil
	}
	return encoded
}

func cleanAttrs(clean *redact.Sanitizer, attrs []slog.Attr) map[string]any {
	members := make(map[string]any, len(attrs))
	for _, attr := range attrs {
		members[attr.Key] = cleanValue(clean, attr.Key, attr.Value.Resolve())
	}
	return members
}

func cleanValue(clean *redact.Sanitizer, key string, value slog.Value) any {
	if clean.Names(key) {
		return redact.Mark
	}
	switch value.Kind() {
	case slog.KindGroup:
		return cleanAttrs(clean, value.Group())
	case slog.KindInt64:
		return value.Int64()
	case slog.KindUint64:
		return value.Uint64()
	case slog.KindBool:
		return value.Bool()
	default: // everything else is text, so that it can be searched for secrets
		return clean.Line(value.String())
	}
}
