package bound

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

const (
	// longestPattern is in bytes, largestPattern how many steps a pattern may have
	// when its repetitions are written out: a{1000} has a thousand.
	longestPattern = 2000
	largestPattern = 5000
)

// Pattern is one that a document chooses series or columns by.
type Pattern struct {
	compiled *regexp.Regexp
	size     int
}

// Pattern reads a pattern, with or without slashes around it; nil for one that is not
// valid, too large, or after too much work on others.
func (w *Watch) Pattern(written string) *Pattern {
	written = strings.TrimSuffix(strings.TrimPrefix(written, "/"), "/")
	if len(written) > longestPattern {
		return nil
	}
	tree, err := syntax.Parse(written, syntax.Perl)
	if err != nil {
		return nil
	}
	size := sizeOf(tree)
	if size > largestPattern || !w.Spend(100*size) {
		return nil
	}
	compiled, err := regexp.Compile(written)
	if err != nil {
		return nil
	}
	return &Pattern{compiled: compiled, size: size}
}

// sizeOf is about how many steps a pattern has.
func sizeOf(tree *syntax.Regexp) int {
	size := 1 + len(tree.Rune)
	for _, part := range tree.Sub {
		size += sizeOf(part)
	}
	if tree.Op == syntax.OpRepeat {
		size *= max(tree.Min, tree.Max, 1)
	}
	return min(size, 1<<20)
}

// Matches holds a text against a pattern. After too much of it nothing matches any more.
func (w *Watch) Matches(found *Pattern, text string) bool {
	return w.Spend(found.size*(len(text)+1)) && found.compiled.MatchString(text)
}
