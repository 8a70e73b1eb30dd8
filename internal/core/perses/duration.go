package perses

import (
	"regexp"
	"strconv"
	"time"
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
