package run

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

func keyOf(t *rapid.T, project string, kind Kind, target any) string {
	t.Helper()
	raw, err := json.Marshal(target)
	if err != nil {
		t.Fatal(err)
	}
	normal, err := Normalise(raw)
	if err != nil {
		t.Fatal(err)
	}
	return DedupKey(project, kind, normal)
}

func TestKeyIgnoresOrderAndDoubles(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,6}`), 1, 10).Draw(t, "ids")
		shuffled := append([]string{ids[0]}, ids...)
		seed := rapid.Uint64().Draw(t, "seed")
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		kind := Kind{"dashboard", "validate"}
		a := keyOf(t, "p", kind, map[string]any{"assets": ids, "environment": "e"})
		b := keyOf(t, "p", kind, map[string]any{"environment": "e", "assets": shuffled})
		if a != b {
			t.Fatalf("%v and %v have different keys", ids, shuffled)
		}
	})
}

func TestKeyTellsOperationsApart(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for name, key := range map[string]string{
		"base":           DedupKey("p", Kind{"dashboard", "validate"}, json.RawMessage(`{}`)),
		"project":        DedupKey("q", Kind{"dashboard", "validate"}, json.RawMessage(`{}`)),
		"action":         DedupKey("p", Kind{"dashboard", "migrate"}, json.RawMessage(`{}`)),
		"target":         DedupKey("p", Kind{"dashboard", "validate"}, json.RawMessage(`{"a":1}`)),
		"shifted border": DedupKey("pd", Kind{"ashboard", "validate"}, json.RawMessage(`{}`)),
	} {
		if other, taken := seen[key]; taken {
			t.Errorf("%s and %s have one key", name, other)
		}
		seen[key] = name
	}
}

func TestNormaliseRefuses(t *testing.T) {
	t.Parallel()
	for _, target := range []string{`[]`, `"x"`, `null`, `{`, `{} {}`, `1`} {
		if _, err := Normalise(json.RawMessage(target)); !apperror.Is(err, apperror.Invalid) {
			t.Errorf("%s: %v", target, err)
		}
	}
	if _, err := Normalise(make(json.RawMessage, maxTarget+1)); err == nil {
		t.Error("a target that is too large is taken")
	}
}

func FuzzTarget(f *testing.F) {
	f.Add([]byte(`{"assets":["b","a"],"n":1.50,"x":{"y":[{"z":["q","p"]}]}}`))
	f.Fuzz(func(t *testing.T, target []byte) {
		once, err := Normalise(target)
		if err != nil {
			return
		}
		twice, err := Normalise(once)
		if err != nil || string(once) != string(twice) {
			t.Fatalf("%q then %q, %v", once, twice, err)
		}
	})
}
