package run

import (
	"fmt"
	"slices"
)

// Status is where a run is in its life.
type Status string

// The statuses of a run.
const (
	Queued             Status = "queued"
	Running            Status = "running"
	AwaitingInput      Status = "awaiting_input"
	Succeeded          Status = "succeeded"
	PartiallySucceeded Status = "partially_succeeded"
	Failed             Status = "failed"
	Cancelled          Status = "cancelled"
)

// Statuses lists every status in the order of a run's life.
func Statuses() []Status {
	return []Status{Queued, Running, AwaitingInput, Succeeded, PartiallySucceeded, Failed, Cancelled}
}

// next is the transition table: every change that is possible, and no other.
func (s Status) next() []Status {
	switch s {
	case "":
		return []Status{Queued}
	case Queued:
		return []Status{Running, Cancelled}
	case Running:
		return []Status{AwaitingInput, Succeeded, PartiallySucceeded, Failed, Cancelled}
	case AwaitingInput:
		return []Status{Running, Failed, Cancelled}
	default:
		return nil
	}
}

// CanBecome reports whether a run may go from one status to another. The empty
// status is that of a run that does not exist yet.
func (s Status) CanBecome(to Status) bool { return slices.Contains(s.next(), to) }

// ActiveStatuses are those of runs that have not ended. All SQL that asks for them
// takes them from here; the partial unique index run_active_key says the same, and a
// test compares the two.
func ActiveStatuses() []Status { return []Status{Queued, Running, AwaitingInput} }

// UnplannedStatuses are those of runs whose items may still have to be listed, as
// the index run_unplanned has them.
func UnplannedStatuses() []Status { return []Status{Queued, Running} }

// Active reports whether the run has not ended.
func (s Status) Active() bool { return slices.Contains(ActiveStatuses(), s) }

// Terminal reports whether the run has ended.
func (s Status) Terminal() bool { return s.Valid() && !s.Active() }

// Valid reports whether the status is one of the seven.
func (s Status) Valid() bool { return slices.Contains(Statuses(), s) }

// Label is the status in the words of the interface.
func (s Status) Label() string {
	switch s {
	case Queued:
		return "Queued"
	case Running:
		return "Running"
	case AwaitingInput:
		return "Needs input"
	case Succeeded:
		return "Succeeded"
	case PartiallySucceeded:
		return "Partly succeeded"
	case Failed:
		return "Failed"
	case Cancelled:
		return "Cancelled"
	default:
		return ""
	}
}

// ItemStatus is where an item is in its life.
type ItemStatus string

// The statuses of an item.
const (
	ItemQueued  ItemStatus = "queued"
	ItemRunning ItemStatus = "running"
	// ItemAwaiting waits for the answer of a person.
	ItemAwaiting  ItemStatus = "awaiting_input"
	ItemSucceeded ItemStatus = "succeeded"
	ItemWarned    ItemStatus = "warned"
	ItemFailed    ItemStatus = "failed"
	ItemSkipped   ItemStatus = "skipped"
)

// ItemStatuses lists every status of an item: what needs somebody first.
func ItemStatuses() []ItemStatus {
	return []ItemStatus{ItemAwaiting, ItemFailed, ItemWarned, ItemRunning, ItemQueued, ItemSucceeded, ItemSkipped}
}

// Valid reports whether the status is one of the seven.
func (s ItemStatus) Valid() bool { return slices.Contains(ItemStatuses(), s) }

// OpenItemStatuses are those of items that have no outcome yet, as the index
// run_item_waiting has them.
func OpenItemStatuses() []ItemStatus { return []ItemStatus{ItemQueued, ItemRunning, ItemAwaiting} }

// Finished reports whether the item has its outcome.
func (s ItemStatus) Finished() bool { return s.Valid() && !slices.Contains(OpenItemStatuses(), s) }

// Counts are the outcomes of a run's items.
type Counts struct {
	Total, Succeeded, Warned, Failed, Skipped int
}

// Done is how many items have their outcome.
func (c Counts) Done() int { return c.Succeeded + c.Warned + c.Failed + c.Skipped }

// With gives the counts after one more item has ended.
func (c Counts) With(status ItemStatus) Counts {
	switch status {
	case ItemSucceeded:
		c.Succeeded++
	case ItemWarned:
		c.Warned++
	case ItemFailed:
		c.Failed++
	case ItemSkipped:
		c.Skipped++
	case ItemQueued, ItemRunning, ItemAwaiting:
	}
	return c
}

// Words tells the outcomes: '49 succeeded, 16 with warnings, 5 failed'. What
// nothing came to is left out, but for what succeeded.
func (c Counts) Words(failed string) string {
	words := fmt.Sprintf("%d succeeded", c.Succeeded)
	for _, part := range []struct {
		count int
		word  string
	}{{c.Warned, "with warnings"}, {c.Failed, failed}, {c.Skipped, "skipped"}} {
		if part.count > 0 {
			words += fmt.Sprintf(", %d %s", part.count, part.word)
		}
	}
	return words
}

// Verdict is the final status that the outcomes make. A warned item counts as
// succeeded, a skipped one as neither.
func (c Counts) Verdict() Status {
	good := c.Succeeded + c.Warned
	switch {
	case c.Failed > 0 && good > 0:
		return PartiallySucceeded
	case c.Failed > 0:
		return Failed
	default:
		return Succeeded
	}
}
