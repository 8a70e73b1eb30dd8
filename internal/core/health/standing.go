package health

import "time"

// Standing is how the assets of one environment are.
type Standing struct {
	Counts Counts
	// UsualCheck is the median of the latest checks; zero when there are none.
	UsualCheck time.Duration
	// LastCheckedAt is zero when nothing was checked.
	LastCheckedAt time.Time
	// Trouble says why assets can't be checked; empty when nothing is wrong.
	Trouble string
}
