package event

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Listener is told of an event within the transaction that publishes it, once its work
// is done: it sees the change, and what it writes is committed with it or not at all.
// Its error rolls everything back. The event has no id yet. A listener does no work
// outside the database, and publishes nothing that it listens for.
type Listener func(ctx context.Context, tx *sqldb.Tx, e Event) error

// listeners belong to a database: whoever publishes in a transaction of it finds them.
type listeners struct {
	mu     sync.RWMutex
	byType map[string][]Listener
}

type listenersKey struct{}

// Listen calls a listener for every event of a type that is published in the database
// from now on, by this process. Several are called in the order in which they came. It
// is for the wiring, before anything is published; what watches for a while subscribes
// to a Hub.
func Listen(db *sqldb.DB, kind string, listener Listener) {
	all, ours := db.Attach(listenersKey{}, &listeners{byType: map[string][]Listener{}}).(*listeners)
	if !ours {
		return // the key is of this package alone
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	all.byType[kind] = append(all.byType[kind], listener)
}

func (l *listeners) of(kind string) []Listener {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Clone(l.byType[kind])
}

func tellListeners(tx *sqldb.Tx, events []Event) {
	all, some := tx.Attached(listenersKey{}).(*listeners)
	if !some {
		return
	}
	for _, e := range events {
		e.At = tx.Now()
		for _, listener := range all.of(e.Type) {
			tx.AtEnd(func(ctx context.Context, tx *sqldb.Tx) error {
				if err := listener(ctx, tx, e); err != nil {
					return fmt.Errorf("tell of %s %s: %w", e.Type, e.Subject, err)
				}
				return nil
			})
		}
	}
}
