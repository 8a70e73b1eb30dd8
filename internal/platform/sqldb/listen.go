package sqldb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const (
	firstReconnect = 100 * time.Millisecond
	lastReconnect  = 5 * time.Second
	// listenProbe is how long a silent connection is trusted.
	listenProbe  = 20 * time.Second
	probeTimeout = 5 * time.Second
)

// Listen calls onNotify for every notification of the channel, on a connection
// of its own, until ctx ends; then it gives nil. After each time it connected it
// calls onNotify with "": notifications may have been missed, so look at the
// tables. It reconnects by itself. On SQLite it gives nil at once.
func (db *DB) Listen(ctx context.Context, channel string, onNotify func(payload string)) error {
	if db.engine != PostgreSQL {
		return nil
	}
	for wait := firstReconnect; ctx.Err() == nil; {
		wait = db.listenAndWait(ctx, channel, onNotify, wait)
	}
	return nil
}

// listenAndWait listens until the connection is lost, waits, and gives the next
// wait. It returns early when ctx ends.
func (db *DB) listenAndWait(
	ctx context.Context, channel string, onNotify func(payload string), wait time.Duration,
) time.Duration {
	connected, err := db.listenOnce(ctx, channel, onNotify)
	if ctx.Err() != nil {
		return wait
	}
	if connected {
		wait = firstReconnect
	}
	db.log.WarnContext(ctx, "listening interrupted", slog.String("channel", channel), slog.Any("error", err),
		slog.Duration("retry_in", wait))
	_ = clock.Pause(ctx, wait) // it ends early with the context only, which the caller looks at
	return min(2*wait, lastReconnect)
}

func (db *DB) listenOnce(
	ctx context.Context, channel string, onNotify func(payload string),
) (connected bool, err error) {
	conn, err := db.dedicated(ctx)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, closeConn(ctx, conn)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return false, fmt.Errorf("listen on %s: %w", channel, err)
	}
	onNotify("")
	for {
		payload, err := nextPayload(ctx, conn)
		if err != nil {
			return true, err
		}
		if payload != "" {
			onNotify(payload)
		}
	}
}

// nextPayload gives "" when the connection was silent and is known to be alive.
func nextPayload(ctx context.Context, conn *pgx.Conn) (string, error) {
	waiting, cancel := context.WithTimeout(ctx, listenProbe)
	defer cancel()
	notification, err := conn.WaitForNotification(waiting)
	if err == nil {
		return notification.Payload, nil
	}
	if ctx.Err() != nil || waiting.Err() == nil {
		return "", fmt.Errorf("wait for a notification: %w", err)
	}
	probing, stop := context.WithTimeout(ctx, probeTimeout)
	defer stop()
	if err := conn.Ping(probing); err != nil {
		return "", fmt.Errorf("probe the connection: %w", err)
	}
	return "", nil
}

// closeConn closes even when the work's context has ended.
func closeConn(ctx context.Context, conn *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTimeout)
	defer cancel()
	return conn.Close(ctx)
}
