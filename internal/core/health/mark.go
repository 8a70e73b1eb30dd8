package health

import "time"

// Mark is how one asset is, as lists of assets show it.
type Mark struct {
	Status Status
	// Summary is one sentence on what is wrong, Brief two or three words.
	Summary, Brief string
	// Since and CheckedAt are zero when it was never checked.
	Since, CheckedAt time.Time
	// Strip are the last outcomes as ShortStrip leaves them, oldest first.
	Strip []Status
}

// shortStrip is how many outcomes lists show.
const shortStrip = 30

// ShortStrip leaves of outcomes, oldest first, the newest that lists show: 30.
func ShortStrip(outcomes []Status) []Status {
	return outcomes[max(0, len(outcomes)-shortStrip):]
}
