package asset_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/asset"
)

func TestNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"a": true, "Panels": true, "my_board": true, "v1.2": true, "-x-": true, "..a": true, strings.Repeat("a", 75): true,
		"": false, ".": false, "..": false, "a b": false, "a/b": false, "ä": false, "a\n": false, strings.Repeat("a", 76): false,
	} {
		if asset.ValidName(name) != want {
			t.Errorf("%q: valid is %v", name, !want)
		}
	}
	for name, want := range map[string]string{"Panels": "panels", "A_b.C-1": "a_b.c-1", "\u212a": "\u212a"} {
		if got := asset.FoldName(name); got != want {
			t.Errorf("%q folds to %q", name, got)
		}
	}
}
