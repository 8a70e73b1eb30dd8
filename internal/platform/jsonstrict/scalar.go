package jsonstrict

import (
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// longestNumber is how many characters a number may have.
const longestNumber = 400

func (r *reader) number() (*Value, error) {
	end := r.pos + numberLength(r.in[r.pos:])
	literal := string(r.in[r.pos:end])
	if end == r.pos {
		return nil, r.fault("this is not a number")
	}
	if !fits(literal) {
		return nil, r.faultAt("the number is too large or too long")
	}
	r.pos = end
	return &Value{kind: Number, text: literal}, nil
}

func fits(literal string) bool {
	number, err := strconv.ParseFloat(literal, 64)
	return err == nil && !math.IsInf(number, 0) && len(literal) <= longestNumber
}

// numberLength gives how long the JSON number at the start of the text is; zero
// when there is none, or when it is followed by what could not follow a number.
func numberLength(in []byte) int {
	at := 0
	if at < len(in) && in[at] == '-' {
		at++
	}
	whole := digits(in[at:])
	if whole == 0 || whole > 1 && in[at] == '0' {
		return 0
	}
	at += whole
	if at < len(in) && in[at] == '.' {
		fraction := digits(in[at+1:])
		if fraction == 0 {
			return 0
		}
		at += 1 + fraction
	}
	return at + exponentLength(in[at:])
}

func exponentLength(in []byte) int {
	if len(in) < 2 || in[0] != 'e' && in[0] != 'E' {
		return 0
	}
	at := 1
	if in[at] == '+' || in[at] == '-' {
		at++
	}
	if power := digits(in[at:]); power > 0 && power <= 6 {
		return at + power
	}
	return 0
}

func digits(in []byte) int {
	n := 0
	for n < len(in) && in[n] >= '0' && in[n] <= '9' {
		n++
	}
	return n
}

// text reads a string, from its opening to its closing quotation mark.
func (r *reader) text() (string, error) {
	r.pos++
	var out []byte
	for r.pos < len(r.in) {
		switch c := r.in[r.pos]; {
		case c == '"':
			r.pos++
			return string(out), nil
		case c == '\\':
			char, err := r.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, char)
		case c < ' ':
			return "", r.fault("a control character must be written as an escape")
		default:
			char, size := utf8.DecodeRune(r.in[r.pos:])
			if char == utf8.RuneError && size == 1 {
				return "", r.fault("the text is not valid UTF-8")
			}
			out = append(out, r.in[r.pos:r.pos+size]...)
			r.pos += size
		}
	}
	return "", r.fault("a closing quotation mark is missing")
}

func (r *reader) escape() (rune, error) {
	if r.pos+1 >= len(r.in) {
		return 0, r.fault("an escape is incomplete")
	}
	c := r.in[r.pos+1]
	if c == 'u' {
		return r.unicodeEscape()
	}
	char, known := map[byte]rune{
		'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
	}[c]
	if !known {
		return 0, r.fault("there is no such escape")
	}
	r.pos += 2
	return char, nil
}

func (r *reader) unicodeEscape() (rune, error) {
	char, ok := r.hex(r.pos)
	if !ok {
		return 0, r.fault("four hexadecimal digits must follow \\u")
	}
	if char == 0 {
		return 0, r.fault("the character NUL is not allowed")
	}
	if !utf16.IsSurrogate(char) {
		r.pos += 6
		return char, nil
	}
	low, ok := r.hex(r.pos + 6)
	if pair := utf16.DecodeRune(char, low); ok && pair != utf8.RuneError {
		r.pos += 12
		return pair, nil
	}
	return 0, r.fault("half of a surrogate pair is missing")
}

// hex reads the escape \uXXXX at a place.
func (r *reader) hex(at int) (rune, bool) {
	if at+6 > len(r.in) || r.in[at] != '\\' || r.in[at+1] != 'u' {
		return 0, false
	}
	code, err := strconv.ParseUint(string(r.in[at+2:at+6]), 16, 16)
	return rune(code), err == nil
}
