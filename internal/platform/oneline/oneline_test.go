package oneline_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/oneline"
)

func TestHiddenCharacters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Zürich 東京 שלום\u200e العربية 👩‍🔬": "Zürich 東京 שלום\u200e العربية 👩‍🔬",
		"gpj.\u202eexe": "gpj.exe",
		"\u2066a\u2069\u202a\u202b\u202c\u202d\u2067\u2068b": "ab",
		"a\nb\x00c\x1b[1m\u0085d":                            "a b c [1m d",
		"":                                                   "",
	} {
		if got := oneline.Of(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
		if oneline.Holds(text) != (text == want) {
			t.Errorf("%q: holds is %v", text, text != want)
		}
		if !oneline.Holds(oneline.Of(text)) {
			t.Errorf("%q is not mended", text)
		}
	}
}
