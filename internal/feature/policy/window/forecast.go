package window

import (
	"slices"
	"time"
)

// Ceiling is what an environment bears.
type Ceiling struct {
	// Parallel is how many checks run at the same time, at least 1.
	Parallel int
	// Usual is how long one check usually takes.
	Usual time.Duration
}

// Floor is the smallest spacing that the environment keeps up with.
func (c Ceiling) Floor() time.Duration { return c.Usual / time.Duration(max(1, c.Parallel)) }

// PerMinute is how many checks a minute the environment finishes; zero when
// the usual duration is not known.
func (c Ceiling) PerMinute() float64 {
	if c.Usual <= 0 {
		return 0
	}
	return float64(max(1, c.Parallel)) * float64(time.Minute) / float64(c.Usual)
}

// Demand is one check that is due, of any policy on the environment.
type Demand struct {
	// Mine marks the checks of the policy that is looked at.
	Mine bool
	At   time.Time
	// Closes is the end of the demand's window: it never starts at or after it.
	Closes time.Time
	// Starts is when the ceiling is expected to let it start; zero when it is
	// expected to miss its window. Forecast sets it.
	Starts time.Time
}

// Forecast sorts the demands by time and tells for each when it is expected to
// start: first come, first served, never more than the ceiling at a time.
func Forecast(demands []Demand, c Ceiling) {
	slices.SortStableFunc(demands, func(a, b Demand) int { return a.At.Compare(b.At) })
	free := make([]time.Time, max(1, c.Parallel))
	for i := range demands {
		first := 0
		for j := range free {
			if free[j].Before(free[first]) {
				first = j
			}
		}
		starts := demands[i].At
		if free[first].After(starts) {
			starts = free[first]
		}
		demands[i].Starts = time.Time{}
		if starts.Before(demands[i].Closes) {
			demands[i].Starts = starts
			free[first] = starts.Add(c.Usual)
		}
	}
}

// Strain is what a forecast says about one policy's checks in one window.
type Strain struct {
	// Late counts checks that are expected to wait for longer than one usual check.
	Late int
	// WorstDelay is the longest expected wait.
	WorstDelay time.Duration
	// Missed counts checks that are expected not to start before the window closes.
	Missed int
	// From and To are when the first and the last late or missed check are due.
	From, To time.Time
}

// Strained reports whether any check is expected to be late or missed.
func (s Strain) Strained() bool { return s.Late+s.Missed > 0 }

// StrainOf sums up the policy's own checks in a forecast.
func StrainOf(demands []Demand, c Ceiling) Strain {
	var s Strain
	for _, d := range demands {
		if !d.Mine {
			continue
		}
		delay := d.Starts.Sub(d.At)
		switch {
		case d.Starts.IsZero():
			s.Missed++
		case delay > max(c.Usual, time.Second):
			s.Late++
		default:
			continue
		}
		if s.From.IsZero() {
			s.From = d.At
		}
		s.To = d.At
		s.WorstDelay = max(s.WorstDelay, delay)
	}
	return s
}
