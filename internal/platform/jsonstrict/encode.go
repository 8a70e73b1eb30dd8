package jsonstrict

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// JSON writes the value without blanks, members in their order, numbers as they
// were written.
func (v *Value) JSON() []byte { return v.appendJSON(nil, false) }

// Canonical writes the value so that equal values give equal bytes: members by
// key, numbers in one form.
func (v *Value) Canonical() []byte { return v.appendJSON(nil, true) }

// Equal reports whether two values mean the same: the order of members and the
// way of writing numbers don't count. Two missing ones are equal.
func Equal(a, b *Value) bool {
	if a == nil || b == nil {
		return a == b
	}
	return string(a.Canonical()) == string(b.Canonical())
}

func (v *Value) appendJSON(dst []byte, canonical bool) []byte {
	switch v.Kind() {
	case Bool:
		return append(dst, v.text...)
	case Number:
		if canonical {
			return append(dst, canonicalNumber(v.text)...)
		}
		return append(dst, v.text...)
	case String:
		return appendString(dst, v.text)
	case Array:
		return v.appendArray(dst, canonical)
	case Object:
		return v.appendObject(dst, canonical)
	default:
		return append(dst, "null"...)
	}
}

func (v *Value) appendArray(dst []byte, canonical bool) []byte {
	dst = append(dst, '[')
	for i, item := range v.items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item.appendJSON(dst, canonical)
	}
	return append(dst, ']')
}

func (v *Value) appendObject(dst []byte, canonical bool) []byte {
	members := v.members
	if canonical {
		members = slices.Clone(members)
		slices.SortFunc(members, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
	}
	dst = append(dst, '{')
	for i, member := range members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, member.Key), ':')
		dst = member.Value.appendJSON(dst, canonical)
	}
	return append(dst, '}')
}

const hexDigits = "0123456789abcdef"

func appendString(dst []byte, text string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		dst = appendRune(dst, r, text[i:i+size])
		i += size
	}
	return append(dst, '"')
}

func appendRune(dst []byte, r rune, raw string) []byte {
	switch {
	case r == '"' || r == '\\':
		return append(dst, '\\', byte(r))
	case r == '\n':
		return append(dst, '\\', 'n')
	case r == '\t':
		return append(dst, '\\', 't')
	case r == '\r':
		return append(dst, '\\', 'r')
	case r < ' ' || r == 0x2028 || r == 0x2029:
		return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
	default:
		return append(dst, raw...)
	}
}

// canonicalNumber writes a JSON number as digits and a power of ten, so that
// 1.50, 15e-1 and 1.5 are one. It is exact: no float64 is in between.
func canonicalNumber(literal string) string {
	mantissa, exponentText, _ := strings.Cut(strings.ToLower(literal), "e")
	exponent, _ := strconv.Atoi(exponentText) // bounded by the reader: no finite number has a longer one
	sign := ""
	if rest, negative := strings.CutPrefix(mantissa, "-"); negative {
		sign, mantissa = "-", rest
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	exponent -= len(fraction)
	trimmed := strings.TrimRight(digits, "0")
	exponent += len(digits) - len(trimmed)
	if trimmed == "" {
		return "0"
	}
	if exponent >= 0 && exponent <= 20 {
		return sign + trimmed + strings.Repeat("0", exponent)
	}
	return sign + trimmed + "e" + strconv.Itoa(exponent)
}
