package tree_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func TestCut_shortens_by_characters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "short": "short", "Zürich": "Zürich", "東京の空": "東京の空", "seven c": "seven…", "a longer one": "a lon…",
		"four  more": "four…", "東京の空と海と山": "東京の空と…",
	} {
		if got := tree.Cut(text, 6); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, most := rapid.String().Draw(t, "text"), rapid.IntRange(1, 40).Draw(t, "most")
		got := tree.Cut(text, most)
		if utf8.RuneCountInString(got) > most {
			t.Errorf("%d characters of %d", utf8.RuneCountInString(got), most)
		}
		if utf8.RuneCountInString(text) <= most && got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func TestNumber_reads_numbers_in_quotes(t *testing.T) {
	t.Parallel()
	for _, each := range []struct {
		value *jsonstrict.Value
		want  string
	}{
		{jsonstrict.NewInt(5), "5"},
		{tree.Text("90.5"), "90.5"},
		{tree.Text("-1e3"), "-1e3"},
		{tree.Text(""), ""},
		{tree.Text("90%"), ""},
		{tree.Text("null"), ""},
		{tree.Text("[1]"), ""},
		{jsonstrict.NewBool(true), ""},
		{nil, ""},
	} {
		if got := tree.Number(each.value).Digits(); got != each.want {
			t.Errorf("%v became %q, want %q", each.value, got, each.want)
		}
	}
}

func TestInterpolated_writes_variables_as_Perses_does(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"[[job]]": "${job}", "[[job:regex]]/[[pod]]": "${job}/${pod}", "${job:csv} $pod": "${job:csv} $pod",
		"a[[0]]": "a${0}", "[[]] [[a b]] [job]": "[[]] [[a b]] [job]",
	} {
		if got := tree.Interpolated(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
