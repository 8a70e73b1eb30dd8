package promparam_test

import (
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

func TestTime_reads_the_forms_of_the_API(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Time{
		"1435781451.781":           time.UnixMilli(1435781451781),
		"1e9":                      time.Unix(1e9, 0),
		"2015-07-01T20:10:51.781Z": time.UnixMilli(1435781451781),
	} {
		got, err := promparam.Time(text)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, end := range []time.Time{promparam.Earliest(), promparam.Latest()} {
		if got, err := promparam.Time(end.Format(time.RFC3339Nano)); err != nil || !got.Equal(end) {
			t.Errorf("%v: %v, %v", end, got, err)
		}
	}
	for _, text := range []string{"", "NaN", "Inf", "-Inf", "1e300", "now", "2015-07-01"} {
		if got, err := promparam.Time(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestDuration_reads_seconds_and_units(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"15": 15 * time.Second, "0.5": 500 * time.Millisecond, "1h30m": 90 * time.Minute, "-1": -time.Second,
	} {
		if got, err := promparam.Duration(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "NaN", "Inf", "1e300", "1 h", "x"} {
		if got, err := promparam.Duration(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestSeconds_is_read_back_as_the_same_instant(t *testing.T) {
	t.Parallel()
	at := time.UnixMilli(1435781451781)
	if got, err := promparam.Time(promparam.Seconds(at)); err != nil || !got.Equal(at) {
		t.Errorf("%v, %v", got, err)
	}
	if got := promparam.Step(1500 * time.Millisecond); got != "1.5" {
		t.Error(got)
	}
}
