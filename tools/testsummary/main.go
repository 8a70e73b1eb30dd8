// Command testsummary reads `go test -json` from standard input, prints the
// output of what failed, and ends with what was skipped and why, and one line:
// "go: N passed, N failed, N skipped".
//
// Where CI=true a skipped test has failed, but for reasons that hold on every
// machine: what CI must have and has not has proved nothing.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

type event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Elapsed float64
}

type skip struct{ test, reason string }

type summary struct {
	out                     io.Writer
	ci                      bool
	passed, failed, skipped int
	skips                   []skip
	output                  map[string][]string
	broken                  map[string]bool
	// tail is the latest output of each package, for failures outside of a test.
	tail map[string][]string
}

const (
	tailLines = 80
	// notShared is the reason that internal/testkit/shared gives.
	notShared = "not there: ../shared"
)

// everywhere begin the reasons for a skip that no machine can mend.
var everywhere = []string{"on SQLite there is one writer"}

func main() {
	result := newSummary(os.Stdout, os.Getenv("CI") == "true")
	if err := result.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testsummary:", err)
		os.Exit(2)
	}
	if result.end(); result.failed > 0 {
		os.Exit(1)
	}
}

func newSummary(out io.Writer, ci bool) *summary {
	return &summary{out: out, ci: ci, output: map[string][]string{}, broken: map[string]bool{}, tail: map[string][]string{}}
}

func (s *summary) read(from io.Reader) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 1<<20), 64<<20)
	for lines.Scan() {
		var found event
		if err := json.Unmarshal(lines.Bytes(), &found); err != nil {
			s.print("%s\n", lines.Text())
			continue
		}
		s.take(found)
	}
	return lines.Err()
}

func (s *summary) print(format string, args ...any) { _, _ = fmt.Fprintf(s.out, format, args...) }

func (s *summary) take(found event) {
	key := found.Package + " " + found.Test
	switch found.Action {
	case "output", "build-output":
		s.output[key] = append(s.output[key], found.Output)
		last := append(s.tail[found.Package], found.Output)
		s.tail[found.Package] = last[max(0, len(last)-tailLines):]
	case "pass":
		if found.Test != "" {
			s.passed++
		} else {
			s.print("ok    %-70s %6.1fs\n", found.Package, found.Elapsed)
		}
		delete(s.output, key)
	case "skip":
		if found.Test != "" {
			s.skipped++
			s.skips = append(s.skips, skip{key, reason(s.output[key])})
		}
		delete(s.output, key)
	case "fail", "build-fail":
		s.fail(found, key)
	}
}

// reason is what a skipped test said last, without where it said it.
func reason(output []string) string {
	for _, line := range slices.Backward(output) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "---") || strings.HasPrefix(line, "===") {
			continue
		}
		if _, said, found := strings.Cut(line, ".go:"); found {
			_, line, _ = strings.Cut(said, ": ")
		}
		return line
	}
	return "no reason"
}

func (s *summary) fail(found event, key string) {
	if found.Test != "" {
		s.failed++
		s.broken[found.Package] = true
		s.print("FAIL  %s\n%s", key, strings.Join(s.output[key], ""))
		return
	}
	// A package that fails without a failing test did not build, or its main failed.
	if !s.broken[found.Package] {
		s.failed++
		s.print("FAIL  %s, outside of its tests\n%s", found.Package, strings.Join(s.tail[found.Package], ""))
	}
}

// end prints what was skipped and the sum.
func (s *summary) end() {
	missing := 0
	for _, each := range s.skips {
		if each.reason == notShared {
			missing++
		}
		if s.ci && !acceptable(each.reason) {
			s.failed++
			s.print("FAIL  %s\n      was skipped, and CI must run it: %s\n", each.test, each.reason)
		} else if each.reason != notShared {
			s.print("skip  %s: %s\n", each.test, each.reason)
		}
	}
	if missing > 0 {
		s.print("%s (%d tests did not run)\n", notShared, missing)
	}
	s.print("go: %d passed, %d failed, %d skipped\n", s.passed, s.failed, s.skipped)
}

func acceptable(reason string) bool {
	return slices.ContainsFunc(everywhere, func(known string) bool { return strings.HasPrefix(reason, known) })
}
