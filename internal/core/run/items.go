package run

import (
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const maxItems = 100_000

// CheckItems reports whether a run may have these items. Kinds: too_large; internal for a
// mistake of the producer.
func CheckItems(items []NewItem) error {
	if len(items) > maxItems {
		return apperror.New(apperror.TooLarge, "A run may have %d items; this would be %d. Choose fewer", maxItems, len(items))
	}
	for _, item := range items {
		if item.Key == "" || len(item.Key) > 500 {
			return apperror.New(apperror.Internal, "An item has no key, or one that is too long")
		}
		if lane := item.Lane; len(lane.ID) > 200 || lane.ID != "" && lane.Ceiling < 1 {
			return apperror.New(apperror.Internal, "An item has a lane without places, or one with too long a name")
		}
	}
	return nil
}

// Ceilings are the lanes of items and how many places each has.
func Ceilings(items []NewItem) map[string]int {
	ceilings := map[string]int{}
	for _, item := range items {
		if item.Lane.ID != "" {
			ceilings[item.Lane.ID] = item.Lane.Ceiling
		}
	}
	return ceilings
}

// Spacing is how far apart the items are that have an end: the time from the first
// beginning to the last end, in equal parts.
func Spacing(items []NewItem) time.Duration {
	var from, to time.Time
	count := 0
	for _, item := range items {
		if item.NotBefore.IsZero() || item.NotAfter.IsZero() {
			continue
		}
		count++
		if from.IsZero() || item.NotBefore.Before(from) {
			from = item.NotBefore
		}
		if item.NotAfter.After(to) {
			to = item.NotAfter
		}
	}
	if count == 0 {
		return 0
	}
	return to.Sub(from) / time.Duration(count)
}
