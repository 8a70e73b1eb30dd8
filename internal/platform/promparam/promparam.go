// Package promparam reads and prints the times and durations of the Prometheus
// HTTP API exactly as Prometheus does, and knows which expressions it takes.
package promparam

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
)

// Earliest is what a missing start means. The figure is Prometheus': it keeps
// conversions to nanoseconds from overflowing.
func Earliest() time.Time { return time.Unix(math.MinInt64/1000+62135596801, 0).UTC() }

// Latest is what a missing end means.
func Latest() time.Time { return time.Unix(math.MaxInt64/1000-62135596801, 999999999).UTC() }

// Time reads seconds since 1970 with decimals, or RFC 3339. The result has
// millisecond precision in the first form.
func Time(text string) (time.Time, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		whole, rest := math.Modf(seconds)
		if math.IsNaN(seconds) || math.Abs(whole) > math.MaxInt64/1000 {
			return time.Time{}, fmt.Errorf("cannot parse %q to a valid timestamp", text)
		}
		rest = math.Round(rest*1000) / 1000
		return time.Unix(int64(whole), int64(rest*float64(time.Second))).UTC(), nil
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at, nil
	}
	// The library reads years of four digits only; these two are the API's ends.
	for _, end := range []time.Time{Earliest(), Latest()} {
		if text == end.Format(time.RFC3339Nano) {
			return end, nil
		}
	}
	return time.Time{}, fmt.Errorf("cannot parse %q to a valid timestamp", text)
}

// Duration reads seconds with decimals, or a duration such as 5m.
func Duration(text string) (time.Duration, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		nanoseconds := seconds * float64(time.Second)
		if math.IsNaN(nanoseconds) || math.Abs(nanoseconds) >= math.MaxInt64 {
			return 0, fmt.Errorf("cannot parse %q to a valid duration. It overflows int64", text)
		}
		return time.Duration(nanoseconds), nil
	}
	if d, err := model.ParseDuration(text); err == nil {
		return time.Duration(d), nil
	}
	return 0, fmt.Errorf("cannot parse %q to a valid duration", text)
}

// Seconds prints an instant as seconds since 1970 with milliseconds.
func Seconds(at time.Time) string {
	return strconv.FormatFloat(float64(at.UnixMilli())/1000, 'f', 3, 64)
}

// Step prints a duration as seconds with as many decimals as it has.
func Step(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64)
}
