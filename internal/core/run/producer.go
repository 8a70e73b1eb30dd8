package run

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Producer is what a feature gives for one kind of run.
type Producer interface {
	// Kind is the one kind that it produces.
	Kind() Kind
	// Plan lists the items. It runs in a job and again after a crash, so it must
	// be deterministic as far as it can: items are told apart by their keys. An
	// error that is an *apperror.Error is shown; every error ends the run as
	// failed once its tries are used up.
	Plan(ctx context.Context, r Run) ([]NewItem, error)
	// Do does one item within the engine's item timeout. It must return when its
	// context ends. Effects on the own database belong into Outcome.Apply. After
	// a crash it is called again: an effect on the outside carries a mark that
	// can be found again, and is looked for first.
	Do(ctx context.Context, w *Work) Outcome
}

// Work is one attempt at one item, as its producer sees it.
type Work struct {
	Run     Run
	Item    Item
	Attempt int
	Journal
	Desk
}

// Desk is where an attempt gets what people answered.
type Desk interface {
	// TakeReplies gives what was answered to the fields that the item asked for, by their
	// names, and keeps the values out of log and messages from then on. It gives them
	// once, and once more to another try that follows soon; nil is that nobody answered, or
	// that five minutes have gone by since: of many items that wait for one value the last
	// may come too late. So a producer looks first whether it still needs a value, and
	// asks again for what it does. Replies have a value or a way: what was skipped is done.
	// Errors are the database's.
	TakeReplies(ctx context.Context) (map[string]Reply, error)
}

// Journal is where an attempt tells what it does. It is safe for concurrent use.
type Journal interface {
	// Hide makes the work's log and messages keep these secrets out.
	Hide(secrets ...string)
	// Log adds a line to the run's log. It is readable within 250 ms; after each 200
	// lines the caller waits until they are written. Lines after the end of the
	// attempt are dropped.
	Log(level Level, message string, attrs ...slog.Attr)
}

// Finisher is a Producer that wants to know the end of its runs, in the
// transaction that ends them, whatever the final status.
type Finisher interface {
	Finished(ctx context.Context, tx *sqldb.Tx, r Run) error
}

// Speaker is a Producer with a word of its own for items that failed, such as
// 'could not be checked'. Without one it is 'failed'.
type Speaker interface{ FailedWord() string }

// Paged is a Producer whose runs have a page in the interface: that of the feature,
// where they are started and cancelled.
type Paged interface {
	// Page is the address of the run's page, from the root; empty for none.
	Page(r Run) string
}

// Lane is what items take a place of while they are worked on: an environment, or a
// target that must not be written twice at once. The ceiling that was told last holds
// for every run of the project.
type Lane struct {
	// ID is unique within the project, at most 200 bytes; empty is no lane, in which
	// there is a place for everybody.
	ID string
	// Ceiling is how many items may be worked on at the same time, from 1.
	Ceiling int
}

// NewItem is one thing to do.
type NewItem struct {
	// Key tells the items of a run apart and names the asset between runs.
	Key, Title string
	// Link is where the interface shows the asset; empty for nowhere.
	Link string
	// Params is what Do needs to know: a small JSON document without secrets.
	Params json.RawMessage
	// NotBefore is when the item becomes due; zero means at once.
	NotBefore time.Time
	// NotAfter is when it is too late: then it is skipped with WindowMissed. Zero
	// means never.
	NotAfter time.Time
	// Lane is what the item needs a place in.
	Lane Lane
}

// Outcome is what became of an item.
type Outcome struct {
	// Status is one of succeeded, warned, failed, skipped.
	Status ItemStatus
	// Finding is the verdict of an item that succeeded in judging; empty for all others.
	Finding Finding
	// Reason must be of the closed list, or empty for a success without a bad finding.
	Reason ReasonCode
	// Cause says more exactly what Reason says; zero when there is nothing to add.
	Cause Cause
	// Message is one sentence; it is sanitized and cut to 300 characters. The engine
	// writes it into the log: the producer does not.
	Message string
	// Apply writes the item's effects in the transaction that finishes it: exactly
	// once, and only when this attempt still holds the item. Nil for none.
	Apply func(ctx context.Context, tx *sqldb.Tx) error
	// Ask is what a person has to give before the item can go on; its status is ignored
	// then. The item waits without a worker, for Reason, and is done again when all is
	// answered. What is skipped is skipped, and when nobody answers it fails as
	// password_required.
	Ask []Field
	// Retry asks for another try later instead; on the last try the item fails
	// with Reason (Internal when empty) and Message.
	Retry error
}
