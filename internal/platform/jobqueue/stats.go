package jobqueue

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Stats are how many jobs live, over all processes.
type Stats struct {
	// Available jobs could start now.
	Available int
	Running   int
	// Scheduled jobs wait for their time, Retryable ones after a failure.
	Scheduled, Retryable int
	// OldestAvailable is how long the first available job has been due.
	OldestAvailable time.Duration
}

// Stats counts the jobs.
func (q *Queue) Stats(ctx context.Context) (Stats, error) {
	now, due, age := q.clock.Now().UTC().Format(riverLayout), "scheduled_at <= ?",
		"coalesce((julianday(?) - julianday(min(scheduled_at) FILTER (WHERE state = 'available'))) * 86400.0, 0.0)"
	if q.db.Engine() == sqldb.PostgreSQL {
		now += "+00"
		due = "scheduled_at <= ?::timestamptz"
		age = "coalesce(extract(epoch FROM ?::timestamptz - min(scheduled_at) FILTER (WHERE state = 'available')), 0)::float8"
	}
	var stats Stats
	var oldest float64
	err := q.db.Read().NewRaw(`SELECT
			count(*) FILTER (WHERE state = 'available' AND `+due+`),
			count(*) FILTER (WHERE state = 'running'),
			count(*) FILTER (WHERE state = 'scheduled' OR state = 'available' AND NOT `+due+`),
			count(*) FILTER (WHERE state = 'retryable'),
			`+age+`
		FROM river_job WHERE state IN ('available', 'running', 'scheduled', 'retryable')`, now, now, now).
		Scan(ctx, &stats.Available, &stats.Running, &stats.Scheduled, &stats.Retryable, &oldest)
	if err != nil {
		return Stats{}, fmt.Errorf("count jobs: %w", err)
	}
	stats.OldestAvailable = max(0, time.Duration(oldest*float64(time.Second)))
	return stats, nil
}
