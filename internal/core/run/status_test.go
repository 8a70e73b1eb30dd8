package run

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTheEndTellsEveryOutcome(t *testing.T) {
	t.Parallel()
	for want, counts := range map[string]Counts{
		"0 succeeded": {},
		"49 succeeded, 16 with warnings, 5 failed, 1 skipped": {Succeeded: 49, Warned: 16, Failed: 5, Skipped: 1},
	} {
		if got := counts.Words("failed"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTransitionTable(t *testing.T) {
	t.Parallel()
	want := map[Status][]Status{
		"":                 {Queued},
		Queued:             {Running, Cancelled},
		Running:            {AwaitingInput, Succeeded, PartiallySucceeded, Failed, Cancelled},
		AwaitingInput:      {Running, Failed, Cancelled},
		Succeeded:          nil,
		PartiallySucceeded: nil,
		Failed:             nil,
		Cancelled:          nil,
	}
	for from, allowed := range want {
		for _, to := range append(Statuses(), "", "other") {
			if got := from.CanBecome(to); got != slices.Contains(allowed, to) {
				t.Errorf("%q can become %q = %v", from, to, got)
			}
		}
	}
}

func TestEveryRunEndsAndStaysEnded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		status := Queued
		for range 50 {
			wanted := rapid.SampledFrom(Statuses()).Draw(t, "to")
			if status.Terminal() && status.CanBecome(wanted) {
				t.Fatalf("%s is an end, but can become %s", status, wanted)
			}
			if wanted == Queued && status.CanBecome(wanted) {
				t.Fatalf("%s can become queued", status)
			}
			if status.CanBecome(wanted) {
				status = wanted
			}
		}
		if status.Active() == status.Terminal() {
			t.Fatalf("%s is both active and ended, or neither", status)
		}
	})
}

func TestEveryStatusHasALabel(t *testing.T) {
	t.Parallel()
	seen := map[string]Status{}
	for _, status := range Statuses() {
		if other, taken := seen[status.Label()]; taken || status.Label() == "" {
			t.Errorf("label %q of %q and %q", status.Label(), status, other)
		}
		seen[status.Label()] = status
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		counts Counts
		want   Status
	}{
		"nothing to do":                 {Counts{}, Succeeded},
		"all succeeded":                 {Counts{Succeeded: 3}, Succeeded},
		"a warning counts as succeeded": {Counts{Warned: 1}, Succeeded},
		"skipped ones don't matter":     {Counts{Skipped: 2}, Succeeded},
		"some failed":                   {Counts{Succeeded: 1, Failed: 2}, PartiallySucceeded},
		"warned and failed":             {Counts{Warned: 1, Failed: 2}, PartiallySucceeded},
		"all failed":                    {Counts{Failed: 2}, Failed},
		"failed and skipped":            {Counts{Failed: 1, Skipped: 9}, Failed},
	} {
		if got := test.counts.Verdict(); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func TestReasonsAreForPeople(t *testing.T) {
	t.Parallel()
	seen := map[ReasonCode]bool{}
	for _, reason := range Reasons() {
		if seen[reason.Code] || reason.Sentence == "" || reason.NextAction == "" {
			t.Errorf("reason %+v", reason)
		}
		seen[reason.Code] = true
		if !reason.Code.Known() {
			t.Errorf("%s is not known", reason.Code)
		}
	}
	if ReasonCode("oops").Known() {
		t.Error("an unknown code is known")
	}
}
