package query

import (
	"context"
	"fmt"
	"sync"
)

// gate lets a number of questions through at a time for each key; the others
// wait until their deadline. So one user's dashboard wall cannot keep everybody
// else from a metrics server. It is safe for concurrent use.
type gate struct {
	width int

	mu    sync.Mutex
	doors map[string]*door
}

type door struct {
	turns chan struct{}
	users int // inside or waiting
}

func newGate(width int) *gate { return &gate{width: width, doors: map[string]*door{}} }

func (g *gate) enter(ctx context.Context, key string) error {
	g.mu.Lock()
	d, ok := g.doors[key]
	if !ok {
		d = &door{turns: make(chan struct{}, g.width)}
		g.doors[key] = d
	}
	d.users++
	g.mu.Unlock()
	select {
	case d.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		g.drop(key, d)
		return fmt.Errorf("wait for a turn: %w", ctx.Err())
	}
}

func (g *gate) leave(key string) {
	g.mu.Lock()
	d := g.doors[key]
	g.mu.Unlock()
	<-d.turns
	g.drop(key, d)
}

func (g *gate) drop(key string, d *door) {
	g.mu.Lock()
	defer g.mu.Unlock()
	d.users--
	if d.users == 0 {
		delete(g.doors, key)
	}
}
