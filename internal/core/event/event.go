package event

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// The types of events.
const (
	Run       = "run"
	RunItem   = "run.item"
	RunLog    = "run.log"
	Health    = "health"
	Dashboard = "dashboard"
	Policy    = "policy"
	// Environment is told when a server was registered, changed, tested or removed; the
	// subject is its id.
	Environment = "environment"
	// Datasource, Variable and Secret are told of what dashboards draw from, in a
	// project or, without one, for all; the subject is the name.
	Datasource = "datasource"
	Variable   = "variable"
	Secret     = "secret"
	// Session is told when sessions or API tokens have ended; it is of no project, and
	// the subject is their user's id.
	Session = "session"
	// Member is told when what a user may do has changed; the subject is the user's id.
	Member = "member"
	// Resync is made by the hub for one subscriber: it missed events, and has to
	// read again what it shows.
	Resync = "resync"
)

const channel = "dashkeep_event"

// Event is one change.
type Event struct {
	// ID is ascending in the order of the commits. Publish ignores it.
	ID int64
	// Project is where it happened; only its watchers are told.
	Project string
	Type    string
	// Subject is the id of what has changed.
	Subject string
	// Data is a small JSON document: ids and counters, never a secret.
	Data json.RawMessage
	// At is the transaction's instant. Publish ignores it.
	At time.Time
}

type row struct {
	bun.BaseModel `bun:"table:event"`

	ID      int64      `bun:"id,pk,autoincrement"`
	Project string     `bun:"project"`
	Type    string     `bun:"type"`
	Subject string     `bun:"subject"`
	Data    sqldb.JSON `bun:"data"`
	At      sqldb.Time `bun:"at"`
}

func (r row) event() Event {
	return Event{ID: r.ID, Project: r.Project, Type: r.Type, Subject: r.Subject, Data: json.RawMessage(r.Data), At: r.At.Time}
}

// Publish adds events to a transaction. The listeners are called when its work is
// done. Then, as its last step, the events are written, in one statement; they reach the
// watchers after the commit.
func Publish(tx *sqldb.Tx, events ...Event) {
	if len(events) == 0 {
		return
	}
	tellListeners(tx, events)
	waiting, ours := tx.Value(pendingKey{}, func() any { return &pending{} }).(*pending)
	if !ours {
		return // the key is of this package alone
	}
	if len(waiting.events) == 0 {
		tx.BeforeCommit(waiting.write)
	}
	waiting.events = append(waiting.events, events...)
}

// pending are the events of a transaction that are not written yet.
type pending struct{ events []Event }

type pendingKey struct{}

func (p *pending) write(ctx context.Context, tx *sqldb.Tx) error {
	events := p.events
	p.events = nil // a later step may publish more
	return write(ctx, tx, events)
}

func write(ctx context.Context, tx *sqldb.Tx, events []Event) error {
	rows := make([]row, 0, len(events))
	for _, e := range events {
		data := sqldb.JSON(e.Data)
		if len(data) == 0 {
			data = sqldb.JSON("{}")
		}
		rows = append(rows, row{Project: e.Project, Type: e.Type, Subject: e.Subject, Data: data, At: sqldb.At(tx.Now())})
	}
	if err := tx.OrderCommitAndNotify(ctx, channel, "new"); err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(&rows).ExcludeColumn("id").Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write events: %w", err)
	}
	return nil
}
