package main

import (
	"strings"
	"testing"
)

// told is what the summary says at its end about these events.
func told(t *testing.T, ci bool, events ...string) (string, *summary) {
	t.Helper()
	var out strings.Builder
	s := newSummary(&out, ci)
	if err := s.read(strings.NewReader(strings.Join(events, "\n"))); err != nil {
		t.Fatal(err)
	}
	s.end()
	return out.String(), s
}

func skipped(test, said string) []string {
	return []string{
		`{"Action":"output","Package":"p","Test":"` + test + `","Output":"=== RUN   ` + test + `\n"}`,
		`{"Action":"output","Package":"p","Test":"` + test + `","Output":"    shared.go:49: ` + said + `\n"}`,
		`{"Action":"output","Package":"p","Test":"` + test + `","Output":"--- SKIP: ` + test + ` (0.00s)\n"}`,
		`{"Action":"skip","Package":"p","Test":"` + test + `"}`,
	}
}

func TestSkippedTestsAreListedWithTheirReasons(t *testing.T) {
	t.Parallel()
	events := append(skipped("TestA", "not there: ../shared"), skipped("TestB", "not there: ../shared")...)
	events = append(events, skipped("TestC", "no PostgreSQL: really")...)
	events = append(events, `{"Action":"pass","Package":"p","Test":"TestD"}`)
	text, s := told(t, false, events...)
	for _, want := range []string{
		"skip  p TestC: no PostgreSQL: really\n",
		"not there: ../shared (2 tests did not run)\ngo: 1 passed, 0 failed, 3 skipped\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it says\n%swithout %q", text, want)
		}
	}
	if s.failed != 0 {
		t.Errorf("%d failed", s.failed)
	}
}

func TestInCIASkippedTestHasFailed(t *testing.T) {
	t.Parallel()
	for said, fails := range map[string]bool{
		"not there: ../shared": true, "PostgreSQL server binaries are missing": true,
		"on SQLite there is one writer: they can't meet": false,
	} {
		text, s := told(t, true, skipped("TestA", said)...)
		if (s.failed == 1) != fails || strings.Contains(text, "FAIL  p TestA") != fails || !strings.Contains(text, said) {
			t.Errorf("%s: %d failed\n%s", said, s.failed, text)
		}
	}
}

func TestFailuresAreToldWithTheirOutput(t *testing.T) {
	t.Parallel()
	text, s := told(t, true,
		`{"Action":"output","Package":"p","Test":"TestA","Output":"want 1\n"}`, `{"Action":"fail","Package":"p","Test":"TestA"}`,
		`{"Action":"fail","Package":"p"}`,
		`{"Action":"output","Package":"q","Output":"does not build\n"}`, `{"Action":"fail","Package":"q"}`, "no JSON")
	for _, want := range []string{"FAIL  p TestA\nwant 1\n", "FAIL  q, outside of its tests\ndoes not build\n", "no JSON\n", "2 failed"} {
		if !strings.Contains(text, want) {
			t.Errorf("it says\n%swithout %q", text, want)
		}
	}
	if s.failed != 2 {
		t.Errorf("%d failed", s.failed)
	}
}
