package jobqueue

import (
	"cmp"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// DefaultQueue is where jobs go that name no queue.
const DefaultQueue = river.QueueDefault

// Config tunes a Queue. A zero field means its default.
type Config struct {
	// Workers is how many jobs of the default queue run at once in this process:
	// 10 on SQLite, 20 on PostgreSQL.
	Workers int
	// Queues are further queues and their workers. Their jobs start at once like
	// those of the default queue; those that wait for a time or another attempt
	// start up to sideTurns polls late.
	Queues map[string]int
	// MaxAttempts is for jobs that say nothing: 5.
	MaxAttempts int
	// FetchCooldown and FetchPoll bound how soon a job starts: 20 ms, 200 ms.
	FetchCooldown, FetchPoll time.Duration
	// DueInterval is how often waiting jobs are looked through: 1 s.
	DueInterval time.Duration
	// RetryBase and RetryMost are the first and the longest wait after a
	// failure: 2 s, 10 min.
	RetryBase, RetryMost time.Duration
	// Beat is how often a replica says that it lives, Dead how old a beat may be
	// before the others take over: 3 s, 15 s. Dead is at least four beats.
	Beat, Dead time.Duration
	// SoftStop is how long Stop lets work go on before it cancels it: 20 s.
	SoftStop time.Duration
	// PeriodicTimeout bounds one call of periodic work: 5 min.
	PeriodicTimeout time.Duration
	// KeepCompleted and KeepFailed are how long ended jobs stay: 1 h, 7 days.
	KeepCompleted, KeepFailed time.Duration
}

func (c Config) withDefaults(engine sqldb.Engine) Config {
	workers := 10
	if engine == sqldb.PostgreSQL {
		workers = 20
	}
	c.Workers = cmp.Or(c.Workers, workers)
	c.MaxAttempts = cmp.Or(c.MaxAttempts, 5)
	c.FetchCooldown = cmp.Or(c.FetchCooldown, 20*time.Millisecond)
	c.FetchPoll = cmp.Or(c.FetchPoll, 200*time.Millisecond)
	c.DueInterval = cmp.Or(c.DueInterval, time.Second)
	c.RetryBase = cmp.Or(c.RetryBase, 2*time.Second)
	c.RetryMost = cmp.Or(c.RetryMost, 10*time.Minute)
	c.Beat = cmp.Or(c.Beat, 3*time.Second)
	c.Dead = cmp.Or(c.Dead, 15*time.Second)
	c.SoftStop = cmp.Or(c.SoftStop, 20*time.Second)
	c.PeriodicTimeout = cmp.Or(c.PeriodicTimeout, 5*time.Minute)
	c.KeepCompleted = cmp.Or(c.KeepCompleted, time.Hour)
	c.KeepFailed = cmp.Or(c.KeepFailed, 7*24*time.Hour)
	return c
}

func (c Config) check() error {
	if c.Dead < 4*c.Beat {
		return fmt.Errorf("a replica counts as dead after %s, which is less than four beats of %s", c.Dead, c.Beat)
	}
	if c.Workers < 0 {
		return fmt.Errorf("%d workers", c.Workers)
	}
	for name, workers := range c.Queues {
		if workers < 1 || name == DefaultQueue || name == "" {
			return fmt.Errorf("the queue %q with %d workers", name, workers)
		}
	}
	return nil
}

// sideTurns is how many times less often a further queue is polled: a poll costs
// an idle process on SQLite more than all else that it does.
const sideTurns = 5

// rescueMargin is how much longer than any job may run River's own slow rescue
// waits. It is a net below our take-over.
const rescueMargin = time.Minute

// inserterConfig is for the client that only writes jobs down.
func (c Config) inserterConfig(clk clock.Clock, log *slog.Logger) *river.Config {
	conf := &river.Config{
		Logger:      slog.New(atLeast{log.Handler(), slog.LevelWarn}),
		MaxAttempts: c.MaxAttempts,
		// Also here: River tells workers of new jobs at most once per cooldown.
		FetchCooldown: c.FetchCooldown, FetchPollInterval: c.FetchPoll,
	}
	if !isSystem(clk) {
		conf.Test.Time = riverTime{clk}
	}
	return conf
}

// isSystem tells the machine's clock from one that a test moves. With the
// machine's, jobs on PostgreSQL follow the database's clock, so that replicas agree.
func isSystem(clk clock.Clock) bool {
	_, system := clk.(clock.System)
	return system
}

// workerConfig is for the client that works; id is new for each life.
func (c Config) workerConfig(id string, r *Registry, clk clock.Clock, log *slog.Logger) (*river.Config, error) {
	workers, err := newWorkers(r)
	if err != nil {
		return nil, err
	}
	conf := c.inserterConfig(clk, log)
	conf.ID = id
	conf.Workers = workers
	conf.Queues = map[string]river.QueueConfig{DefaultQueue: {MaxWorkers: c.Workers}}
	for name, count := range c.Queues {
		conf.Queues[name] = river.QueueConfig{MaxWorkers: count, FetchPollInterval: sideTurns * c.FetchPoll}
	}
	conf.ErrorHandler = failureLog{log}
	conf.RetryPolicy = backoff{clock: clk, base: c.RetryBase, most: c.RetryMost}
	conf.SoftStopTimeout = c.SoftStop
	conf.RescueStuckJobsAfter = max(3*time.Minute, r.longestTimeout()+rescueMargin)
	conf.CompletedJobRetentionPeriod = c.KeepCompleted
	conf.CancelledJobRetentionPeriod, conf.DiscardedJobRetentionPeriod = c.KeepFailed, c.KeepFailed
	return conf, nil
}
