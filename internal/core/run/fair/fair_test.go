package fair_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/core/run/fair"
)

// world gives places as the engine does, to runs that always have more to do.
type world struct {
	turn     int64
	projects map[string]int64
	runs     []fair.Candidate
}

func (w *world) come(name, project string, byHand bool) {
	w.runs = append(w.runs, fair.Candidate{
		Run: name, Project: project, ByHand: byHand, Served: w.turn - fair.Newcomer, Due: time.Unix(0, 0),
	})
}

// give gives one place and tells who got it.
func (w *world) give() fair.Candidate {
	for i := range w.runs {
		w.runs[i].ProjectServed = w.projects[w.runs[i].Project]
	}
	next, passed := fair.Next(w.runs)
	w.turn++
	if passed >= 0 {
		w.runs[passed].Passed++
	}
	w.runs[next].Served, w.runs[next].Passed = w.turn, 0
	if w.runs[next].ByHand {
		w.projects[w.runs[next].Project] = w.turn
	}
	return w.runs[next]
}

func newWorld() *world { return &world{projects: map[string]int64{}} }

func TestANewRunGetsTheNextPlace(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.come("big", "shop", true)
	for range 100 {
		w.give()
	}
	w.come("small", "shop", true)
	if got := w.give(); got.Run != "small" {
		t.Errorf("the place goes to %s", got.Run)
	}
}

func TestScheduledRunsGetEveryFourthPlaceAndNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.come("by hand", "shop", true)
	w.come("night 1", "shop", false)
	w.come("night 2", "shop", false)
	order := ""
	for range 12 {
		order += map[bool]string{true: "h", false: "s"}[w.give().ByHand]
	}
	if order != "hhhshhhshhhs" {
		t.Errorf("order %s", order)
	}
}

func TestWhatIsSoonTooLateGoesFirst(t *testing.T) {
	t.Parallel()
	next, passed := fair.Next([]fair.Candidate{{Run: "a", ByHand: true}, {Run: "b", Urgent: true, Served: 9}})
	if next != 1 || passed != -1 {
		t.Errorf("next %d, passed over %d", next, passed)
	}
}

func TestProjectsTakeTurns(t *testing.T) {
	t.Parallel()
	w := newWorld()
	for n := range 20 {
		w.come(fmt.Sprintf("crowd %d", n), "crowded", true)
	}
	w.come("alone", "quiet", true)
	got := map[string]int{}
	for range 40 {
		got[w.give().Project]++
	}
	if got["quiet"] != 20 {
		t.Errorf("places %v", got)
	}
}

func TestAFloodOfNewRunsStarvesNobody(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.come("old", "shop", true)
	w.give()
	since := 0
	for n := range 1000 {
		w.come(fmt.Sprintf("new %d", n), "shop", true)
		got := w.give().Run
		if since++; got == "old" {
			since = 0
			continue
		}
		w.runs = slices.DeleteFunc(w.runs, func(c fair.Candidate) bool { return c.Run == got }) // it had one item
		if since > 2*fair.Newcomer {
			t.Fatalf("%d new runs went before an old one", since)
		}
	}
}

// Nobody starves: whoever waits gets a place after a number of places that depends
// on who else is there, and not on how much they have to do.
func TestEverybodyGetsAPlace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		count := rapid.IntRange(1, 12).Draw(t, "runs")
		for n := range count {
			project := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "project")
			w.come(fmt.Sprintf("run %02d", n), project, rapid.Bool().Draw(t, "by hand"))
		}
		waited := map[string]int{}
		for range 400 {
			got := w.give().Run
			for _, run := range w.runs {
				waited[run.Run]++
			}
			waited[got] = 0
			for run, places := range waited {
				if most := 4*3*count + 4; places > most {
					t.Fatalf("%s waits for %d places beside %d runs", run, places, count)
				}
			}
		}
	})
}
