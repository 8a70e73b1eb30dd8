package run

import (
	"encoding/json"
	"time"
)

// Kind is what a run does: an action on a resource, such as dashboard.validate.
type Kind struct{ Resource, Action string }

// String is the kind as the API writes it: resource.action.
func (k Kind) String() string { return k.Resource + "." + k.Action }

// Trigger is what made the run start.
type Trigger string

// The triggers.
const (
	Manual   Trigger = "manual"
	Schedule Trigger = "schedule"
	API      Trigger = "api"
	Operator Trigger = "operator"
)

// Valid reports whether the trigger is one of the four.
func (t Trigger) Valid() bool {
	return t == Manual || t == Schedule || t == API || t == Operator
}

// InitiatorKind says what sort of somebody started a run.
type InitiatorKind string

// The kinds of initiators.
const (
	ByUser   InitiatorKind = "user"
	ByPolicy InitiatorKind = "policy"
	BySystem InitiatorKind = "system"
)

// Initiator is who started a run. ID is empty for the system.
type Initiator struct {
	Kind     InitiatorKind
	ID, Name string
}

// Request asks for a run.
type Request struct {
	Kind  Kind
	Title string
	// Trigger is Manual when empty.
	Trigger Trigger
	// Initiator is the scope's principal when its kind is empty.
	Initiator Initiator
	// Target says what the run works on: a small JSON object without times and
	// secrets. With project and kind it is what identical starts have in common.
	// Arrays of plain strings in it count as sets.
	Target json.RawMessage
	// Parent is the run that this one belongs to; empty for none.
	Parent string
}

// Run is the record of one long operation. Times that have not come are zero.
type Run struct {
	ID, Project string
	Kind        Kind
	Title       string
	Status      Status
	Trigger     Trigger
	Initiator   Initiator
	// Target is what the run works on, in its normal form; nil in lists.
	Target json.RawMessage
	// Key is the de-duplication key.
	Key    string
	Counts Counts
	// Findings count the verdicts of the items that judged something.
	Findings     Findings
	InputRequest json.RawMessage
	Reason       ReasonCode
	Message      string
	CreatedAt    time.Time
	StartedAt    time.Time
	FinishedAt   time.Time
	HeartbeatAt  time.Time
	Parent       string
	// Joined is how many identical starts were answered with this run.
	Joined int
	// LastLogSeq is the sequence of the newest log line; 0 when there is none.
	LastLogSeq int64
	// FirstErrorSeq is the sequence of the first ERROR line; 0 when there is none.
	FirstErrorSeq int64
	// Planned reports whether all its items are known.
	Planned bool
}

// Progress is the share of items that have ended, from 0 to 1; false when the
// number of items is not known yet.
func (r Run) Progress() (float64, bool) {
	switch {
	case r.Counts.Total > 0:
		return float64(r.Counts.Done()) / float64(r.Counts.Total), true
	case r.Status.Terminal():
		return 1, true
	default:
		return 0, false
	}
}

// Item is one asset's outcome inside a run. Times that have not come are zero.
type Item struct {
	RunID string
	// Seq is the item's number in the run, from 1.
	Seq              int
	Key, Title, Link string
	Params           json.RawMessage
	Status           ItemStatus
	// Finding is the verdict of an item that succeeded in judging.
	Finding Finding
	Reason  ReasonCode
	// Cause is what refines the reason.
	Cause   Cause
	Message string
	// Attempt is how often the item was claimed.
	Attempt int
	// DueAt is when the item may start.
	DueAt time.Time
	// NotAfter is when it is too late for the item; zero for never.
	NotAfter              time.Time
	StartedAt, FinishedAt time.Time
	// FirstLogSeq is the sequence of the item's first log line; 0 when it has none.
	FirstLogSeq int64
}

// Duration is how long the last attempt took; 0 while it has not ended.
func (i Item) Duration() time.Duration {
	if i.StartedAt.IsZero() || i.FinishedAt.IsZero() {
		return 0
	}
	return i.FinishedAt.Sub(i.StartedAt)
}

// Transition is one change of a run's status.
type Transition struct {
	Status Status
	At     time.Time
	Reason ReasonCode
}
