package window

import "time"

// Rule says when a policy's windows are. Start and End are never equal.
type Rule struct {
	// PolicyID sets the place of the first slot and the order of dashboards.
	PolicyID   string
	Days       Days
	Start, End TimeOfDay
	Zone       *time.Location
}

// Window is one execution window: [Opens, Closes), in UTC.
type Window struct {
	// Date is the local day on which the window starts.
	Date   Date
	Opens  time.Time
	Closes time.Time
	// Usual is how long the window is on a day without a clock change.
	Usual time.Duration
}

// Length is how long the window really is. It is zero on a day whose clocks
// jump over the whole of it.
func (w Window) Length() time.Duration { return w.Closes.Sub(w.Opens) }

// Contains reports whether the instant is in [Opens, Closes).
func (w Window) Contains(at time.Time) bool { return !at.Before(w.Opens) && at.Before(w.Closes) }

// UsualLength is how long a window is on a day without a clock change.
func (r Rule) UsualLength() time.Duration {
	minutes := int(r.End - r.Start)
	if minutes <= 0 {
		minutes += 24 * 60
	}
	return time.Duration(minutes) * time.Minute
}

// On is the window that starts on a date; ok is false when the date's weekday
// is not among the rule's.
func (r Rule) On(date Date) (w Window, ok bool) {
	if !r.Days.Has(date.Weekday()) {
		return Window{}, false
	}
	end := date
	if r.End <= r.Start {
		end = date.Add(1)
	}
	opens, _ := bounds(date, r.Start, r.Zone)
	_, closes := bounds(end, r.End, r.Zone)
	return Window{Date: date, Opens: opens, Closes: closes, Usual: r.UsualLength()}, true
}

// Next lists up to n windows that close after an instant, in order of time. A
// window that is open at the instant comes first. It looks at most 400 days
// ahead, and gives none when the rule has no weekday.
func (r Rule) Next(after time.Time, n int) []Window {
	var found []Window
	date := DateOf(after, r.Zone).Add(-2)
	for range 400 {
		if w, ok := r.On(date); ok && w.Closes.After(after) {
			found = append(found, w)
		}
		if len(found) >= n {
			break
		}
		date = date.Add(1)
	}
	return found[:min(n, len(found))]
}

// Between lists the windows that open in [from, to), in order of time.
func (r Rule) Between(from, to time.Time) []Window {
	var found []Window
	last := DateOf(to, r.Zone).Add(1)
	for date := DateOf(from, r.Zone).Add(-1); date != last; date = date.Add(1) {
		w, ok := r.On(date)
		if ok && !w.Opens.Before(from) && w.Opens.Before(to) {
			found = append(found, w)
		}
	}
	return found
}
