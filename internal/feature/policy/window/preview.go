package window

import (
	"slices"
	"time"
)

// Policy is what the planner needs of a policy.
type Policy struct {
	Name   string
	Rule   Rule
	Assets []string
}

// Outlook is what is expected of one window.
type Outlook struct {
	Window
	// From is where the slots begin: Opens, or later when the window is open already.
	From    time.Time
	Checks  int
	Spacing time.Duration
	// First and Last are the first and the last slot; zero when there are none.
	First, Last time.Time
	// Tight says that the spacing is under the environment's floor.
	Tight bool
	Strain
}

// Preview is what a policy will do, before it is saved.
type Preview struct {
	Ceiling Ceiling
	// Windows are the next windows, the one in the chart first.
	Windows []Outlook
	// BucketWidth is the width of each bar of the chart.
	BucketWidth time.Duration
	Buckets     []Bucket
	Warnings    []Warning
}

// Bucket is one bar of the chart: checks that are due within [At, At+width),
// as checks a minute.
type Bucket struct {
	At     time.Time
	Mine   float64
	Others float64
	// Over is the part of Mine and Others above the ceiling.
	Over float64
}

// Look plans the next n windows of a policy after an instant, together with all
// other policies of its environment. There are no windows when the rule never
// opens.
func Look(mine Policy, others []Policy, c Ceiling, now time.Time, n int) Preview {
	p := Preview{Ceiling: c}
	var first []Demand
	for i, w := range mine.Rule.Next(now, n) {
		outlook, demands := look(mine, others, c, w, now)
		p.Windows = append(p.Windows, outlook)
		if i == 0 {
			first = demands
		}
	}
	if len(p.Windows) > 0 {
		p.BucketWidth, p.Buckets = density(p.Windows[0], first, c)
	}
	p.Warnings = warnings(mine, others, p, now)
	return p
}

func look(mine Policy, others []Policy, c Ceiling, w Window, now time.Time) (Outlook, []Demand) {
	from := w.Opens
	if now.After(from) {
		from = now
	}
	slots := Spread(mine.Rule.PolicyID, mine.Assets, from, w.Closes)
	o := Outlook{Window: w, From: from, Checks: len(slots), Spacing: Spacing(w.Closes.Sub(from), len(slots))}
	if len(slots) > 0 {
		o.First, o.Last = slots[0].At, slots[len(slots)-1].At
		o.Tight = o.Spacing < c.Floor()
	}
	demands := make([]Demand, 0, len(slots))
	for _, slot := range slots {
		demands = append(demands, Demand{Mine: true, At: slot.At, Closes: w.Closes})
	}
	for _, other := range others {
		demands = append(demands, demandsOf(other, w)...)
	}
	Forecast(demands, c)
	o.Strain = StrainOf(demands, c)
	return o, demands
}

// demandsOf are another policy's checks in its windows that overlap w, or that
// end shortly before it: their backlog may reach into it.
func demandsOf(other Policy, w Window) []Demand {
	var demands []Demand
	for _, its := range other.Rule.Between(w.Opens.Add(-26*time.Hour), w.Closes.Add(chartPad)) {
		if its.Closes.Before(w.Opens.Add(-chartPad)) {
			continue
		}
		for _, slot := range Spread(other.Rule.PolicyID, other.Assets, its.Opens, its.Closes) {
			demands = append(demands, Demand{At: slot.At, Closes: its.Closes})
		}
	}
	return demands
}

// chartPad is how much time the chart shows before and after the window, at most.
const chartPad = 30 * time.Minute

// mostBuckets is how many bars the chart has, at most.
const mostBuckets = 96

func density(o Outlook, demands []Demand, c Ceiling) (time.Duration, []Bucket) {
	pad := min(chartPad, (o.Length() / 4).Round(time.Minute))
	from, to := o.Opens.Add(-pad), o.Closes.Add(pad)
	width := bucketWidth(to.Sub(from), o.Spacing)
	from = from.Truncate(width)
	count := int((to.Sub(from) + width - 1) / width)
	buckets := make([]Bucket, count)
	for i := range buckets {
		buckets[i].At = from.Add(time.Duration(i) * width)
	}
	share := float64(time.Minute) / float64(width)
	for _, d := range demands {
		i := int(d.At.Sub(from) / width)
		switch {
		case d.At.Before(from) || i >= count:
		case d.Mine:
			buckets[i].Mine += share
		default:
			buckets[i].Others += share
		}
	}
	for i := range buckets {
		buckets[i].Over = max(0, buckets[i].Mine+buckets[i].Others-c.PerMinute())
	}
	return width, buckets
}

// bucketWidth is the finest width that keeps the chart small and holds a few
// checks in each bar, so that a steady policy looks steady.
func bucketWidth(span, spacing time.Duration) time.Duration {
	const minute = time.Minute
	widths := []time.Duration{
		minute, 2 * minute, 3 * minute, 5 * minute, 10 * minute, 15 * minute, 20 * minute, 30 * minute, time.Hour,
	}
	i := slices.IndexFunc(widths, func(width time.Duration) bool {
		return span <= mostBuckets*width && width >= 3*spacing
	})
	if i < 0 {
		return time.Hour
	}
	return widths[i]
}
