// Command testsummary reads `go test -json` from standard input, prints the
// output of what failed, and ends with one line: "go: N passed, N failed, N skipped".
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

type event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Elapsed float64
}

type summary struct {
	passed, failed, skipped int
	output                  map[string][]string
	broken                  map[string]bool
	// tail is the latest output of each package, for failures outside of a test.
	tail map[string][]string
}

const tailLines = 80

func main() {
	result := &summary{output: map[string][]string{}, broken: map[string]bool{}, tail: map[string][]string{}}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 64<<20)
	for lines.Scan() {
		var found event
		if err := json.Unmarshal(lines.Bytes(), &found); err != nil {
			fmt.Println(lines.Text())
			continue
		}
		result.take(found)
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "testsummary:", err)
		os.Exit(2)
	}
	fmt.Printf("go: %d passed, %d failed, %d skipped\n", result.passed, result.failed, result.skipped)
	if result.failed > 0 {
		os.Exit(1)
	}
}

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
			fmt.Printf("ok    %-70s %6.1fs\n", found.Package, found.Elapsed)
		}
		delete(s.output, key)
	case "skip":
		if found.Test != "" {
			s.skipped++
			fmt.Printf("skip  %s: %s\n", key, strings.TrimSpace(strings.Join(s.output[key], " ")))
		}
		delete(s.output, key)
	case "fail", "build-fail":
		s.fail(found, key)
	}
}

func (s *summary) fail(found event, key string) {
	if found.Test != "" {
		s.failed++
		s.broken[found.Package] = true
		fmt.Printf("FAIL  %s\n%s", key, strings.Join(s.output[key], ""))
		return
	}
	// A package that fails without a failing test did not build, or its main failed.
	if !s.broken[found.Package] {
		s.failed++
		fmt.Printf("FAIL  %s, outside of its tests\n%s", found.Package, strings.Join(s.tail[found.Package], ""))
	}
}
