package jsonstrict_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func limits() jsonstrict.Limits { return jsonstrict.Limits{Bytes: 4096, Depth: 8, Values: 100} }

// wide are as wide as the product has them.
func wide() jsonstrict.Limits { return jsonstrict.Limits{Bytes: 1 << 20, Depth: 64, Values: 200_000} }

func TestJSON_keeps_what_it_reads(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{"b":1,"a":[true,false,null,"x"]}`,
		`12345678901234567890.10`,
		`{"n":1.0,"e":1e3,"big":9007199254740993}`,
		`"é\n\"\\ \u2028 𝄞"`,
		`[]`, `{}`, `""`, `-0`,
		`{"A":1,"a":2}`,
	} {
		value, err := jsonstrict.JSON([]byte(text), limits())
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := string(value.JSON()); got != text {
			t.Errorf("%s came back as %s", text, got)
		}
	}
}

func TestJSON_refuses(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ text, says string }{
		"nothing":                 {"", "ends too early"},
		"a byte order mark":       {"\xef\xbb\xbf{}", "byte order mark"},
		"trailing text":           {"{} {}", "after the end"},
		"duplicate keys":          {`{"a":{"b":1,"b":2}}`, "a.b: the key stands twice"},
		"duplicate escaped keys":  {`{"a":1,"\u0061":2}`, "stands twice"},
		"a prototype key":         {`{"spec":{"__proto__":{}}}`, "spec.__proto__: this key is not allowed"},
		"a constructor key":       {`{"constructor":{"prototype":{}}}`, "not allowed"},
		"a NUL escape":            {`"a\u0000b"`, "NUL"},
		"a raw control character": {"\"a\x00b\"", "control character"},
		"invalid UTF-8":           {"\"\xff\"", "UTF-8"},
		"an overlong encoding":    {"\"\xc0\xaf\"", "UTF-8"},
		"a lone high surrogate":   {`"\ud800"`, "surrogate"},
		"a lone low surrogate":    {`"\udc00x"`, "surrogate"},
		"infinity by exponent":    {`{"x":1e999}`, "x: the number is too large"},
		"a giant exponent":        {`1e99999999`, "after the end"},
		"NaN":                     {`NaN`, "a value must stand here"},
		"leading zeros":           {`01`, "not a number"},
		"a bare minus":            {`-`, "not a number"},
		"a trailing comma":        {`[1,]`, "a value must stand here"},
		"a comment":               {`{/*x*/}`, "a key in quotation marks"},
		"single quotes":           {`{'a':1}`, "a key in quotation marks"},
		"an open string":          {`"abc`, "closing quotation mark"},
		"an unknown escape":       {`"\x41"`, "no such escape"},
		"depth":                   {strings.Repeat("[", 9) + strings.Repeat("]", 9), "nested too deeply"},
		"many values":             {"[" + strings.Repeat("1,", 200) + "1]", "more than 100 values"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := jsonstrict.JSON([]byte(c.text), limits())
			if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q: got %v, want %q", c.text, err, c.says)
			}
		})
	}
}

func TestJSON_refuses_what_is_too_large_and_too_deep_without_reading_it(t *testing.T) {
	t.Parallel()
	_, err := jsonstrict.JSON(make([]byte, 5000), limits())
	if !apperror.Is(err, apperror.TooLarge) {
		t.Errorf("got %v", err)
	}
	deep := []byte(strings.Repeat("[", 100_000))
	_, err = jsonstrict.JSON(deep, wide())
	if !apperror.Is(err, apperror.Invalid) {
		t.Errorf("got %v", err)
	}
}

func TestFault_tells_line_and_column(t *testing.T) {
	t.Parallel()
	_, err := jsonstrict.JSON([]byte("{\n  \"a\": é\n}"), limits())
	problem, _ := errors.AsType[*apperror.Error](err)
	want := []apperror.Field{{Field: "a", Message: "line 2, column 8: a value must stand here"}}
	if diff := cmp.Diff(want, problem.Fields); diff != "" {
		t.Error(diff)
	}
}

func TestYAML_reads_what_JSON_could_say(t *testing.T) {
	t.Parallel()
	text := `
kind: Dashboard
spec:
  duration: 1h
  when: 2026-11-20
  yes: no
  list: [1, 2.50, 0x1F, .5, ~, "3"]
  text: |
    rate(x[5m])
    by (y)
  version: 9007199254740993
`
	value, err := jsonstrict.YAML([]byte(text), limits())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"kind":"Dashboard","spec":{"duration":"1h","when":"2026-11-20","yes":"no",` +
		`"list":[1,2.50,31,0.5,null,"3"],"text":"rate(x[5m])\nby (y)\n","version":9007199254740993}}`
	if got := string(value.JSON()); got != want {
		t.Errorf("got %s", got)
	}
}

func TestYAML_refuses(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ text, says string }{
		"nothing":          {"", "nothing"},
		"an alias bomb":    {"a: &x [1,1]\nb: [*x,*x,*x]", "anchors and aliases"},
		"an anchor at all": {"a: &x 1", "anchors and aliases"},
		"a merge key":      {"a: {b: 1}\n<<: {c: 1}", "plain text"},
		"duplicate keys":   {"a: 1\na: 2", "line 2"},
		"binary":           {"a: !!binary aGVsbG8=", "tags"},
		"an object tag":    {"a: !!python/object:os.system x", "tags"},
		"a tagged map":     {"a: !x {b: 1}", "tags"},
		"two documents":    {"a: 1\n---\nb: 2", "one document"},
		"infinity":         {"a: .inf", "finite"},
		"NaN":              {"a: .nan", "finite"},
		"a list as key":    {"? [1, 2]\n: 3", "plain text"},
		"a NUL":            {"a: \"x\\0y\"", "NUL"},
		"a prototype key":  {"__proto__: {a: 1}", "not allowed"},
		"depth":            {strings.Repeat("[", 9) + strings.Repeat("]", 9), "nested too deeply"},
		"deep flow":        {strings.Repeat("[", 4000), "more than 100 places"},
		"a tab":            {"a:\n\t- b", "line 2"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := jsonstrict.YAML([]byte(c.text), limits())
			if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q: got %v, want %q", c.text, err, c.says)
			}
		})
	}
}

func TestEqual_ignores_order_and_the_way_numbers_are_written(t *testing.T) {
	t.Parallel()
	same := [][2]string{
		{`{"a":1,"b":2}`, `{"b":2,"a":1}`}, {`1.50`, `15e-1`}, {`100`, `1e2`}, {`0`, `-0.0`}, {`1e30`, `10E29`},
	}
	for _, pair := range same {
		if !jsonstrict.Equal(read(t, pair[0]), read(t, pair[1])) {
			t.Errorf("%s and %s should be equal", pair[0], pair[1])
		}
	}
	differ := [][2]string{
		{`[1,2]`, `[2,1]`}, {`9007199254740993`, `9007199254740992`}, {`"1"`, `1`}, {`null`, `{}`}, {`1`, `-1`},
	}
	for _, pair := range differ {
		if jsonstrict.Equal(read(t, pair[0]), read(t, pair[1])) {
			t.Errorf("%s and %s should differ", pair[0], pair[1])
		}
	}
}

func TestValue_is_changed_in_one_place_only(t *testing.T) {
	t.Parallel()
	value := read(t, `{"z":1,"metadata":{"name":"a","x":[1]},"spec":{}}`)
	changed := value.Clone()
	changed.Get("metadata").Set("name", jsonstrict.NewString("b"))
	changed.Get("metadata").Set("version", jsonstrict.NewInt(3))
	changed.Delete("z")
	if got := string(changed.JSON()); got != `{"metadata":{"name":"b","x":[1],"version":3},"spec":{}}` {
		t.Error(got)
	}
	if got := string(value.JSON()); got != `{"z":1,"metadata":{"name":"a","x":[1]},"spec":{}}` {
		t.Error(got)
	}
	if value.Get("metadata", "none", "at", "all").Get("x").Text() != "" {
		t.Error("a missing value should give nothing")
	}
}

func TestPath_is_readable(t *testing.T) {
	t.Parallel()
	path := jsonstrict.Path([]jsonstrict.Step{
		{Key: "spec"}, {Key: "panels"}, {Key: "a.b\n"}, {Key: "items"}, {Index: 2, IsIndex: true}, {Key: "$ref"},
	})
	if path != `spec.panels["a.b\n"].items[2].$ref` {
		t.Error(path)
	}
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := anyValue(3).Draw(t, "value")
		back, err := jsonstrict.JSON(value.JSON(), wide())
		if err != nil || string(back.JSON()) != string(value.JSON()) {
			t.Fatalf("JSON: %s: %v", value.JSON(), err)
		}
		if !json.Valid(value.JSON()) || !json.Valid(value.Canonical()) {
			t.Fatalf("not JSON: %s", value.JSON())
		}
		text, err := value.YAML()
		if err != nil {
			t.Fatal(err)
		}
		fromYAML, err := jsonstrict.YAML(text, wide())
		if err != nil || !jsonstrict.Equal(fromYAML, value) {
			t.Fatalf("YAML: %s: %s: %v", value.JSON(), text, err)
		}
	})
}

func anyValue(depth int) *rapid.Generator[*jsonstrict.Value] {
	text := rapid.StringOf(rapid.OneOf(
		rapid.RuneFrom([]rune(" \n\t:#-?'\"{}[]&*!|>%@`,yYnN0123456789.eE~$é\u2028")), rapid.Rune(),
	)).Filter(func(s string) bool { return !strings.ContainsAny(s, "\x00\uFFFD\uFEFF") })
	scalars := []*rapid.Generator[*jsonstrict.Value]{
		rapid.Map(text, jsonstrict.NewString),
		rapid.Map(rapid.SampledFrom([]string{"yes", "null", "~", "1", "0x1F", "1e3", "true", "<<", "=", ""}),
			jsonstrict.NewString),
		rapid.Map(rapid.Int64(), jsonstrict.NewInt),
		rapid.Map(rapid.Float64Range(-1e12, 1e12), jsonstrict.NewFloat),
		rapid.Map(rapid.Bool(), jsonstrict.NewBool),
		rapid.Just(jsonstrict.NewNull()),
	}
	if depth == 0 {
		return rapid.OneOf(scalars...)
	}
	array := rapid.Map(rapid.SliceOfN(rapid.Deferred(func() *rapid.Generator[*jsonstrict.Value] {
		return anyValue(depth - 1)
	}), 0, 4), func(items []*jsonstrict.Value) *jsonstrict.Value { return jsonstrict.NewArray(items...) })
	key := text.Filter(func(s string) bool { return s != "constructor" && s != "prototype" && s != "<<" })
	object := rapid.Custom(func(t *rapid.T) *jsonstrict.Value {
		made := jsonstrict.NewObject()
		for range rapid.IntRange(0, 4).Draw(t, "members") {
			made.Set(key.Draw(t, "key"), anyValue(depth-1).Draw(t, "value"))
		}
		return made
	})
	return rapid.OneOf(append(scalars, array, object)...)
}

func read(t *testing.T, text string) *jsonstrict.Value {
	t.Helper()
	value, err := jsonstrict.JSON([]byte(text), limits())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// FuzzJSON: whatever is accepted is accepted by encoding/json too and survives a round trip.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,2.5e3,"x\u00e9",null,true]}`, `[[[[]]]]`, `"\ud834\udd1e"`,
		`{"a":1,"a":2}`, "\xef\xbb\xbf1",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		value, err := jsonstrict.JSON(input, wide())
		if err != nil {
			return
		}
		if !json.Valid(input) {
			t.Fatalf("accepted what is not JSON: %q", input)
		}
		again, err := jsonstrict.JSON(value.JSON(), wide())
		if err != nil || !jsonstrict.Equal(value, again) {
			t.Fatalf("changed on the way: %q: %v", input, err)
		}
	})
}

// FuzzYAML: nothing panics, and whatever is accepted is valid JSON.
func FuzzYAML(f *testing.F) {
	for _, seed := range []string{
		"a: 1\nb: [x, 'y']\n", "- &a 1\n- *a\n", "? x\n: y\n", "a: !!binary aa==",
		"{a: .5, b: 0o7}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		value, err := jsonstrict.YAML(input, wide())
		if err == nil && !json.Valid(value.JSON()) {
			t.Fatalf("not JSON: %q", value.JSON())
		}
	})
}

// What is too much is told by its text: a tree of it would be a hundred times as
// large before anybody could count it.
func TestTooManyValuesAreCountedBeforeTheyAreBuilt(t *testing.T) { //nolint:paralleltest // it counts what is made
	for name, text := range map[string]string{
		"wide":    "[" + strings.Repeat("[],", 1_300_000) + "1]",
		"members": "{" + strings.Repeat(`"a":{},`, 500_000) + `"b":1}`,
		"aliases": "a: &a []\nb: [" + strings.Repeat("*a,", 1_000_000) + "]",
		"block":   strings.Repeat("- \n", 1_300_000),
	} {
		limits := wide()
		limits.Bytes = 4 << 20
		for format, read := range map[string]func([]byte, jsonstrict.Limits) (*jsonstrict.Value, error){
			"JSON": jsonstrict.JSON, "YAML": jsonstrict.YAML,
		} {
			if format == "JSON" && (name == "aliases" || name == "block") {
				continue
			}
			input := []byte(text)
			var err error
			made := testing.AllocsPerRun(1, func() { _, err = read(input, limits) })
			if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), "more than 200000") {
				t.Errorf("%s %s: %v", format, name, err)
			}
			if made > 100 {
				t.Errorf("%s %s: %.0f things made to refuse it", format, name, made)
			}
		}
	}
}

// Counting never refuses what the reader would take.
func TestTheCountOfJSONIsTheReaders(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`[]`, `{}`, `1`, `"[,,,{"`, `[1,2,3]`, `[[],[],{}]`, `{"a":[1,"\"[,"],"b":{"c":null}}`, ` [ 1 , [ ] , { "a" : [ ] } ] `,
	} {
		value, err := jsonstrict.JSON([]byte(text), wide())
		if err != nil {
			t.Fatal(text, err)
		}
		limits := wide()
		if limits.Values = countOf(value); limits.Values > 0 {
			if _, err := jsonstrict.JSON([]byte(text), limits); err != nil {
				t.Errorf("%s has %d values: %v", text, limits.Values, err)
			}
		}
		if limits.Values--; limits.Values > 0 {
			if _, err := jsonstrict.JSON([]byte(text), limits); err == nil {
				t.Errorf("%s has more than %d values", text, limits.Values)
			}
		}
	}
}

func countOf(value *jsonstrict.Value) int {
	count := 1
	for _, item := range value.Items() {
		count += countOf(item)
	}
	for _, member := range value.Members() {
		count += countOf(member.Value)
	}
	return count
}
