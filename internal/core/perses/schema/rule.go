package schema

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/oneline"
)

// rule checks one value and tells what is wrong with it.
type rule func(f *Findings, path string, value *jsonstrict.Value)

// field is one member that an object may have.
type field struct {
	name     string
	required bool
	rule     rule
}

func may(name string, check rule) field  { return field{name: name, rule: check} }
func must(name string, check rule) field { return field{name: name, required: true, rule: check} }

// object checks the members that are known; others are kept as they are. A key
// that differs from a known one only in case is refused, since readers differ in
// what they make of it.
func object(fields ...field) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.Object) {
			return
		}
		for _, known := range fields {
			member := value.Get(known.name)
			if member != nil && (known.required || member.Kind() != jsonstrict.Null) {
				known.rule(f, jsonstrict.Join(path, known.name), member)
			} else if known.required {
				f.Fault(jsonstrict.Join(path, known.name), "is required")
			}
		}
		refuseCaseVariants(f, path, value, fields)
	}
}

// closed is object for what nobody but Dashkeep writes: a member that is not known is
// refused, since whoever wrote it meant something.
func closed(fields ...field) rule {
	shape := object(fields...)
	return func(f *Findings, path string, value *jsonstrict.Value) {
		before := len(f.Faults)
		if shape(f, path, value); len(f.Faults) > before {
			return
		}
		names := make([]string, len(fields))
		for i, known := range fields {
			names[i] = known.name
		}
		for _, member := range value.Members() {
			if !slices.Contains(names, member.Key) {
				f.Fault(jsonstrict.Join(path, member.Key), "is not known: there are %s", strings.Join(names, ", "))
			}
		}
	}
}

func refuseCaseVariants(f *Findings, path string, value *jsonstrict.Value, fields []field) {
	for _, member := range value.Members() {
		for _, known := range fields {
			if member.Key != known.name && strings.EqualFold(member.Key, known.name) {
				f.Fault(jsonstrict.Join(path, member.Key), "must be written %s", known.name)
			}
		}
	}
}

func expect(f *Findings, path string, value *jsonstrict.Value, kind jsonstrict.Kind) bool {
	if value.Is(kind) {
		return true
	}
	if value == nil {
		f.Fault(path, "is required")
	} else {
		f.Fault(path, "must be %s, not %s", kind, value.Kind())
	}
	return false
}

// list checks a list of at most so many items.
func list(most int, item rule) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.Array) {
			return
		}
		if len(value.Items()) > most {
			f.Fault(path, "must have at most %d entries", most)
			return
		}
		for i, entry := range value.Items() {
			item(f, jsonstrict.At(path, i), entry)
		}
	}
}

// text checks a text of at most so many characters.
func text(most int) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if expect(f, path, value, jsonstrict.String) && utf8.RuneCountInString(value.Text()) > most {
			f.Fault(path, "must have at most %d characters", most)
		}
	}
}

// filled checks a text that may not be blank.
func filled(most int) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		text(most)(f, path, value)
		if value.Is(jsonstrict.String) && strings.TrimSpace(value.Text()) == "" {
			f.Fault(path, "must not be empty")
		}
	}
}

// title checks a text of one line that people read.
func title(most int) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		text(most)(f, path, value)
		if !oneline.Holds(value.Text()) {
			f.Fault(path, "must be %s", oneline.Form)
		}
	}
}

// word checks a text that is one of a few.
func word(choices ...string) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if expect(f, path, value, jsonstrict.String) && !slices.Contains(choices, value.Text()) {
			f.Fault(path, "must be one of %s", strings.Join(choices, ", "))
		}
	}
}

// unsetOr is word, or "": generators that write every key write so what is not set.
func unsetOr(choices ...string) rule {
	check := word(choices...)
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !value.Is(jsonstrict.String) || value.Text() != "" {
			check(f, path, value)
		}
	}
}

// number checks a number between two, both included.
func number(least, most float64) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.Number) {
			return
		}
		if got, _ := value.Float(); got < least || got > most {
			f.Fault(path, "must be between %s and %s", plainNumber(least), plainNumber(most))
		}
	}
}

// whole checks a whole number between two, both included.
func whole(least, most int64) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.Number) {
			return
		}
		got, isWhole := value.Int()
		if !isWhole {
			f.Fault(path, "must be a whole number")
		} else if got < least || got > most {
			f.Fault(path, "must be between %d and %d", least, most)
		}
	}
}

func plainNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func anyNumber() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) { expect(f, path, value, jsonstrict.Number) }
}

func truth() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) { expect(f, path, value, jsonstrict.Bool) }
}

func anyObject() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) { expect(f, path, value, jsonstrict.Object) }
}

// textOrNumber checks a value that may be text or a number.
func textOrNumber(most int) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !value.Is(jsonstrict.Number) {
			text(most)(f, path, value)
		}
	}
}
