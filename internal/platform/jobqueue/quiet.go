package jobqueue

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// quietPoll is how often it is looked for notifications that nobody announced.
	quietPoll = time.Second
	// quietRead is how long River's own listener, which reads every 50 ms, is
	// asked once there is something.
	quietRead = 300 * time.Millisecond
)

// quietDriver is River's SQLite driver with a listener that sleeps. River's own
// reads the notification table every 50 ms, which keeps an idle process busy;
// here this process enqueues everything itself and can say so.
type quietDriver struct {
	*riversqlite.Driver
	db   *sqldb.DB
	bell *bell
}

// GetListener gives a listener that sleeps until the bell rings.
func (d *quietDriver) GetListener(params *riverdriver.GetListenenerParams) riverdriver.Listener {
	return &quietListener{Listener: d.Driver.GetListener(params), db: d.db, bell: d.bell}
}

type quietListener struct {
	riverdriver.Listener
	db   *sqldb.DB
	bell *bell
	// seen is the newest notification up to which everything was handed on.
	seen int64
}

// WaitForNotification gives the next notification. River calls it from one
// goroutine.
func (l *quietListener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	for {
		newest, err := l.newest(ctx)
		if err != nil {
			return nil, err
		}
		if newest != l.seen {
			found, err := l.read(ctx)
			if found != nil || err != nil {
				return found, err
			}
			l.seen = newest
			continue
		}
		if err := l.bell.wait(ctx, quietPoll); err != nil {
			return nil, err
		}
	}
}

func (l *quietListener) newest(ctx context.Context) (int64, error) {
	var id int64
	err := l.db.Read().NewRaw("SELECT COALESCE(MAX(id), 0) FROM river_notification").Scan(ctx, &id)
	if err != nil {
		return 0, fmt.Errorf("look for notifications: %w", err)
	}
	return id, nil
}

func (l *quietListener) read(ctx context.Context) (*riverdriver.Notification, error) {
	short, cancel := context.WithTimeout(ctx, quietRead)
	defer cancel()
	found, err := l.Listener.WaitForNotification(short)
	if err != nil && short.Err() != nil && ctx.Err() == nil {
		return nil, nil //nolint:nilnil // nothing more there is not an error
	}
	return found, err
}

// bell wakes whoever sleeps on it; one ring while nobody sleeps is kept.
type bell struct{ rings chan struct{} }

func newBell() *bell { return &bell{rings: make(chan struct{}, 1)} }

func (b *bell) ring() {
	select {
	case b.rings <- struct{}{}:
	default:
	}
}

// wait sleeps until a ring, at most so long. The error is the context's.
func (b *bell) wait(ctx context.Context, atMost time.Duration) error {
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-b.rings:
	case <-timer.C:
	}
	return nil
}
