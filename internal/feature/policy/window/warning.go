package window

import (
	"fmt"
	"strings"
	"time"
)

// Warning is something to know before a policy is saved. None of them refuses.
type Warning struct {
	Code  Code
	Title string
	Text  string
}

// Code says what a warning is about. The set is closed.
type Code string

// The warnings.
const (
	// NoWindow: the rule never opens in the next 400 days.
	NoWindow Code = "no_window"
	// NoAssets: no dashboard matches now.
	NoAssets Code = "empty"
	// Tight: checks are due faster than the environment bears; they start late.
	Tight Code = "tight"
	// WontFit: some checks are expected not to start before the window closes.
	WontFit Code = "does_not_fit"
	// Overlap: other policies check the same environment at the same time.
	Overlap Code = "overlap"
	// ShortDay: the clocks jump forward within one of the coming windows.
	ShortDay Code = "short_day"
	// LongDay: the clocks go back within one of the coming windows.
	LongDay Code = "long_day"
)

func warnings(mine Policy, others []Policy, p Preview, now time.Time) []Warning {
	if len(p.Windows) == 0 {
		return []Warning{{
			Code: NoWindow, Title: "The window never opens",
			Text: "None of the next 400 days is among the days of the week.",
		}}
	}
	if len(mine.Assets) == 0 {
		return []Warning{{
			Code: NoAssets, Title: "No dashboard matches now",
			Text: "Nothing is checked until one does.",
		}}
	}
	var found []Warning
	next := p.Windows[0]
	if next.Tight || next.Strained() {
		found = append(found, strainWarning(next, p.Buckets, p.Ceiling, mine.Rule.Zone))
	}
	if names := overlapping(others, next.Window); len(names) > 0 {
		found = append(found, overlapWarning(names))
	}
	if w, ok := changedWindow(mine.Rule, now); ok {
		found = append(found, clockWarning(w, mine, p.Ceiling))
	}
	return found
}

func strainWarning(o Outlook, buckets []Bucket, c Ceiling, zone *time.Location) Warning {
	most := float64(time.Minute) / float64(max(1, o.Spacing))
	for _, b := range buckets {
		most = max(most, b.Mine+b.Others)
	}
	strain := o.Strain
	from, to := strain.From, strain.To
	if from.IsZero() {
		from, to = o.First, o.Last
	}
	w := Warning{
		Code:  Tight,
		Title: fmt.Sprintf("Tight from %s to %s", clock(from, zone), clock(to, zone)),
		Text:  fmt.Sprintf("%.1f checks a minute are planned, the ceiling is %.1f.", most, c.PerMinute()),
	}
	if o.Late > 0 {
		w.Text += fmt.Sprintf(" %s late, the last by %s.", count(o.Late, "check starts", "checks start"), span(o.WorstDelay))
	}
	if o.Missed == 0 {
		w.Text += " All start inside the window."
		return w
	}
	w.Code = WontFit
	w.Title = fmt.Sprintf("%s not fit into the window", count(o.Missed, "check does", "checks do"))
	w.Text += " What has not started when the window closes is skipped: make the window longer or split the dashboards."
	return w
}

func overlapping(others []Policy, w Window) []string {
	var names []string
	for _, other := range others {
		for _, its := range other.Rule.Between(w.Opens.Add(-26*time.Hour), w.Closes) {
			if its.Closes.After(w.Opens) && len(other.Assets) > 0 {
				names = append(names, other.Name)
				break
			}
		}
	}
	return names
}

func overlapWarning(names []string) Warning {
	shown := names[:min(3, len(names))]
	text := "At the same time: " + strings.Join(shown, ", ")
	if more := len(names) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return Warning{
		Code: Overlap, Text: text + ". The environment's ceiling holds for all of them together.",
		Title: "Shares its window with " + count(len(names), "other policy", "other policies"),
	}
}

// clockHorizon is how far ahead a change of the clocks is told: a bit more
// than half a year, so that the next one is always in it.
const clockHorizon = 200

func changedWindow(rule Rule, now time.Time) (Window, bool) {
	date := DateOf(now, rule.Zone)
	for range clockHorizon {
		if w, ok := rule.On(date); ok && w.Length() != w.Usual && w.Closes.After(now) {
			return w, true
		}
		date = date.Add(1)
	}
	return Window{}, false
}

func clockWarning(w Window, mine Policy, c Ceiling) Warning {
	zone := mine.Rule.Zone
	warning := Warning{Code: ShortDay, Title: changeTitle(w, zone)}
	if w.Length() > w.Usual {
		warning.Code = LongDay
	}
	if w.Length() <= 0 {
		warning.Text = "The clocks jump over the whole window: nothing is checked on that day."
		return warning
	}
	total := len(Order(mine.Rule.PolicyID, mine.Assets))
	spacing := Spacing(w.Length(), total)
	warning.Text = fmt.Sprintf("The clocks change. The window is %s to %s, %s long: %s, one every %s.",
		clock(w.Opens, zone), clock(w.Closes, zone), span(w.Length()), count(total, "check", "checks"), span(spacing))
	if spacing < c.Floor() {
		warning.Text += " Tight."
	}
	return warning
}

// changeTitle names the hour that is missing or comes twice.
func changeTitle(w Window, zone *time.Location) string {
	day := w.Opens.In(zone).Format("Mon 2 Jan 2006")
	from, to := w.Opens.In(zone).ZoneBounds()
	for _, change := range []time.Time{from, to} {
		if change.IsZero() || change.Before(w.Opens) || change.After(w.Closes) {
			continue
		}
		before := wallClock(change, offset(change.Add(-time.Second), zone))
		after := wallClock(change, offset(change, zone))
		if offset(change, zone) > offset(change.Add(-time.Second), zone) {
			return fmt.Sprintf("%s has no %s to %s", day, before, after)
		}
		return fmt.Sprintf("%s has %s to %s twice", day, after, before)
	}
	return fmt.Sprintf("On %s the clocks change", day)
}

func wallClock(at time.Time, offset time.Duration) string {
	return at.UTC().Add(offset).Format("15:04")
}

func clock(at time.Time, zone *time.Location) string { return at.In(zone).Format("15:04") }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// span writes a duration for people, in its two largest units.
func span(d time.Duration) string {
	d = d.Round(time.Second)
	hours, minutes, seconds := int(d/time.Hour), int(d/time.Minute)%60, int(d/time.Second)%60
	var parts []string
	for _, part := range []struct {
		n    int
		unit string
	}{{hours, "h"}, {minutes, "min"}, {seconds, "s"}} {
		if part.n > 0 && len(parts) < 2 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.unit))
		}
	}
	if len(parts) == 0 {
		return "under 1 s"
	}
	return strings.Join(parts, " ")
}
