package fill_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
)

func FuzzSubstitute(f *testing.F) {
	f.Add(`up{a="$a",b=~"${b:pipe}"}`)
	f.Fuzz(func(t *testing.T, text string) {
		_, missing := fill.Substitute(text, map[string]fill.Value{"a": {One: "x"}, "b": {Many: []string{"y", "z"}}})
		for _, name := range missing {
			if name == "a" || name == "b" {
				t.Errorf("%q is known", name)
			}
		}
	})
}
