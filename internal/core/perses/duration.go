package perses

import (
	"regexp"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

const day = 24 * time.Hour

// longestDuration is the longest default range of a dashboard.
const longestDuration = 10 * 366 * day

var durationForm = regexp.MustCompile(
	`^(?:(\d{1,6})y)?(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?(?:(\d{1,9})ms)?$`)

// ParseDuration reads a duration in the form of Perses and Prometheus: 30s, 1h30m, 7d.
func ParseDuration(text string) (time.Duration, bool) {
	parts := durationForm.FindStringSubmatch(text)
	if text == "" || parts == nil {
		return 0, false
	}
	units := []time.Duration{365 * day, 7 * day, day, time.Hour, time.Minute, time.Second, time.Millisecond}
	var total time.Duration
	for i, unit := range units {
		count, _ := strconv.ParseInt("0"+parts[i+1], 10, 64)
		if total += time.Duration(count) * unit; total > longestDuration || total < 0 ||
			time.Duration(count) > longestDuration/unit {
			return 0, false
		}
	}
	return total, true
}

// duration checks a duration; the empty text means the default.
func duration() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.String) || value.Text() == "" {
			return
		}
		if _, ok := ParseDuration(value.Text()); !ok {
			f.Fault(path, "must be a duration such as 30s, 1h or 7d, at most 10 years")
		}
	}
}

// span checks a positive duration, which may be a variable.
func span() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if value.Is(jsonstrict.String) && hasVariable(value.Text()) {
			return
		}
		duration()(f, path, value)
	}
}

// refreshInterval checks how often a dashboard asks again: nothing and 0s mean the default.
func refreshInterval() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.String) || value.Text() == "" {
			return
		}
		interval, ok := ParseDuration(value.Text())
		if !ok || interval != 0 && (interval < 5*time.Second || interval > 300*time.Second) {
			f.Fault(path, "must be a duration between 5s and 300s, such as 15s, or 0s for the default")
		}
	}
}
