package window_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
)

func codes(p window.Preview) []string {
	var all []string
	for _, w := range p.Warnings {
		all = append(all, string(w.Code))
	}
	return all
}

func warning(t *testing.T, p window.Preview, code window.Code) window.Warning {
	t.Helper()
	for _, w := range p.Warnings {
		if w.Code == code {
			return w
		}
	}
	t.Fatalf("no warning %s among %v", code, p.Warnings)
	return window.Warning{}
}

func TestLook(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 8, 42, 0, 0, time.UTC)
	ceiling := window.Ceiling{Parallel: 2, Usual: 28 * time.Second}

	t.Run("a quiet policy has no warning but the next clock change", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Name: "Night", Rule: rule(t, "Europe/Berlin", "02:00", "04:00"), Assets: names(60)}
		p := window.Look(mine, nil, ceiling, now, 4)
		if diff := cmp.Diff([]string{"short_day"}, codes(p)); diff != "" {
			t.Error(diff)
		}
		if len(p.Windows) != 4 || p.Windows[0].Checks != 60 || p.Windows[0].Spacing != 2*time.Minute {
			t.Errorf("windows %+v", p.Windows)
		}
		if title := warning(t, p, window.ShortDay).Title; title != "Sun 28 Mar 2027 has no 02:00 to 03:00" {
			t.Errorf("title %q", title)
		}
	})
	t.Run("a day that gains an hour says which comes twice", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Rule: rule(t, "Europe/Berlin", "02:00", "04:00"), Assets: names(60)}
		p := window.Look(mine, nil, ceiling, time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC), 1)
		w := warning(t, p, window.LongDay)
		if w.Title != "Sun 31 Oct 2027 has 02:00 to 03:00 twice" || !strings.Contains(w.Text, "3 h long") {
			t.Errorf("%q %q", w.Title, w.Text)
		}
	})
	t.Run("with another policy the ceiling is passed for a while", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Rule: rule(t, "Europe/Berlin", "02:00", "04:00"), Assets: names(214)}
		other := window.Policy{Name: "Finance", Rule: rule(t, "Europe/Berlin", "03:00", "03:15"), Assets: names(55)}
		other.Rule.PolicyID = "policy-2"
		p := window.Look(mine, []window.Policy{other}, ceiling, now, 1)
		tight := warning(t, p, window.Tight)
		if !strings.HasPrefix(tight.Title, "Tight from 03:0") || !strings.Contains(tight.Text, "the ceiling is 4.3") {
			t.Errorf("%q %q", tight.Title, tight.Text)
		}
		over := 0
		for _, b := range p.Buckets {
			if b.Over > 0 {
				over++
			}
		}
		if over == 0 || p.Windows[0].Late == 0 || p.Windows[0].Missed != 0 {
			t.Errorf("%d bars over the ceiling, strain %+v", over, p.Windows[0].Strain)
		}
		if text := warning(t, p, window.Overlap).Text; !strings.Contains(text, "Finance") {
			t.Errorf("overlap %q", text)
		}
	})
	t.Run("what cannot fit is said", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Rule: rule(t, "UTC", "02:00", "02:10"), Assets: names(500)}
		p := window.Look(mine, nil, ceiling, now, 1)
		warning(t, p, window.WontFit)
		if got := p.Windows[0]; got.Missed == 0 || !got.Tight || got.Missed >= 500 {
			t.Errorf("outlook %+v", got)
		}
	})
	t.Run("a window inside the gap says that nothing is checked", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Rule: rule(t, "Europe/Berlin", "02:00", "03:00"), Assets: names(3)}
		w := warning(t, window.Look(mine, nil, ceiling, now, 1), window.ShortDay)
		if !strings.Contains(w.Text, "nothing is checked") {
			t.Errorf("%+v", w)
		}
	})
	t.Run("an open window is planned from now on", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Rule: rule(t, "UTC", "08:00", "09:00"), Assets: names(6)}
		p := window.Look(mine, nil, ceiling, now, 2)
		if got := p.Windows[0]; got.First.Before(now) || got.Spacing != 3*time.Minute {
			t.Errorf("outlook %+v", got)
		}
	})
	t.Run("no days and no dashboards are warnings", func(t *testing.T) {
		t.Parallel()
		mine := window.Policy{Rule: rule(t, "UTC", "08:00", "09:00")}
		warning(t, window.Look(mine, nil, ceiling, now, 1), window.NoAssets)
		mine.Rule.Days = 0
		warning(t, window.Look(mine, nil, ceiling, now, 1), window.NoWindow)
	})
}

func TestLookCountsEveryCheckOnceInItsChart(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 8, 42, 0, 0, time.UTC)
	for _, size := range []int{1, 7, 60, 999} {
		mine := window.Policy{Rule: rule(t, "Asia/Kathmandu", "22:00", "05:00"), Assets: names(size)}
		p := window.Look(mine, nil, window.Ceiling{Parallel: 4, Usual: time.Second}, now, 1)
		total := 0.0
		for _, b := range p.Buckets {
			total += b.Mine * p.BucketWidth.Minutes()
		}
		if math.Abs(total-float64(size)) > 1e-6 || len(p.Buckets) > 97 {
			t.Errorf("%d checks: the chart has %.3f in %d bars", size, total, len(p.Buckets))
		}
	}
}
