package jobqueue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Args are what a job is about: a small struct that JSON keeps, without secrets.
// Kind names the sort of job, the same for every value of the type.
type Args interface{ Kind() string }

// Job is one start of a job.
type Job[A Args] struct {
	ID int64
	// Attempt counts the starts of this job, from 1, and never repeats: also
	// starts after a crash, a snooze or a stop count.
	Attempt int
	// MaxAttempts is the Attempt after which a failure is final. Snoozes and
	// stops raise it, because they use no try up.
	MaxAttempts int
	// Replica is the process life that does this start. What a job holds beside the
	// queue is noted under it, so that WhenDead can free it.
	Replica string
	Args    A
}

// Registry holds what a process can do. Fill it before New; it is not safe for
// concurrent use.
type Registry struct {
	handlers []handler
	periodic []periodic
	holdings []holding
	kinds    map[string]bool
	faults   []error
}

type handler struct {
	kind    string
	timeout time.Duration
	work    func(ctx context.Context, start start, args json.RawMessage) error
}

// start is a Job without its arguments.
type start struct {
	id                   int64
	attempt, maxAttempts int
	replica              string
}

type periodic struct {
	name     string
	interval time.Duration
	work     func(ctx context.Context) error
}

// holding is what jobs hold beside the queue.
type holding struct {
	name string
	free func(ctx context.Context, tx *sqldb.Tx, replicas []string) error
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry { return &Registry{kinds: map[string]bool{}} }

// Handle says how to do the jobs of a kind. The context ends at the timeout,
// when the job is cancelled, and when the process stops. An error makes the job
// try again later, until MaxAttempts; see also Snooze and Discard.
func Handle[A Args](r *Registry, timeout time.Duration, work func(ctx context.Context, job Job[A]) error) {
	var zero A
	r.add(handler{
		kind: zero.Kind(), timeout: timeout,
		work: func(ctx context.Context, start start, raw json.RawMessage) error {
			job := Job[A]{ID: start.id, Attempt: start.attempt, MaxAttempts: start.maxAttempts, Replica: start.replica}
			if err := json.Unmarshal(raw, &job.Args); err != nil {
				return Discard(fmt.Errorf("read the arguments of job %d: %w", start.id, err))
			}
			return work(ctx, job)
		},
	})
}

func (r *Registry) add(h handler) {
	switch {
	case h.kind == "":
		r.faults = append(r.faults, errors.New("a job kind has no name"))
	case r.kinds[h.kind]:
		r.faults = append(r.faults, fmt.Errorf("the job kind %q has two handlers", h.kind))
	case h.timeout <= 0:
		r.faults = append(r.faults, fmt.Errorf("the job kind %q has no timeout", h.kind))
	}
	r.kinds[h.kind] = true
	r.handlers = append(r.handlers, h)
}

// Every calls work again and again, at most once per interval, on one replica at
// a time; when that one dies another goes on. Calls can be late or left out, so
// work looks at what is due. An error is logged.
func (r *Registry) Every(name string, interval time.Duration, work func(ctx context.Context) error) {
	for _, other := range r.periodic {
		if other.name == name {
			r.faults = append(r.faults, fmt.Errorf("the periodic work %q is there twice", name))
		}
	}
	if name == "" || interval <= 0 || work == nil {
		r.faults = append(r.faults, fmt.Errorf("the periodic work %q needs a name, an interval and work", name))
	}
	r.periodic = append(r.periodic, periodic{name: name, interval: interval, work: work})
}

// WhenDead registers how to free what jobs hold beside the queue, such as a place
// under a ceiling: free is called with the lives that are dead, before anybody
// works at the start, and later when another replica dies. It may be called
// again with the same lives, and on several replicas at once.
func (r *Registry) WhenDead(name string, free func(ctx context.Context, tx *sqldb.Tx, replicas []string) error) {
	r.holdings = append(r.holdings, holding{name, free})
}

// Snooze is returned by work. It starts the job again after the wait. It uses no try up.
func Snooze(wait time.Duration) error { return river.JobSnooze(max(wait, 0)) }

// Discard is returned by work. It ends the job for good: trying again cannot help.
func Discard(err error) error { return river.JobCancel(err) }

// Cancelled reports whether the context of a job ended because of Queue.Cancel,
// and not because of the timeout or a stop.
func Cancelled(ctx context.Context) bool {
	_, cancelled := errors.AsType[*rivertype.JobCancelError](context.Cause(ctx))
	return cancelled
}

// longestTimeout is the longest that any job may run.
func (r *Registry) longestTimeout() time.Duration {
	var longest time.Duration
	for _, each := range r.handlers {
		longest = max(longest, each.timeout)
	}
	return longest
}
