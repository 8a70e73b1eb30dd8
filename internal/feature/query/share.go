package query

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// mostWaiting is how many questions wait for one metrics server.
const mostWaiting = 1000

// shares divides the places of each metrics server among the users who ask it. One user
// has at most three quarters of them, so that somebody else begins at once, and at most
// half while somebody else waits; whoever has the fewest comes next. It is safe for
// concurrent use.
type shares struct {
	mu      sync.Mutex
	servers map[upstreamKey]*share
}

type share struct {
	places  int
	running map[string]int // by user
	taken   int
	waiting []*asker
}

// asker waits for a place; turn is closed when there is one, which is the user's.
type asker struct {
	party *party
	user  string
	turn  chan struct{}
}

func newShares() *shares { return &shares{servers: map[upstreamKey]*share{}} }

// enter waits for one of so many places at a server. Call leave when it is over.
func (s *shares) enter(ctx context.Context, server upstreamKey, places int, who *party) (leave func(), err error) {
	asker, err := s.queue(server, places, who)
	if err != nil {
		return nil, err
	}
	leave = func() { s.leave(server, asker.user) }
	who.stand(func() { s.look(server) })
	defer who.stand(nil)
	s.look(server) // who joined in between
	select {
	case <-asker.turn:
		return leave, nil
	case <-ctx.Done():
	}
	if !s.giveUp(server, asker) {
		leave() // the turn came in the same moment
	}
	return nil, fmt.Errorf("wait for the metrics server: %w", ctx.Err())
}

func (s *shares) queue(server upstreamKey, places int, who *party) (*asker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	share, ok := s.servers[server]
	if !ok {
		share = newShare(places)
		s.servers[server] = share
	}
	if len(share.waiting) >= mostWaiting {
		return nil, upstream.ErrBusy
	}
	one := &asker{party: who, turn: make(chan struct{})}
	share.waiting = append(share.waiting, one)
	share.begin()
	return one, nil
}

// look gives places to those who may have one since others wait with them.
func (s *shares) look(server upstreamKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if share, ok := s.servers[server]; ok {
		share.begin()
	}
}

// giveUp takes an asker out of the line; false when the turn has come.
func (s *shares) giveUp(server upstreamKey, one *asker) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	share := s.servers[server]
	i := slices.Index(share.waiting, one)
	if i < 0 {
		return false
	}
	share.waiting = slices.Delete(share.waiting, i, i+1)
	share.begin() // who waited beside them may have more now
	return true
}

func (s *shares) leave(server upstreamKey, user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	share := s.servers[server]
	share.taken--
	if share.running[user]--; share.running[user] == 0 {
		delete(share.running, user)
	}
	share.begin()
	if share.taken == 0 && len(share.waiting) == 0 {
		delete(s.servers, server)
	}
}

// waiting counts who waits for another server than the one in the program.
func (s *shares) waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	sum := 0
	for server, share := range s.servers {
		if server != (upstreamKey{}) {
			sum += len(share.waiting)
		}
	}
	return sum
}

func newShare(places int) *share { return &share{places: places, running: map[string]int{}} }

// begin gives the free places to those who may have one.
func (s *share) begin() {
	for s.taken < s.places {
		next, user := s.next()
		if next < 0 {
			return
		}
		one := s.waiting[next]
		s.waiting = slices.Delete(s.waiting, next, next+1)
		s.taken++
		s.running[user]++
		one.user = user
		close(one.turn)
	}
}

// next is the asker with the user who has the fewest places, of equal ones who waited
// longest; -1 when nobody may have one.
func (s *share) next() (best int, user string) {
	best = -1
	for i, one := range s.waiting {
		if least := one.party.fewest(s.running); best < 0 || s.running[least] < s.running[user] {
			best, user = i, least
		}
	}
	if best < 0 || s.running[user] >= s.most(best, user) {
		return -1, ""
	}
	return best, user
}

// most is how many places the user of one asker may have now.
func (s *share) most(at int, user string) int {
	for i, other := range s.waiting {
		if i != at && !other.party.isOf(user) {
			return max(1, s.places/2)
		}
	}
	return max(1, s.places*3/4)
}
