package event

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// ringSize is how many recent events are kept in memory.
	ringSize = 2048
	// maxBehind is how far, in ids, a subscriber may be behind before it is told
	// to read again instead of being given every event.
	maxBehind = 10_000
	pageSize  = 500
	// keepFor and keepAtMost bound the table.
	keepFor    = 24 * time.Hour
	keepAtMost = 200_000
	// lookEvery is the pause between two looks at the table that nobody asked
	// for. On SQLite it is what other processes and publishers that can't wake
	// the hub wait at most; on PostgreSQL it repairs a lost notification.
	lookEverySQLite   = 50 * time.Millisecond
	lookEveryPostgres = 2 * time.Second
	// breath is the pause after each look, so that a flood is read in batches.
	breath = 5 * time.Millisecond
)

// Hub hands committed events to subscribers. It is safe for concurrent use.
type Hub struct {
	db    *sqldb.DB
	clock clock.Clock
	log   *slog.Logger

	wake chan struct{}
	stop context.CancelFunc
	// lifetime gives a context that ends with the hub.
	lifetime func() (context.Context, context.CancelFunc)
	work     sync.WaitGroup

	reading sync.Mutex // one reader of the table at a time; taken before mu

	mu   sync.Mutex
	ring *ring
	// watchers are the subscriptions of each project, people those that also hear of
	// their own user, all those of everything.
	watchers, people map[string]map[*Subscription]struct{}
	all              map[*Subscription]struct{}
}

// NewHub makes a hub. It does nothing before Start.
func NewHub(db *sqldb.DB, clk clock.Clock, log *slog.Logger) *Hub {
	return &Hub{
		db: db, clock: clk, log: log,
		wake: make(chan struct{}, 1), stop: func() {},
		watchers: map[string]map[*Subscription]struct{}{}, people: map[string]map[*Subscription]struct{}{},
		all: map[*Subscription]struct{}{},
	}
}

// Start reads where the table ends and begins to watch it. Call it once.
func (h *Hub) Start(ctx context.Context) error {
	last, err := newestID(ctx, h.db)
	if err != nil {
		return err
	}
	h.mu.Lock()
	h.ring = newRing(ringSize, last)
	h.mu.Unlock()
	ctx, h.stop = context.WithCancel(context.WithoutCancel(ctx))
	h.lifetime = func() (context.Context, context.CancelFunc) { return context.WithCancel(ctx) }
	h.work.Go(func() { h.watch(ctx) })
	h.work.Go(func() { h.listen(ctx) })
	return nil
}

// Stop ends every subscription and waits for the hub's goroutines. It may be
// called more than once, and before Start.
func (h *Hub) Stop() {
	h.stop()
	h.work.Wait()
}

// Wake says that there may be something new: give it to Tx.AfterCommit where
// watchers should see a change at once on SQLite too. It never waits.
func (h *Hub) Wake() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// Last is the id of the newest event that the hub knows.
func (h *Hub) Last() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ring.last
}

// Now asks Subscribe for the events from now on.
const Now = -1

// Subscribe watches the scope's project: the events after an id, 0 being before
// the first, or with Now those from now on. The hub must be started. The caller closes the subscription.
func (h *Hub) Subscribe(scope access.Scope, after int64) *Subscription {
	return h.subscribe(interest{projects: []string{scope.Project()}}, after)
}

// SubscribeTo watches the projects of some scopes, perhaps none, and with the id
// of a user also what is told of their rights in any project.
func (h *Hub) SubscribeTo(scopes []access.Scope, user string, after int64) *Subscription {
	projects := make([]string, len(scopes))
	for i, scope := range scopes {
		projects[i] = scope.Project()
	}
	return h.subscribe(interest{projects: projects, user: user}, after)
}

// SubscribeAll watches every project, and what is of none, for events of some types:
// for what the program itself remembers on each replica and has to forget. A Resync
// means that it is to forget everything.
func (h *Hub) SubscribeAll(after int64, types ...string) *Subscription {
	return h.subscribe(interest{all: true, types: types}, after)
}

func (h *Hub) subscribe(wanted interest, after int64) *Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	if after < 0 {
		after = h.ring.last
	}
	ctx, cancel := h.lifetime()
	s := newSubscription(h, wanted, after, cancel)
	for _, project := range wanted.projects {
		join(h.watchers, project, s)
	}
	if wanted.user != "" {
		join(h.people, wanted.user, s)
	}
	if wanted.all {
		h.all[s] = struct{}{}
	}
	h.work.Go(func() { s.pump(ctx) })
	h.Wake()
	return s
}

func join(places map[string]map[*Subscription]struct{}, place string, s *Subscription) {
	if places[place] == nil {
		places[place] = map[*Subscription]struct{}{}
	}
	places[place][s] = struct{}{}
}

func (h *Hub) unsubscribe(s *Subscription) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, project := range s.wanted.projects {
		leave(h.watchers, project, s)
	}
	leave(h.people, s.wanted.user, s)
	delete(h.all, s)
}

func leave(places map[string]map[*Subscription]struct{}, place string, s *Subscription) {
	delete(places[place], s)
	if len(places[place]) == 0 {
		delete(places, place)
	}
}

func (h *Hub) listen(ctx context.Context) {
	if err := h.db.Listen(ctx, channel, func(string) { h.Wake() }); err != nil {
		h.log.Error("listening for events ended", slog.Any("error", err))
	}
}

// watch reads the table when woken and, while somebody watches, now and then.
func (h *Hub) watch(ctx context.Context) {
	every := lookEveryPostgres
	if h.db.Engine() == sqldb.SQLite {
		every = lookEverySQLite
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		case <-ticker.C:
			if !h.watched() {
				continue
			}
		}
		if err := h.look(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("reading events failed", slog.Any("error", err))
		}
		if clock.Pause(ctx, breath) != nil {
			return
		}
	}
}

func (h *Hub) watched() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.watchers)+len(h.people)+len(h.all) > 0
}

// look takes what is new in the table into the ring and wakes who waits for it.
func (h *Hub) look(ctx context.Context) error {
	h.reading.Lock()
	defer h.reading.Unlock()
	for {
		events, err := readAfter(ctx, h.db, h.Last(), pageSize)
		if err != nil {
			return err
		}
		h.take(events)
		if len(events) < pageSize {
			return nil
		}
		if err := h.leap(ctx); err != nil {
			return err
		}
	}
}

// leap jumps over events that nobody can want from the ring any more.
func (h *Hub) leap(ctx context.Context) error {
	newest, err := newestID(ctx, h.db)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if newest-h.ring.last > maxBehind {
		h.ring.skip(newest - ringSize)
	}
	return nil
}

func (h *Hub) take(events []Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ring.add(events)
	if len(events) > 0 {
		for s := range h.all {
			s.poke()
		}
	}
	for _, e := range events {
		for s := range h.watchers[e.Project] {
			s.poke()
		}
		if e.Type == Member {
			for s := range h.people[e.Subject] {
				s.poke()
			}
		}
	}
}

// batch is what a subscriber gets at once.
type batch struct {
	events []Event
	// upTo is the id until which the subscriber has everything.
	upTo int64
	// more tells that there already is more.
	more   bool
	resync bool
}

// next gives what a subscriber has not seen, from the ring or the table.
func (h *Hub) next(ctx context.Context, s *Subscription) (batch, error) {
	found, complete := h.fromRing(s)
	if complete {
		return found, nil
	}
	if s.after > h.Last() { // given out by another replica, or not at all
		if err := h.look(ctx); err != nil {
			return batch{}, err
		}
		if found, complete = h.fromRing(s); complete {
			return found, nil
		}
	}
	return h.fromTable(ctx, s)
}

func (h *Hub) fromRing(s *Subscription) (found batch, complete bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.after > h.ring.last || !h.ring.holds(s.after) {
		return batch{}, false
	}
	return batch{events: h.ring.since(s.after, s.wanted.has), upTo: h.ring.last}, true
}

func (h *Hub) fromTable(ctx context.Context, s *Subscription) (batch, error) {
	last, after := h.Last(), s.after
	if after > last || last-after > maxBehind {
		return batch{upTo: last, resync: true, more: true}, nil
	}
	events, err := readAfter(ctx, h.db, after, pageSize)
	if err != nil {
		return batch{}, err
	}
	// Looked at after the reading: what was pruned before it is noticed.
	oldest, err := oldestID(ctx, h.db)
	if err != nil {
		return batch{}, err
	}
	if len(events) == 0 || after < oldest-1 {
		return batch{upTo: last, resync: true, more: true}, nil
	}
	found := batch{upTo: events[len(events)-1].ID, more: true}
	for _, e := range events {
		if s.wanted.has(e) {
			found.events = append(found.events, e)
		}
	}
	return found, nil
}

// Prune deletes the events that are older than a day, and the oldest where there are too
// many. It is to be called every minute, on any replica.
func (h *Hub) Prune(ctx context.Context) error {
	return Prune(ctx, h.db, h.clock.Now().Add(-keepFor), keepAtMost)
}

func newestID(ctx context.Context, db *sqldb.DB) (int64, error) {
	return edgeID(ctx, db, "id DESC")
}

func oldestID(ctx context.Context, db *sqldb.DB) (int64, error) {
	return edgeID(ctx, db, "id ASC")
}

func edgeID(ctx context.Context, db *sqldb.DB, order string) (int64, error) {
	var ids []int64
	if err := db.Read().NewSelect().Table("event").Column("id").OrderExpr(order).Limit(1).Scan(ctx, &ids); err != nil {
		return 0, fmt.Errorf("find the edge of the events: %w", err)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	return ids[0], nil
}
