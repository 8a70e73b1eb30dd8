package window_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
)

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func rule(tb testing.TB, zoneName, from, to string) window.Rule {
	tb.Helper()
	start, err := window.ParseTimeOfDay(from)
	if err != nil {
		tb.Fatal(err)
	}
	end, err := window.ParseTimeOfDay(to)
	if err != nil {
		tb.Fatal(err)
	}
	return window.Rule{PolicyID: "policy-1", Days: window.EveryDay, Start: start, End: end, Zone: zone(tb, zoneName)}
}

func names(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("dashboard-%d", i)
	}
	return all
}

func TestOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		zone, from, to, date string
		opens, closes        string
	}{
		"plain day": {"Europe/Berlin", "02:00", "04:00", "2026-11-21", "2026-11-21T01:00:00Z", "2026-11-21T03:00:00Z"},
		"over midnight belongs to the day it starts": {"UTC", "23:30", "00:30", "2026-11-21", "2026-11-21T23:30:00Z", "2026-11-22T00:30:00Z"},
		"to midnight":                                     {"UTC", "18:00", "00:00", "2026-12-31", "2026-12-31T18:00:00Z", "2027-01-01T00:00:00Z"},
		"loses an hour in the middle":                     {"Europe/Berlin", "01:00", "04:00", "2027-03-28", "2027-03-28T00:00:00Z", "2027-03-28T02:00:00Z"},
		"start in the gap moves to the next instant":      {"Europe/Berlin", "02:00", "04:00", "2027-03-28", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"},
		"half past in the gap too":                        {"Europe/Berlin", "02:30", "04:00", "2027-03-28", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"},
		"end in the gap":                                  {"Europe/Berlin", "01:00", "02:30", "2027-03-28", "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z"},
		"whole window in the gap is empty":                {"Europe/Berlin", "02:00", "03:00", "2027-03-28", "2027-03-28T01:00:00Z", "2027-03-28T01:00:00Z"},
		"gains an hour in the middle":                     {"Europe/Berlin", "01:00", "04:00", "2027-10-31", "2027-10-30T23:00:00Z", "2027-10-31T03:00:00Z"},
		"start in the overlap takes the first":            {"Europe/Berlin", "02:30", "04:00", "2027-10-31", "2027-10-31T00:30:00Z", "2027-10-31T03:00:00Z"},
		"end in the overlap takes the second":             {"Europe/Berlin", "01:00", "02:30", "2027-10-31", "2027-10-30T23:00:00Z", "2027-10-31T01:30:00Z"},
		"over midnight with the change on the second day": {"Europe/Berlin", "23:00", "04:00", "2027-03-27", "2027-03-27T22:00:00Z", "2027-03-28T02:00:00Z"},
		"half-hour change, shorter":                       {"Australia/Lord_Howe", "01:00", "03:00", "2026-10-04", "2026-10-03T14:30:00Z", "2026-10-03T16:00:00Z"},
		"half-hour change, longer":                        {"Australia/Lord_Howe", "01:00", "03:00", "2027-04-04", "2027-04-03T14:00:00Z", "2027-04-03T16:30:00Z"},
		"change at midnight":                              {"America/Havana", "00:00", "02:00", "2027-03-14", "2027-03-14T05:00:00Z", "2027-03-14T06:00:00Z"},
		"a day that never was":                            {"Pacific/Apia", "06:00", "07:00", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},
		"quarter-hour zone":                               {"Asia/Kathmandu", "06:00", "07:00", "2026-11-21", "2026-11-21T00:15:00Z", "2026-11-21T01:15:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			date, err := window.ParseDate(c.date)
			if err != nil {
				t.Fatal(err)
			}
			w, ok := rule(t, c.zone, c.from, c.to).On(date)
			got := []string{w.Opens.Format(time.RFC3339), w.Closes.Format(time.RFC3339)}
			if diff := cmp.Diff([]string{c.opens, c.closes}, got); diff != "" || !ok {
				t.Errorf("ok=%v, window (-want +got):\n%s", ok, diff)
			}
		})
	}
}

func TestOnDaysOfTheWeek(t *testing.T) {
	t.Parallel()
	r := rule(t, "UTC", "23:00", "01:00")
	r.Days, _ = window.DaysOf(5) // Friday
	friday, _ := window.ParseDate("2026-11-20")
	if _, ok := r.On(friday); !ok {
		t.Error("no window on Friday")
	}
	if _, ok := r.On(friday.Add(1)); ok {
		t.Error("a window on Saturday, though it started on Friday")
	}
}

func TestSpread(t *testing.T) {
	t.Parallel()
	opens := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	t.Run("sixty dashboards in one hour are a minute apart", func(t *testing.T) {
		t.Parallel()
		slots := window.Spread("p", names(60), opens, opens.Add(time.Hour))
		if len(slots) != 60 || slots[0].At.Sub(opens) >= time.Minute {
			t.Fatalf("%d slots, the first %s after the start", len(slots), slots[0].At.Sub(opens))
		}
		for i := 1; i < len(slots); i++ {
			if gap := slots[i].At.Sub(slots[i-1].At); gap != time.Minute {
				t.Errorf("slot %d is %s after the one before", i, gap)
			}
		}
	})
	t.Run("policies with one window do not all start at once", func(t *testing.T) {
		t.Parallel()
		first := map[time.Time]bool{}
		for i := range 100 {
			first[window.Spread(fmt.Sprint("policy-", i), names(60), opens, opens.Add(time.Hour))[0].At] = true
		}
		if len(first) < 95 {
			t.Errorf("100 policies have only %d different starts", len(first))
		}
	})
	t.Run("an empty span has no slots", func(t *testing.T) {
		t.Parallel()
		if slots := window.Spread("p", names(3), opens, opens); slots != nil {
			t.Errorf("got %v", slots)
		}
	})
	t.Run("a name that comes twice is checked once", func(t *testing.T) {
		t.Parallel()
		if slots := window.Spread("p", []string{"a", "b", "a"}, opens, opens.Add(time.Hour)); len(slots) != 2 {
			t.Errorf("got %v", slots)
		}
	})
}

func TestSpreadProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringN(1, 40, 40).Draw(t, "policy")
		assets := rapid.SliceOfNDistinct(rapid.StringN(1, 12, -1), 1, 300, rapid.ID).Draw(t, "assets")
		from := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "from"), 0).UTC()
		length := time.Duration(rapid.Int64Range(60, 25*3600).Draw(t, "seconds")) * time.Second
		slots := window.Spread(id, assets, from, from.Add(length))

		if len(slots) != len(assets) {
			t.Fatalf("%d slots for %d assets", len(slots), len(assets))
		}
		spacing := window.Spacing(length, len(assets))
		if lead := slots[0].At.Sub(from); lead < 0 || lead > spacing {
			t.Fatalf("first slot %s after the start, spacing %s", lead, spacing)
		}
		for i := 1; i < len(slots); i++ {
			gap := slots[i].At.Sub(slots[i-1].At)
			if gap <= 0 || (gap-spacing).Abs() > time.Microsecond {
				t.Fatalf("gap %s, spacing %s", gap, spacing)
			}
		}
		if last := slots[len(slots)-1].At; !last.Before(from.Add(length)) {
			t.Fatalf("last slot %s is not before the end", last)
		}
		again := window.Spread(id, reversed(assets), from.Add(24*time.Hour), from.Add(24*time.Hour+length))
		for i := range slots {
			if again[i].Asset != slots[i].Asset || again[i].At.Sub(slots[i].At) != 24*time.Hour {
				t.Fatalf("%q moved to another place on the next day", slots[i].Asset)
			}
		}
	})
}

func reversed(in []string) []string {
	out := slices.Clone(in)
	slices.Reverse(out)
	return out
}

func TestOrderKeepsItsPlacesWhenOneLeaves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		assets := rapid.SliceOfNDistinct(rapid.StringN(1, 8, -1), 2, 50, rapid.ID).Draw(t, "assets")
		gone := rapid.SampledFrom(assets).Draw(t, "gone")
		without := func(in []string) []string {
			return slices.DeleteFunc(slices.Clone(in), func(a string) bool { return a == gone })
		}
		if diff := cmp.Diff(without(window.Order("p", assets)), window.Order("p", without(assets))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// manyZones have whole-hour, half-hour and quarter-hour offsets, changes of an
// hour, of half an hour and of a day, at midnight and at other hours.
func manyZones() []string {
	return []string{
		"UTC", "Europe/Berlin", "Europe/Dublin", "Europe/London", "America/New_York", "America/St_Johns",
		"America/Havana", "America/Santiago", "America/Sao_Paulo", "America/Asuncion", "America/Scoresbysund",
		"Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Asia/Beirut",
		"Asia/Gaza", "Asia/Tokyo", "Australia/Lord_Howe", "Australia/Adelaide", "Australia/Eucla", "Pacific/Chatham",
		"Pacific/Apia", "Pacific/Kiritimati", "Pacific/Auckland", "Antarctica/Troll", "Antarctica/Casey",
	}
}

func TestWindowProperties(t *testing.T) {
	t.Parallel()
	zones := map[string]*time.Location{}
	for _, name := range manyZones() {
		zones[name] = zone(t, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		loc := zones[rapid.SampledFrom(manyZones()).Draw(t, "zone")]
		date, start := dayAndStart(t, loc)
		end := window.TimeOfDay(rapid.IntRange(0, 1439).Filter(func(v int) bool { return v != int(start) }).Draw(t, "end"))
		r := window.Rule{PolicyID: "p", Days: window.EveryDay, Start: start, End: end, Zone: loc}

		w, ok := r.On(date)
		if !ok || w.Closes.Before(w.Opens) {
			t.Fatalf("window %v", w)
		}
		checkStart(t, w, r)
		if change := (w.Length() - w.Usual).Abs(); change > 3*time.Hour && w.Length() > 0 && change < 22*time.Hour {
			t.Fatalf("the window of %s is %s long, usually %s", date, w.Length(), w.Usual)
		}
		next, _ := r.On(date.Add(1))
		if next.Opens.Before(w.Opens) {
			t.Fatalf("the next day opens at %s, before %s", next.Opens, w.Opens)
		}
		if w.Usual <= 20*time.Hour && w.Closes.After(next.Opens) && next.Length() > 0 {
			t.Fatalf("%s ends at %s, after the next day's start %s", date, w.Closes, next.Opens)
		}
	})
}

// dayAndStart draws a day and a time: half of them within two hours of a change
// of the clocks, because any other day is a plain one.
func dayAndStart(t *rapid.T, loc *time.Location) (window.Date, window.TimeOfDay) {
	at := time.Unix(rapid.Int64Range(1e9, 22e8).Draw(t, "day"), 0).In(loc)
	_, change := at.ZoneBounds()
	if change.IsZero() || rapid.Bool().Draw(t, "any day") {
		return window.DateOf(at, loc), window.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "start"))
	}
	_, before := change.Add(-time.Second).Zone()
	wall := change.UTC().Add(time.Duration(before)*time.Second +
		time.Duration(rapid.IntRange(-120, 120).Draw(t, "minutes from the change"))*time.Minute)
	return window.DateOf(wall, time.UTC), window.TimeOfDay(wall.Hour()*60 + wall.Minute())
}

// checkStart tells whether the start shows the rule's time on its own day, or,
// where no clock shows that, is the very instant of the jump.
func checkStart(t *rapid.T, w window.Window, r window.Rule) {
	local := w.Opens.In(r.Zone)
	shown := window.TimeOfDay(local.Hour()*60 + local.Minute())
	if shown == r.Start && window.DateOf(w.Opens, r.Zone) == w.Date {
		return
	}
	before := w.Opens.Add(-time.Second).In(r.Zone)
	_, offsetBefore := before.Zone()
	_, offsetAfter := local.Zone()
	if offsetAfter <= offsetBefore {
		t.Fatalf("starts at %s, which neither shows %s nor is a jump forward", local, r.Start)
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	r := rule(t, "Europe/Berlin", "23:00", "02:00")
	at := time.Date(2026, 11, 21, 0, 30, 0, 0, time.UTC) // 01:30 in Berlin: Friday's window is open
	var got []string
	for _, w := range r.Next(at, 3) {
		got = append(got, w.Date.String())
	}
	if diff := cmp.Diff([]string{"2026-11-20", "2026-11-21", "2026-11-22"}, got); diff != "" {
		t.Error(diff)
	}
	r.Days = 0
	if windows := r.Next(at, 3); len(windows) != 0 {
		t.Errorf("a rule without days opens: %v", windows)
	}
}

func TestForecastNeverExceedsTheCeiling(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := window.Ceiling{
			Parallel: rapid.IntRange(1, 6).Draw(t, "parallel"),
			Usual:    time.Duration(rapid.IntRange(1, 120).Draw(t, "usual")) * time.Second,
		}
		opens := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
		closes := opens.Add(20 * time.Minute)
		demands := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) window.Demand {
			return window.Demand{At: opens.Add(time.Duration(rapid.IntRange(0, 1199).Draw(t, "at")) * time.Second), Closes: closes}
		}), 1, 80).Draw(t, "demands")
		window.Forecast(demands, c)
		for _, d := range demands {
			if d.Starts.IsZero() {
				continue
			}
			if d.Starts.Before(d.At) || !d.Starts.Before(d.Closes) {
				t.Fatalf("due %s, starts %s, closes %s", d.At, d.Starts, d.Closes)
			}
			running := 0
			for _, other := range demands {
				if !other.Starts.IsZero() && !other.Starts.After(d.Starts) && other.Starts.Add(c.Usual).After(d.Starts) {
					running++
				}
			}
			if running > c.Parallel {
				t.Fatalf("%d run at %s, the ceiling is %d", running, d.Starts, c.Parallel)
			}
			if justBefore := d.Starts.Add(-1); d.Starts.After(d.At) && runningAt(demands, justBefore, c) < c.Parallel {
				t.Fatalf("one that is due at %s waits until %s though there is room", d.At, d.Starts)
			}
		}
	})
}

func runningAt(demands []window.Demand, at time.Time, c window.Ceiling) int {
	running := 0
	for _, d := range demands {
		if !d.Starts.IsZero() && !d.Starts.After(at) && d.Starts.Add(c.Usual).After(at) {
			running++
		}
	}
	return running
}

func TestPoliciesHaveOrdersOfTheirOwn(t *testing.T) {
	t.Parallel()
	one, other := window.Order("policy-1", names(50)), window.Order("policy-2", names(50))
	if slices.Equal(one, other) || slices.IsSorted(one) {
		t.Error("dashboards are not in the order of the policy's hash")
	}
}

func FuzzParseTimeOfDay(f *testing.F) {
	f.Add("06:00")
	f.Add("24:00")
	f.Fuzz(func(t *testing.T, text string) {
		at, err := window.ParseTimeOfDay(text)
		if err == nil && at.String() != text {
			t.Errorf("%q became %q", text, at)
		}
	})
}

func BenchmarkThousandPoliciesOfFiveHundred(b *testing.B) {
	loc, assets := zone(b, "Europe/Berlin"), names(500)
	date, _ := window.ParseDate("2027-03-28")
	rules := make([]window.Rule, 1000)
	for i := range rules {
		rules[i] = window.Rule{PolicyID: fmt.Sprint("policy-", i), Days: window.EveryDay, Start: 60, End: 300, Zone: loc}
	}
	for b.Loop() {
		for _, r := range rules {
			w, _ := r.On(date)
			if len(window.Spread(r.PolicyID, assets, w.Opens, w.Closes)) != 500 {
				b.Fatal("not all were planned")
			}
		}
	}
}
