package jsonstrict

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Kind tells what a Value is.
type Kind uint8

// The kinds of JSON.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String gives the kind as people say it: 'an object', 'a number'.
func (k Kind) String() string {
	return [...]string{"null", "true or false", "a number", "text", "a list", "an object"}[k]
}

// Value is one JSON value. Objects keep the order of their members and numbers
// their digits. A nil Value is a missing one: reading from it gives nothing.
type Value struct {
	kind    Kind
	text    string // digits of a number, content of a string, true or false
	items   []*Value
	members []Member
	places  places
}

// Member is one key and its value.
type Member struct {
	Key   string
	Value *Value
}

// NewObject makes an object of members, whose keys must differ.
func NewObject(members ...Member) *Value {
	return &Value{kind: Object, members: members, places: placesOf(members)}
}

// NewArray makes a list.
func NewArray(items ...*Value) *Value { return &Value{kind: Array, items: items} }

// NewString makes a text.
func NewString(text string) *Value { return &Value{kind: String, text: text} }

// NewInt makes a whole number.
func NewInt(number int64) *Value { return &Value{kind: Number, text: strconv.FormatInt(number, 10)} }

// NewFloat makes a number; it must be finite.
func NewFloat(number float64) *Value {
	return &Value{kind: Number, text: strconv.FormatFloat(number, 'f', -1, 64)}
}

// NewBool makes true or false.
func NewBool(truth bool) *Value { return &Value{kind: Bool, text: strconv.FormatBool(truth)} }

// NewNull makes null.
func NewNull() *Value { return &Value{kind: Null} }

// Kind tells what the value is; a missing one is Null.
func (v *Value) Kind() Kind {
	if v == nil {
		return Null
	}
	return v.kind
}

// Is reports whether the value is there and of the kind.
func (v *Value) Is(kind Kind) bool { return v != nil && v.kind == kind }

// Text gives the content of a string, or nothing when it is none.
func (v *Value) Text() string {
	if !v.Is(String) {
		return ""
	}
	return v.text
}

// Digits gives a number as it was written, or nothing when it is none.
func (v *Value) Digits() string {
	if !v.Is(Number) {
		return ""
	}
	return v.text
}

// Truth gives a boolean; false when it is none.
func (v *Value) Truth() bool { return v.Is(Bool) && v.text == "true" }

// Int gives a whole number that was written without fraction or exponent.
func (v *Value) Int() (int64, bool) {
	if !v.Is(Number) {
		return 0, false
	}
	number, err := strconv.ParseInt(v.text, 10, 64)
	return number, err == nil
}

// Float gives a number as the nearest float64.
func (v *Value) Float() (float64, bool) {
	if !v.Is(Number) {
		return 0, false
	}
	number, err := strconv.ParseFloat(v.text, 64)
	return number, err == nil
}

// Items gives the items of a list.
func (v *Value) Items() []*Value {
	if v == nil {
		return nil
	}
	return v.items
}

// Members gives the members of an object in their order.
func (v *Value) Members() []Member {
	if v == nil {
		return nil
	}
	return v.members
}

// Get walks down by keys; it gives nil where something is missing.
func (v *Value) Get(keys ...string) *Value {
	for _, key := range keys {
		if v = v.member(key); v == nil {
			return nil
		}
	}
	return v
}

func (v *Value) member(key string) *Value {
	if at := v.index(key); at >= 0 {
		return v.members[at].Value
	}
	return nil
}

func (v *Value) index(key string) int {
	if v == nil {
		return -1
	}
	if v.places != nil {
		if at, found := v.places[key]; found {
			return at
		}
		return -1
	}
	return slices.IndexFunc(v.members, func(m Member) bool { return m.Key == key })
}

// Set puts a member into an object: in its old place, or last.
func (v *Value) Set(key string, value *Value) {
	if at := v.index(key); at >= 0 {
		v.members[at].Value = value
		return
	}
	v.add(Member{Key: key, Value: value})
}

// add puts a member last whose key is not there yet.
func (v *Value) add(member Member) {
	v.members = append(v.members, member)
	if v.places != nil {
		v.places[member.Key] = len(v.members) - 1
	} else {
		v.places = placesOf(v.members)
	}
}

// Delete takes a member out of an object.
func (v *Value) Delete(key string) {
	if at := v.index(key); at >= 0 {
		v.members = slices.Delete(v.members, at, at+1)
		v.places = placesOf(v.members)
	}
}

// DeleteFunc takes those members out of an object for which gone is true, in one pass:
// what takes out each alone moves all behind it each time.
func (v *Value) DeleteFunc(gone func(Member) bool) {
	if !v.Is(Object) {
		return
	}
	if kept := slices.DeleteFunc(v.members, gone); len(kept) < len(v.members) {
		v.members, v.places = kept, placesOf(kept)
	}
}

// Append adds items to a list.
func (v *Value) Append(items ...*Value) { v.items = append(v.items, items...) }

// Clone gives a copy that shares nothing with the value.
func (v *Value) Clone() *Value {
	if v == nil {
		return nil
	}
	copied := &Value{kind: v.kind, text: v.text}
	for _, item := range v.items {
		copied.items = append(copied.items, item.Clone())
	}
	for _, member := range v.members {
		copied.members = append(copied.members, Member{Key: member.Key, Value: member.Value.Clone()})
	}
	copied.places = placesOf(copied.members)
	return copied
}

// MarshalJSON writes the value for encoding/json.
func (v *Value) MarshalJSON() ([]byte, error) { return v.JSON(), nil }

var _ json.Marshaler = (*Value)(nil)
