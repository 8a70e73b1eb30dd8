package runhub

import (
	"context"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/keyset"
)

const (
	defaultPage  = 50
	maxPage      = 200
	defaultLines = 200
	maxLines     = 1000
	maxMatches   = 10_000
	maxChildren  = 50
	defaultMarks = 300
	maxMarks     = 1000
	// defaultRange is what the summary looks back, in defaultBuckets steps.
	defaultRange   = 24 * time.Hour
	defaultBuckets = 96
	maxBuckets     = 200
)

// Service answers questions about runs.
type Service struct {
	reader *read.Reader
	clock  clock.Clock
	page   func(run.Run) string
}

// NewService makes the service. Page tells where in the interface a run's feature
// shows it; nil or "" when it does not.
func NewService(reader *read.Reader, clk clock.Clock, page func(run.Run) string) *Service {
	if page == nil {
		page = func(run.Run) string { return "" }
	}
	return &Service{reader: reader, clock: clk, page: page}
}

// List gives a page of runs, newest first, and the cursor of the next page; empty
// after the last. Zero is the default limit. Kind of error: invalid.
func (s *Service) List(
	ctx context.Context, scope access.Scope, f read.Filter, cursor string, limit int,
) (runs []run.Run, next string, err error) {
	if !f.From.IsZero() && !f.To.IsZero() && !f.From.Before(f.To) {
		return nil, "", apperror.InvalidField("to", "must be after from")
	}
	var after read.Cursor
	if cursor != "" {
		if after.At, after.ID, err = keyset.Decode(cursor); err != nil {
			return nil, "", err
		}
	}
	page, err := s.reader.List(ctx, scope, f, after, within(limit, defaultPage, maxPage))
	if err != nil {
		return nil, "", err
	}
	if page.Next != nil {
		next = keyset.Encode(page.Next.At, page.Next.ID)
	}
	return page.Runs, next, nil
}

func within(asked, normal, most int) int {
	if asked <= 0 {
		return normal
	}
	return min(asked, most)
}

// Summary is how the runs of a project stand.
type Summary struct {
	// Now counts the runs that have not ended, whenever they were made.
	Now read.Tally
	// Range counts the runs that were made within the range.
	Range read.Tally
	// Strip are the same in steps; each begins at At.
	Strip []Bucket
}

// Bucket is one step of the strip.
type Bucket struct {
	At    time.Time
	Tally read.Tally
}

// Summary counts the runs of a range: the last day when it is zero. Kind of
// error: invalid.
func (s *Service) Summary(ctx context.Context, scope access.Scope, from, to time.Time, buckets int) (Summary, error) {
	if to.IsZero() {
		to = s.clock.Now()
	}
	if from.IsZero() {
		from = to.Add(-defaultRange)
	}
	from, to = from.UTC().Truncate(time.Second), to.UTC().Add(time.Second).Truncate(time.Second)
	buckets = within(buckets, defaultBuckets, maxBuckets)
	if !from.Before(to) || to.Sub(from) > 366*24*time.Hour {
		return Summary{}, apperror.InvalidField("from", "must be before to, by at most a year")
	}
	now, err := s.reader.Active(ctx, scope)
	if err != nil {
		return Summary{}, err
	}
	tallies, err := s.reader.Strip(ctx, scope, from, to, buckets)
	if err != nil {
		return Summary{}, err
	}
	summary := Summary{Now: now, Range: read.Tally{}}
	step := max(to.Sub(from)/time.Duration(buckets), time.Second).Truncate(time.Second) // as the reader counts
	for i, tally := range tallies {
		summary.Strip = append(summary.Strip, Bucket{At: from.Add(step * time.Duration(i)), Tally: tally})
		for status, count := range tally {
			summary.Range[status] += count
		}
	}
	return summary, nil
}

// Detail is one run with what belongs to it.
type Detail struct {
	Run         run.Run
	Transitions []run.Transition
	Reasons     []read.ReasonGroup
	// NextDue is when the next waiting item may start; zero when none waits.
	NextDue  time.Time
	Parent   *run.Run
	Children []run.Run
}

// Get gives one run. Kind of error: not_found.
func (s *Service) Get(ctx context.Context, scope access.Scope, id string) (d Detail, err error) {
	if d.Run, err = s.reader.Get(ctx, scope, id); err != nil {
		return Detail{}, err
	}
	if d.Transitions, err = s.reader.Transitions(ctx, scope, id); err != nil {
		return Detail{}, err
	}
	if d.Reasons, err = s.reader.ReasonGroups(ctx, scope, id); err != nil {
		return Detail{}, err
	}
	if d.Run.Status.Active() {
		if d.NextDue, err = s.reader.NextDue(ctx, scope, id); err != nil {
			return Detail{}, err
		}
	}
	if d.Children, err = s.reader.Children(ctx, scope, id, maxChildren); err != nil {
		return Detail{}, err
	}
	d.Parent, err = s.parent(ctx, scope, d.Run.Parent)
	return d, err
}

// parent is nil when there is none, or none any more.
func (s *Service) parent(ctx context.Context, scope access.Scope, id string) (*run.Run, error) {
	if id == "" {
		return nil, nil
	}
	parent, err := s.reader.Get(ctx, scope, id)
	if apperror.Is(err, apperror.NotFound) {
		return nil, nil
	}
	return &parent, err
}

// Items gives a page of a run's items, the worst first, with the cursor of the next
// page; empty after the last. Kinds of error: not_found, invalid.
func (s *Service) Items(
	ctx context.Context, scope access.Scope, id string, f read.ItemFilter, cursor string, limit int,
) (page read.ItemPage, next string, err error) {
	var after read.ItemCursor
	if cursor != "" {
		if after, err = decodeItemCursor(cursor); err != nil {
			return read.ItemPage{}, "", err
		}
	}
	if _, err = s.reader.Get(ctx, scope, id); err != nil {
		return read.ItemPage{}, "", err
	}
	page, err = s.reader.Items(ctx, scope, id, f, after, within(limit, defaultPage, maxPage))
	if err == nil && page.Next != nil {
		next = keyset.EncodeStrings("item", strconv.Itoa(page.Next.Rank), strconv.Itoa(page.Next.Seq))
	}
	return page, next, err
}

func decodeItemCursor(cursor string) (read.ItemCursor, error) {
	values, err := keyset.DecodeStrings(cursor, 3)
	if err != nil {
		return read.ItemCursor{}, err
	}
	rank, errRank := strconv.Atoi(values[1])
	seq, errSeq := strconv.Atoi(values[2])
	after := read.ItemCursor{Rank: rank, Seq: seq}
	if errRank != nil || errSeq != nil || values[0] != "item" || strconv.Itoa(rank) != values[1] ||
		strconv.Itoa(seq) != values[2] || !after.Valid() {
		return read.ItemCursor{}, apperror.InvalidField("cursor", "This is not a cursor that this list gave").
			WithCode("invalid_cursor")
	}
	return after, nil
}

// Strip gives all items of a run as marks in the order in which they are due, and
// the run as it was just before. Kind of error: not_found.
func (s *Service) Strip(ctx context.Context, scope access.Scope, id string, marks int) (run.Run, []read.Mark, error) {
	found, err := s.reader.Get(ctx, scope, id)
	if err != nil {
		return run.Run{}, nil, err
	}
	strip, err := s.reader.ItemMarks(ctx, scope, id, within(marks, defaultMarks, maxMarks))
	return found, strip, err
}

// Lines gives lines of a run's log, in ascending order, and the run as it was
// just before. Kind of error: not_found.
func (s *Service) Lines(
	ctx context.Context, scope access.Scope, id string, f read.LineFilter, limit int,
) (run.Run, []run.Line, error) {
	found, err := s.reader.Get(ctx, scope, id) // before the lines: when it has ended, they are all there
	if err != nil {
		return run.Run{}, nil, err
	}
	lines, err := s.reader.Lines(ctx, scope, id, f, within(limit, defaultLines, maxLines))
	return found, lines, err
}

// Search finds a text in a run's whole log: how many lines have it, and the first
// sequences. Kind of error: not_found.
func (s *Service) Search(ctx context.Context, scope access.Scope, id string, f read.LineFilter) (int, []int64, error) {
	if _, err := s.reader.Get(ctx, scope, id); err != nil {
		return 0, nil, err
	}
	f.After, f.Before = nil, nil
	return s.reader.Matches(ctx, scope, id, f, maxMatches)
}
