package run

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// flushAt is how many lines are written at once at the latest.
const flushAt = 200

// Work is one attempt at one item, as its producer sees it. It is safe for
// concurrent use.
type Work struct {
	Run     Run
	Item    Item
	Attempt int

	clock clock.Clock
	// flush writes lines; errLost when another attempt has the item.
	flush func(lines []Line) error
	// lost ends the attempt's context.
	lost func(error)

	mu     sync.Mutex
	clean  *Sanitizer
	lines  []Line
	closed bool

	writing sync.Mutex // one flush at a time, so that lines keep their order
}

// Hide makes the work's log and messages keep these secrets out.
func (w *Work) Hide(secrets ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clean = w.clean.With(secrets...)
}

// Log adds a line to the run's log. It is readable within 250 ms; after each 200
// lines the caller waits until they are written. Lines after the end of the
// attempt are dropped.
func (w *Work) Log(level Level, message string, attrs ...slog.Attr) {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return
	}
	w.lines = append(w.lines, Line{
		At: w.clock.Now(), Level: min(max(level, Debug), Error), Message: w.clean.Line(message), Item: w.Item.Seq,
		Context: contextOf(w.clean, attrs),
	})
	full := len(w.lines) >= flushAt
	w.mu.Unlock()
	if full {
		w.write()
	}
}

// take empties the buffer.
func (w *Work) take() []Line {
	w.mu.Lock()
	defer w.mu.Unlock()
	lines := w.lines
	w.lines = nil
	return lines
}

// put gives lines back that could not be written.
func (w *Work) put(lines []Line) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(lines, w.lines...)
}

// stop ends logging and gives the lines that are still to be written.
func (w *Work) stop() []Line {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.writing.Lock() // a flush under way ends first
	defer w.writing.Unlock()
	return w.take()
}

func (w *Work) sanitizer() *Sanitizer {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clean
}

// write writes what is in the buffer. When the attempt has lost its item it ends
// the attempt; after another failure the lines stay for the next flush.
func (w *Work) write() {
	w.writing.Lock()
	defer w.writing.Unlock()
	lines := w.take()
	if len(lines) == 0 {
		return
	}
	err := w.flush(lines)
	switch {
	case errors.Is(err, errLost):
		w.lost(err)
	case err != nil:
		w.put(lines)
	}
}

// keep flushes and beats until ctx ends.
func (w *Work) keep(ctx context.Context, cfg Config, beat func(ctx context.Context) error) {
	flushes, beats := time.NewTicker(cfg.FlushEvery), time.NewTicker(cfg.BeatEvery)
	defer flushes.Stop()
	defer beats.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-flushes.C:
			w.write()
		case <-beats.C:
			w.writing.Lock()
			err := beat(ctx)
			w.writing.Unlock()
			if errors.Is(err, errLost) {
				w.lost(err)
			}
		}
	}
}
