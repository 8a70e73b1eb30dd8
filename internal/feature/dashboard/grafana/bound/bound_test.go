package bound_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func TestTheFirstErrorOfAWatchStands(t *testing.T) {
	t.Parallel()
	gone, large := errors.New("gone"), errors.New("large")
	waiting := true
	watch := bound.NewWatch(func() error {
		if waiting {
			return nil
		}
		return gone
	})
	if watch.Stops() || !watch.GoesOn() || watch.Ended() != nil {
		t.Fatal("a watch ended while somebody waits")
	}
	watch.End(large)
	waiting = false
	if watch.GoesOn() || !watch.Stops() || !errors.Is(watch.Ended(), large) {
		t.Errorf("it ended with %v", watch.Ended())
	}
	if free := bound.NewWatch(nil); free.Stops() || !free.GoesOn() {
		t.Error("a watch that nobody ends ended")
	}
}

// A loop asks after some hundred steps at the latest, not at each one.
func TestAWatchAsksNowAndThen(t *testing.T) {
	t.Parallel()
	asked, steps := 0, 0
	watch := bound.NewWatch(func() error {
		if asked++; asked == 3 {
			return errors.New("gone")
		}
		return nil
	})
	for watch.GoesOn() {
		steps++
	}
	if steps < 100 || steps > 5000 {
		t.Errorf("it asked three times within %d steps", steps)
	}
}

// What is told by two parts of a document at once ends with the work that it is, and
// without an error: the dashboard stands, and the report says what is missing.
func TestMatchingEndsWhenItIsTooMuch(t *testing.T) {
	t.Parallel()
	watch := bound.NewWatch(nil)
	pattern := watch.Pattern("/" + strings.Repeat("a", 1000) + "/")
	if pattern == nil || !watch.Matches(pattern, strings.Repeat("a", 1000)) {
		t.Fatal("a pattern between slashes does not match")
	}
	rounds := 0
	for ; watch.Matches(pattern, strings.Repeat("a", 1000)); rounds++ {
		if rounds > 1000 {
			t.Fatal("there is no end")
		}
	}
	if !watch.Exhausted() || watch.Ended() != nil || watch.Pattern("a") != nil {
		t.Errorf("exhausted: %v, %v", watch.Exhausted(), watch.Ended())
	}
}

func TestPatternsThatAreNoneAreNil(t *testing.T) {
	t.Parallel()
	watch := bound.NewWatch(nil)
	for _, written := range []string{
		"(", "[z-a]", strings.Repeat("a", 2001), "(((a{100}){100}){100})", "a{1001}", "((a{1000}){9})", "(?<=a)b", "/(/",
	} {
		if watch.Pattern(written) != nil {
			t.Errorf("%.30s is a pattern", written)
		}
	}
	for _, written := range []string{"", "/", "//", "/CPU .*/", "a{1000}", "Zürich|東京"} {
		if watch.Pattern(written) == nil {
			t.Errorf("%s is no pattern", written)
		}
	}
}

func TestWeightIsTheValuesAndTheBytesOfATree(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bound.Weight{
		`null`: {Values: 1}, `"é"`: {Values: 1, Bytes: 2}, `12.5`: {Values: 1, Bytes: 4},
		`{"a":[1,"bc"],"d":{}}`: {Values: 5, Bytes: 5},
	} {
		value, err := jsonstrict.JSON([]byte(text), perses.Limits())
		if err != nil {
			t.Fatal(err)
		}
		if got := bound.WeightOf(value); got != want {
			t.Errorf("%s weighs %+v, want %+v", text, got, want)
		}
	}
	most := bound.MostWeight()
	if most.Above(most) || !most.Plus(bound.Weight{Values: 1}).Above(most) || !most.Plus(bound.Weight{Bytes: 1}).Above(most) {
		t.Error("the most that may be is not the bound")
	}
}
