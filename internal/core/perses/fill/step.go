package fill

import (
	"slices"
	"time"
)

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// even is a step that reads well, and under which length it stands for it.
type even struct{ under, step time.Duration }

// evenSteps are those of the charts (Perses' roundStepInterval), from a second on:
// nothing is asked at a finer step.
func evenSteps() []even {
	const second, minute, hour = time.Second, time.Minute, time.Hour
	return []even{
		{1500 * time.Millisecond, second},
		{3500 * time.Millisecond, 2 * second},
		{7500 * time.Millisecond, 5 * second},
		{12500 * time.Millisecond, 10 * second},
		{17500 * time.Millisecond, 15 * second},
		{25 * second, 20 * second},
		{45 * second, 30 * second},
		{90 * second, minute},
		{210 * second, 2 * minute},
		{450 * second, 5 * minute},
		{750 * second, 10 * minute},
		{25 * minute, 20 * minute},
		{45 * minute, 30 * minute},
		{90 * minute, hour},
		{150 * minute, 2 * hour},
		{270 * minute, 3 * hour},
		{9 * hour, 6 * hour},
		{day, 12 * hour},
		{week, day},
		{3 * week, week},
	}
}

// evenStep rounds a step as the charts do.
func evenStep(step time.Duration) time.Duration {
	steps := evenSteps()
	at := slices.IndexFunc(steps, func(e even) bool { return step < e.under })
	if at < 0 {
		return 30 * day
	}
	return steps[at].step
}
