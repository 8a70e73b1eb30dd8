package window

import (
	"fmt"
	"time"
)

// TimeOfDay is a local clock time in minutes after midnight, 0 to 1 439.
type TimeOfDay int

// ParseTimeOfDay reads "HH:MM", 00:00 to 23:59.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	if len(text) != 5 || text[2] != ':' {
		return 0, errTimeOfDay
	}
	hour, okHour := twoDigits(text[:2])
	minute, okMinute := twoDigits(text[3:])
	if !okHour || !okMinute || hour > 23 || minute > 59 {
		return 0, errTimeOfDay
	}
	return TimeOfDay(hour*60 + minute), nil
}

var errTimeOfDay = fmt.Errorf("a time of day has the form HH:MM, from 00:00 to 23:59")

func twoDigits(text string) (int, bool) {
	tens, ones := text[0], text[1]
	if tens < '0' || tens > '9' || ones < '0' || ones > '9' {
		return 0, false
	}
	return int(tens-'0')*10 + int(ones-'0'), true
}

// String gives "HH:MM".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// Days is a set of weekdays, one bit each, Sunday the lowest.
type Days uint8

// EveryDay holds all seven weekdays.
const EveryDay Days = 1<<7 - 1

// DaysOf makes a set of weekdays numbered 0 (Sunday) to 6 (Saturday); ok is
// false when a number is outside of that.
func DaysOf(numbers ...int) (set Days, ok bool) {
	for _, number := range numbers {
		if number < 0 || number > 6 {
			return 0, false
		}
		set |= 1 << number
	}
	return set, true
}

// Has reports whether the weekday is in the set.
func (d Days) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// Numbers lists the set's weekdays, 0 (Sunday) to 6 (Saturday), ascending.
func (d Days) Numbers() []int {
	numbers := make([]int, 0, 7)
	for day := range 7 {
		if d.Has(time.Weekday(day)) {
			numbers = append(numbers, day)
		}
	}
	return numbers
}

// Date is a day of the calendar, without a time or a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the date that clocks in the zone show at an instant.
func DateOf(at time.Time, zone *time.Location) Date {
	year, month, day := at.In(zone).Date()
	return Date{Year: year, Month: month, Day: day}
}

// ParseDate reads "2006-01-02".
func ParseDate(text string) (Date, error) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("a date has the form YYYY-MM-DD")
	}
	return DateOf(at, time.UTC), nil
}

// Add is the date that many days later; days may be negative.
func (d Date) Add(days int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+days, 12, 0, 0, 0, time.UTC), time.UTC)
}

// Weekday is the date's day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Weekday()
}

// String gives "2006-01-02".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// bounds are the first and the last instant at which clocks in the zone show a
// time on a date. Usually they are the same. A time that is shown twice has two;
// one that is skipped has the instant at which the clocks jump over it.
func bounds(date Date, at TimeOfDay, zone *time.Location) (first, last time.Time) {
	wall := time.Date(date.Year, date.Month, date.Day, int(at)/60, int(at)%60, 0, 0, time.UTC)
	guess := time.Date(date.Year, date.Month, date.Day, int(at)/60, int(at)%60, 0, 0, zone)
	from, to := guess.ZoneBounds()
	for _, near := range []time.Time{from.Add(-time.Second), guess, to} {
		shown := wall.Add(-offset(near, zone)).In(zone)
		if near.IsZero() || !sameWall(shown, wall) {
			continue
		}
		if first.IsZero() || shown.Before(first) {
			first = shown
		}
		if shown.After(last) {
			last = shown
		}
	}
	if first.IsZero() {
		jump := jumpOver(wall, from, to, zone)
		return jump.UTC(), jump.UTC()
	}
	return first.UTC(), last.UTC()
}

// jumpOver is whichever of two transitions leaves out the wall time.
func jumpOver(wall, from, to time.Time, zone *time.Location) time.Time {
	for _, jump := range []time.Time{from, to} {
		if jump.IsZero() {
			continue
		}
		before := wall.Add(-offset(jump.Add(-time.Second), zone))
		after := wall.Add(-offset(jump, zone))
		if !before.Before(jump) && after.Before(jump) {
			return jump
		}
	}
	return wall
}

func offset(at time.Time, zone *time.Location) time.Duration {
	_, seconds := at.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

func sameWall(shown, wall time.Time) bool {
	a, b, c := shown.Date()
	x, y, z := wall.Date()
	return a == x && b == y && c == z && shown.Hour() == wall.Hour() && shown.Minute() == wall.Minute() &&
		shown.Second() == wall.Second()
}
