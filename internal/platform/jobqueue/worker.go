package jobqueue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// envelope is how every job lies in River's table. Only Key counts for
// uniqueness, besides the kind.
type envelope struct {
	kind string
	Key  string          `json:"key,omitempty" river:"unique"`
	Args json.RawMessage `json:"args"`
}

// Kind is the job's kind.
func (e envelope) Kind() string { return e.kind }

// worker does the jobs of one kind for River.
type worker struct {
	river.WorkerDefaults[envelope]
	handler handler
}

// Timeout is the handler's.
func (w *worker) Timeout(*river.Job[envelope]) time.Duration { return w.handler.timeout }

// givenBack counts, in a job's metadata, the starts that River took back: a stop
// resets its attempt.
const givenBack = "given_back"

// rememberedStarts is how many starts River keeps in attempted_by.
const rememberedStarts = 100

// newStart numbers the start. The list of those who tried only ever grows, even
// when a replica that was taken for dead still writes its outcome; past its end
// the number is put together from what River counts.
func newStart(job *rivertype.JobRow) start {
	attempt := len(job.AttemptedBy)
	if attempt >= rememberedStarts {
		counted := countersOf(job)
		attempt += job.Attempt + counted.GivenBack + counted.Snoozes
	}
	replica := ""
	if tried := len(job.AttemptedBy); tried > 0 {
		replica = job.AttemptedBy[tried-1]
	}
	return start{id: job.ID, attempt: attempt, maxAttempts: attempt + job.MaxAttempts - job.Attempt, replica: replica}
}

// counters are what a job's metadata counts: ours, and River's.
type counters struct {
	GivenBack int `json:"given_back"`
	Snoozes   int `json:"snoozes"`
}

// countersOf reads what can't be read as nothing counted.
func countersOf(job *rivertype.JobRow) (counted counters) {
	_ = json.Unmarshal(job.Metadata, &counted) // River writes it
	return counted
}

// Work does one start of a job.
func (w *worker) Work(ctx context.Context, job *river.Job[envelope]) error {
	err := w.handler.work(ctx, newStart(job.JobRow), job.Args.Args)
	if err == nil || !stopping(ctx) {
		return err
	}
	// Counted before River knows whether it gives the attempt back: a number
	// that is left out does no harm, a repeated one would.
	if failure := river.MetadataSet(ctx, givenBack, countersOf(job.JobRow).GivenBack+1); failure != nil {
		return errors.Join(err, failure)
	}
	return errors.Join(err, context.Canceled) // River gives back only what failed with this
}

// stopping reports whether the context ended because the process stops.
func stopping(ctx context.Context) bool {
	return errors.Is(ctx.Err(), context.Canceled) && !Cancelled(ctx)
}

func newWorkers(r *Registry) (*river.Workers, error) {
	workers := river.NewWorkers()
	// River wants at least one kind; a registry may hold periodic work only.
	river.AddWorkerArgs(workers, envelope{kind: "jobqueue.none"}, &worker{})
	for _, each := range r.handlers {
		river.AddWorkerArgs(workers, envelope{kind: each.kind}, &worker{handler: each})
	}
	return workers, errors.Join(r.faults...)
}

// backoff waits base, then three times as long each time, up to most, with up to
// a fifth more so that jobs that failed together do not return together.
type backoff struct {
	clock      clock.Clock
	base, most time.Duration
}

// NextRetry tells when a failed job starts again.
func (b backoff) NextRetry(job *rivertype.JobRow) time.Time {
	failures := float64(len(job.Errors))
	wait := min(float64(b.base)*math.Pow(3, failures), float64(b.most))
	jitter := wait * 0.2 * rand.Float64() //nolint:gosec // nobody gains by guessing it
	return b.clock.Now().Add(time.Duration(wait + jitter))
}

// failureLog tells about failed starts; River's own lines are below the level
// that we keep.
type failureLog struct{ log *slog.Logger }

// HandleError logs an error that work returned.
func (f failureLog) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	level := slog.LevelWarn
	if job.Attempt >= job.MaxAttempts {
		level = slog.LevelError
	}
	f.log.LogAttrs(ctx, level, "job failed", append(attributes(job), slog.Any("error", err))...)
	return nil
}

// HandlePanic logs a panic of work.
func (f failureLog) HandlePanic(
	ctx context.Context, job *rivertype.JobRow, value any, trace string,
) *river.ErrorHandlerResult {
	f.log.LogAttrs(ctx, slog.LevelError, "job panicked", append(attributes(job),
		slog.String("panic", fmt.Sprint(value)), slog.String("trace", trace))...)
	return nil
}

func attributes(job *rivertype.JobRow) []slog.Attr {
	return []slog.Attr{
		slog.Int64("job_id", job.ID), slog.String("kind", job.Kind),
		slog.Int("attempt", job.Attempt), slog.Int("max_attempts", job.MaxAttempts),
	}
}

// atLeast drops a library's chatter below a level.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled is false below the level.
func (h atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= h.level && h.Handler.Enabled(ctx, level)
}

// riverTime makes River follow a clock that tests set.
type riverTime struct{ clock clock.Clock }

// Now is the clock's.
func (t riverTime) Now() time.Time { return t.clock.Now() }

// NowOrNil is never nil: the database's clock is not asked.
func (t riverTime) NowOrNil() *time.Time {
	now := t.clock.Now()
	return &now
}
