package upstream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// ErrBusy tells that too many requests already wait for the server.
var ErrBusy = errors.New("too many requests wait for the server")

// Line divides the places of one server among the users who ask it. It is safe for
// concurrent use.
type Line struct {
	places, most int
	// whole is true where one user may have every place.
	whole bool

	mu      sync.Mutex
	running map[string]int // by user
	taken   int
	waiting []*asker
}

// asker waits for a place; turn is closed when there is one, which is the user's.
type asker struct {
	party *Party
	user  string
	turn  chan struct{}
}

// NewLine makes the line of a server with so many places, for which at most so many
// requests wait.
func NewLine(places, waiting int) *Line {
	return &Line{places: places, most: waiting, running: map[string]int{}}
}

// Enter waits for a place, which one of the party lends; call leave when it is over.
// The error is ErrBusy or the context's.
func (l *Line) Enter(ctx context.Context, who *Party) (leave func(), err error) {
	asker, err := l.queue(who)
	if err != nil {
		return nil, err
	}
	leave = func() { l.leave(asker.user) }
	who.stand(l.look)
	defer who.stand(nil)
	l.look() // who joined in between
	select {
	case <-asker.turn:
		return leave, nil
	case <-ctx.Done():
	}
	if !l.giveUp(asker) {
		leave() // the turn came in the same moment
	}
	return nil, fmt.Errorf("wait for the server: %w", ctx.Err())
}

// Load tells how many places are taken and how many requests wait for one.
func (l *Line) Load() (running, waiting int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.taken, len(l.waiting)
}

func (l *Line) queue(who *Party) (*asker, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) >= l.most {
		return nil, ErrBusy
	}
	one := &asker{party: who, turn: make(chan struct{})}
	l.waiting = append(l.waiting, one)
	l.begin()
	return one, nil
}

// look gives places to those who may have one since others wait with them.
func (l *Line) look() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begin()
}

// giveUp takes an asker out of the line; false when the turn has come.
func (l *Line) giveUp(one *asker) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.waiting, one)
	if i < 0 {
		return false
	}
	l.waiting = slices.Delete(l.waiting, i, i+1)
	l.begin() // who waited beside them may have more now
	return true
}

func (l *Line) leave(user string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken--
	if l.running[user]--; l.running[user] == 0 {
		delete(l.running, user)
	}
	l.begin()
}

// begin gives the free places to those who may have one.
func (l *Line) begin() {
	for l.taken < l.places {
		next, user := l.next()
		if next < 0 {
			return
		}
		one := l.waiting[next]
		l.waiting = slices.Delete(l.waiting, next, next+1)
		l.taken++
		l.running[user]++
		one.user = user
		close(one.turn)
	}
}

// next is the asker with the user who has the fewest places, of equal ones who waited
// longest; -1 when nobody may have one.
func (l *Line) next() (best int, user string) {
	best = -1
	for i, one := range l.waiting {
		if least := one.party.Fewest(l.running); best < 0 || l.running[least] < l.running[user] {
			best, user = i, least
		}
	}
	if best < 0 || l.running[user] >= l.share(best, user) {
		return -1, ""
	}
	return best, user
}

// share is how many places the user of one asker may have now.
func (l *Line) share(at int, user string) int {
	if l.whole {
		return l.places
	}
	for i, other := range l.waiting {
		if i != at && !other.party.isOf(user) {
			return max(1, l.places/2)
		}
	}
	return max(1, l.places*3/4)
}
