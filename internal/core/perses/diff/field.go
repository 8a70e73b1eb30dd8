package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// The bounds of a difference, which people read.
const (
	mostFields   = 500
	longestValue = 4000
)

// Field is one field that differs. Before and After are JSON, cut when long.
type Field struct {
	Kind   Kind   `json:"kind"`
	Path   string `json:"path"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// fields lists where two values differ, at most mostFields.
func fields(path string, before, after *jsonstrict.Value) []Field {
	var found []Field
	collect(&found, path, before, after)
	return found
}

func collect(found *[]Field, path string, before, after *jsonstrict.Value) {
	switch {
	case len(*found) >= mostFields || before == nil && after == nil:
	case before == nil:
		*found = append(*found, Field{Kind: Added, Path: path, After: text(after)})
	case after == nil:
		*found = append(*found, Field{Kind: Removed, Path: path, Before: text(before)})
	case before.Is(jsonstrict.Object) && after.Is(jsonstrict.Object):
		for _, key := range unionOfKeys(before, after) {
			collect(found, jsonstrict.Join(path, key), before.Get(key), after.Get(key))
		}
	case before.Is(jsonstrict.Array) && after.Is(jsonstrict.Array):
		for i := range max(len(before.Items()), len(after.Items())) {
			collect(found, jsonstrict.At(path, i), itemAt(before, i), itemAt(after, i))
		}
	case !jsonstrict.Equal(before, after):
		*found = append(*found, Field{Kind: Changed, Path: path, Before: text(before), After: text(after)})
	}
}

func text(value *jsonstrict.Value) string {
	written := string(value.JSON())
	if len(written) > longestValue {
		return strings.ToValidUTF8(written[:longestValue], "") + "…"
	}
	return written
}

// summary counts the changes by subject: '2 panels added, 1 query changed'.
func summary(changes []Change) string {
	if len(changes) == 0 {
		return "Nothing changed"
	}
	if len(changes) == 1 {
		return changes[0].Sentence
	}
	// Panels that moved are no groups that changed.
	told := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool {
		return c.Subject == Layout && !strings.HasPrefix(c.thing, "spec.layouts[")
	})
	var parts []string
	for _, subject := range subjects() {
		for _, kind := range []Kind{Added, Removed, Changed} {
			if n := count(told, subject, kind); n > 0 {
				parts = append(parts, summarized(n, subject, kind))
			}
		}
		if subject == Layout && len(told) < len(changes) {
			parts = append(parts, "layout changed")
		}
	}
	all := strings.Join(parts, ", ")
	return strings.ToUpper(all[:1]) + all[1:]
}

// subjects are all of them, in the order in which a summary counts them.
func subjects() []Subject {
	return []Subject{Panel, Query, Variable, Datasource, Layout, Setting, Dashboard}
}

// count counts things, not changes: a panel with two changes is one panel.
func count(changes []Change, subject Subject, kind Kind) int {
	things := map[string]bool{}
	for _, change := range changes {
		if change.Subject == subject && change.Kind == kind {
			things[change.thing] = true
		}
	}
	return len(things)
}

func summarized(n int, subject Subject, kind Kind) string {
	switch subject {
	case Layout:
		return counted(n, "panel group") + " " + string(kind)
	case Dashboard:
		return "name, description or tags changed"
	default:
		return counted(n, string(subject)) + " " + string(kind)
	}
}

func counted(n int, word string) string {
	switch {
	case n == 1:
		return "1 " + word
	case word == "query":
		return fmt.Sprintf("%d queries", n)
	default:
		return fmt.Sprintf("%d %ss", n, word)
	}
}
