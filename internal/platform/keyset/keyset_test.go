package keyset_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/keyset"
)

func TestCursorComesBackAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		micros := rapid.Int64Range(-60_000_000_000_000_000, 250_000_000_000_000_000).Draw(t, "micros")
		id := rapid.StringMatching(`[a-zA-Z0-9<>&"/ é-]{1,60}`).Draw(t, "id")
		at := time.UnixMicro(micros).UTC()
		gotAt, gotID, err := keyset.Decode(keyset.Encode(at.In(time.FixedZone("x", 3600)), id))
		if err != nil || !gotAt.Equal(at) || gotID != id {
			t.Fatalf("Decode = %v %q %v, want %v %q", gotAt, gotID, err, at, id)
		}
	})
}

func TestStringTupleComesBackAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.StringMatching(`[^\x00]{0,40}`), 1, 5).Draw(t, "values")
		got, err := keyset.DecodeStrings(keyset.EncodeStrings(values...), len(values))
		if err != nil || !slices.Equal(got, values) {
			t.Fatalf("DecodeStrings = %q %v, want %q", got, err, values)
		}
	})
}

func TestDecodeRefusesWhatEncodeDidNotMake(t *testing.T) {
	t.Parallel()
	good := keyset.Encode(time.Unix(1_700_000_000, 0), "0193-abc")
	raw := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for name, cursor := range map[string]string{
		"empty":            "",
		"not base64":       "%%%",
		"padded":           good + "=",
		"cut":              good[:len(good)-2],
		"longer":           good + "A",
		"standard base64":  "+/+/",
		"too long":         strings.Repeat("A", 4096),
		"other version":    raw(`["k2","2023-11-14T22:13:20.000000Z","x"]`),
		"one value":        keyset.EncodeStrings("x"),
		"three values":     keyset.EncodeStrings("a", "b", "c"),
		"not a time":       keyset.EncodeStrings("yesterday", "x"),
		"another zone":     keyset.EncodeStrings("2023-11-14T22:13:20.000000+01:00", "x"),
		"no id":            keyset.EncodeStrings("2023-11-14T22:13:20.000000Z", ""),
		"NUL":              keyset.EncodeStrings("2023-11-14T22:13:20.000000Z", "a\x00b"),
		"spaces in JSON":   raw(`["k1", "2023-11-14T22:13:20.000000Z","x"]`),
		"an object":        raw(`{"k1":1}`),
		"numbers":          raw(`["k1",1,2]`),
		"trailing garbage": raw(`["k1","2023-11-14T22:13:20.000000Z","x"]]`),
	} {
		_, _, err := keyset.Decode(cursor)
		if !apperror.Is(err, apperror.Invalid) {
			t.Errorf("%s: Decode(%q) = %v, want invalid", name, cursor, err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(keyset.Encode(time.Unix(1_700_000_000, 0), "0193-abc"))
	f.Add(keyset.EncodeStrings("a", "b"))
	f.Add("")
	f.Fuzz(func(t *testing.T, cursor string) {
		at, id, err := keyset.Decode(cursor)
		if err != nil {
			if !apperror.Is(err, apperror.Invalid) {
				t.Fatalf("kind of %v", err)
			}
			return
		}
		if keyset.Encode(at, id) != cursor {
			t.Fatalf("two texts for one position: %q", cursor)
		}
	})
}
