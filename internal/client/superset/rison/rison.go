// Package rison writes the notation in which Superset takes questions: JSON that is short
// in an address. What comes from people is quoted, so it never becomes a part of the
// question. Escaping for the address is the caller's.
package rison

import (
	"strconv"
	"strings"
)

// Object is a map whose members keep their order.
type Object []Member

// Member is one entry of an Object. Its key is written by the program: a letter, then
// letters, digits, dots and underscores.
type Member struct {
	Key   string
	Value any
}

// List is a sequence of values.
type List []any

// Strings makes a List of texts.
func Strings(texts ...string) List {
	list := make(List, 0, len(texts))
	for _, text := range texts {
		list = append(list, text)
	}
	return list
}

// Numbers makes a List of ids.
func Numbers(numbers ...int64) List {
	list := make(List, 0, len(numbers))
	for _, number := range numbers {
		list = append(list, number)
	}
	return list
}

// Encode writes a value: nil, bool, int, int64, string, List or Object. Another type is a
// mistake of the program and becomes null.
func Encode(value any) string {
	var out strings.Builder
	write(&out, value)
	return out.String()
}

func write(out *strings.Builder, value any) {
	switch v := value.(type) {
	case bool:
		if v {
			out.WriteString("!t")
		} else {
			out.WriteString("!f")
		}
	case int:
		out.WriteString(strconv.Itoa(v))
	case int64:
		out.WriteString(strconv.FormatInt(v, 10))
	case string:
		writeText(out, v)
	case List:
		out.WriteString("!(")
		for i, each := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			write(out, each)
		}
		out.WriteByte(')')
	case Object:
		out.WriteByte('(')
		for i, each := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			writeText(out, each.Key)
			out.WriteByte(':')
			write(out, each.Value)
		}
		out.WriteByte(')')
	default:
		out.WriteString("!n")
	}
}

// writeText writes a plain word as it is, and quotes everything else.
func writeText(out *strings.Builder, text string) {
	if isWord(text) {
		out.WriteString(text)
		return
	}
	out.WriteByte('\'')
	for _, r := range text {
		if r == '!' || r == '\'' {
			out.WriteByte('!')
		}
		out.WriteRune(r)
	}
	out.WriteByte('\'')
}

func isWord(text string) bool {
	for i, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || r != '.' && (r < '0' || r > '9')) {
			return false
		}
	}
	return text != ""
}
