package rison_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/client/superset/rison"
)

func TestEncode(t *testing.T) {
	t.Parallel()
	question := rison.Object{
		{Key: "filters", Value: rison.List{rison.Object{
			{Key: "col", Value: "dashboard_title"}, {Key: "opr", Value: "ct"}, {Key: "value", Value: "it's !new) Umsätze"},
		}}},
		{Key: "columns", Value: rison.Strings("id", "owners.email")},
		{Key: "page", Value: 0},
		{Key: "published", Value: true},
		{Key: "gone", Value: false},
		{Key: "none", Value: nil},
		{Key: "empty", Value: ""},
		{Key: "digits", Value: "12"},
		{Key: "dash", Value: "a-b"},
	}
	want := "(filters:!((col:dashboard_title,opr:ct,value:'it!'s !!new) Umsätze')),columns:!(id,owners.email),page:0," +
		"published:!t,gone:!f,none:!n,empty:'',digits:'12',dash:'a-b')"
	if diff := cmp.Diff(want, rison.Encode(question)); diff != "" {
		t.Error(diff)
	}
	if got := rison.Encode(rison.Numbers(1, 22, -3)); got != "!(1,22,-3)" {
		t.Error(got)
	}
}

// FuzzText: whatever a text says, it is read back as that text and nothing else.
func FuzzText(f *testing.F) {
	for _, text := range []string{"", "'", "!", "!'),(", "a:b", "12", "-", "ä", "!n", "a b", "\x00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // JSON and addresses carry no other
		}
		encoded := rison.Encode(rison.List{text, int64(7), rison.Object{{Key: "k", Value: text}}})
		r := reader{rest: encoded}
		got, err := r.value()
		if err != nil || r.rest != "" {
			t.Fatalf("%q: %v, %q is left", encoded, err, r.rest)
		}
		if diff := cmp.Diff([]any{text, 7, map[string]any{"k": text}}, got); diff != "" {
			t.Fatalf("%q: %s", encoded, diff)
		}
	})
}

// reader reads rison as its grammar says, for the tests.
type reader struct{ rest string }

func (r *reader) value() (any, error) {
	switch {
	case strings.HasPrefix(r.rest, "!("):
		r.rest = r.rest[2:]
		return r.list()
	case strings.HasPrefix(r.rest, "("):
		r.rest = r.rest[1:]
		return r.object()
	case strings.HasPrefix(r.rest, "'"):
		r.rest = r.rest[1:]
		return r.quoted()
	}
	end := strings.IndexAny(r.rest, ",:)!'(")
	if end < 0 {
		end = len(r.rest)
	}
	word := r.rest[:end]
	r.rest = r.rest[end:]
	if number, err := strconv.Atoi(word); err == nil {
		return number, nil
	}
	if word == "" {
		return nil, fmt.Errorf("nothing before %q", r.rest)
	}
	return word, nil
}

func (r *reader) list() (any, error) {
	list := []any{}
	for !strings.HasPrefix(r.rest, ")") {
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		list = append(list, value)
		r.rest = strings.TrimPrefix(r.rest, ",")
	}
	r.rest = r.rest[1:]
	return list, nil
}

func (r *reader) object() (any, error) {
	object := map[string]any{}
	for !strings.HasPrefix(r.rest, ")") {
		key, err := r.value()
		if err != nil {
			return nil, err
		}
		r.rest = strings.TrimPrefix(r.rest, ":")
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		object[fmt.Sprint(key)] = value
		r.rest = strings.TrimPrefix(r.rest, ",")
	}
	r.rest = r.rest[1:]
	return object, nil
}

func (r *reader) quoted() (any, error) {
	var text strings.Builder
	for i := 0; i < len(r.rest); i++ {
		switch r.rest[i] {
		case '!':
			i++
			if i == len(r.rest) {
				return nil, fmt.Errorf("an escape without a character")
			}
			text.WriteByte(r.rest[i])
		case '\'':
			r.rest = r.rest[i+1:]
			return text.String(), nil
		default:
			text.WriteByte(r.rest[i])
		}
	}
	return nil, fmt.Errorf("a text has no end")
}
