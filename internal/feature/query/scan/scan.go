package scan

import (
	"bytes"
	"errors"
)

// Shape is what the limits need to know of an answer.
type Shape struct {
	// Elements counts the series of a query's result or the entries of a listing.
	Elements int
	// Success is true when the answer's status says so.
	Success bool
	// Partial is true when the answer carries warnings.
	Partial bool
	// Extra is true when the answer carries more than its status and data.
	Extra bool
}

var errGarbage = errors.New("the answer is not JSON of the Prometheus HTTP API")

// maxAnswerDepth is more than any answer of the API nests.
const maxAnswerDepth = 32

// Answer looks over an answer without decoding it: it proves that brackets and
// strings are sound, and counts the entries of data, or of data.result. It never
// looks at a sample's number, which is what makes it cheap.
func Answer(answer []byte) (Shape, error) {
	s := scanner{in: answer}
	for s.at < len(answer) {
		if err := s.step(); err != nil {
			return Shape{}, err
		}
	}
	if s.depth != 0 || !s.closed {
		return Shape{}, errGarbage
	}
	return s.Shape, nil
}

type scanner struct {
	Shape

	in     []byte
	at     int
	depth  int
	closed bool
	stack  [maxAnswerDepth]byte
	// keys are the last keys of the objects at depth 1 and 2.
	keys [3][]byte
}

func (s *scanner) step() error {
	c := s.in[s.at]
	if c == '[' && s.depth == pointDepth {
		if next := skipPoints(s.in, s.at); next > s.at {
			s.at = next
			return nil
		}
	}
	switch c {
	case '"':
		return s.text()
	case '{', '[':
		return s.open(c)
	case '}', ']':
		s.at++
		return s.shut(c)
	case ' ', '\t', '\r', '\n':
		s.at++
		return nil
	}
	if s.depth == 0 || !scalarByte(c) {
		return errGarbage
	}
	s.at++
	return nil
}

// pointDepth is where the points of a matrix lie: answer, data, result, series,
// values. They are nearly all of a large answer's bytes.
const pointDepth = 5

// skipPoints jumps over points of the form [1435781451.781,"123.4"], one after
// another, and gives where they end. What looks otherwise is left to the scanner.
func skipPoints(in []byte, at int) int {
	for at < len(in) && in[at] == '[' {
		i := at + 1
		for i < len(in) && (in[i] >= '0' && in[i] <= '9' || in[i] == '.' || in[i] == '-') {
			i++
		}
		if i == at+1 || i+1 >= len(in) || in[i] != ',' || in[i+1] != '"' {
			return at
		}
		i += 2
		for i < len(in) && in[i] != '"' && in[i] != '\\' {
			i++
		}
		if i+1 >= len(in) || in[i] != '"' || in[i+1] != ']' {
			return at
		}
		if at = i + 2; at < len(in) && in[at] == ',' {
			at++
		}
	}
	return at
}

func scalarByte(c byte) bool {
	switch {
	case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
		return true
	default:
		return c == ',' || c == ':' || c == '.' || c == '-' || c == '+' || c == 'E'
	}
}

func (s *scanner) open(c byte) error {
	if s.depth >= maxAnswerDepth || s.depth == 0 && (c != '{' || s.closed) {
		return errGarbage
	}
	s.count(c == '{')
	s.stack[s.depth] = c
	s.depth++
	s.at++
	return nil
}

func (s *scanner) shut(c byte) error {
	if s.depth == 0 {
		return errGarbage
	}
	s.depth--
	if s.stack[s.depth] != c-2 { // '{' and '}', '[' and ']' are two apart
		return errGarbage
	}
	s.closed = s.depth == 0
	return nil
}

// count notes an entry: an object or a text in data, an object in data.result.
func (s *scanner) count(object bool) {
	switch {
	case s.depth == 2 && s.stack[1] == '[' && string(s.keys[1]) == "data":
		s.Elements++
	case s.depth == 3 && object && s.stack[2] == '[' && string(s.keys[2]) == "result" && string(s.keys[1]) == "data":
		s.Elements++
	}
}

func (s *scanner) text() error {
	if s.depth == 0 {
		return errGarbage
	}
	begin := s.at + 1
	end := begin
	for {
		found := bytes.IndexByte(s.in[end:], '"')
		if found < 0 {
			return errGarbage
		}
		end += found
		if !escaped(s.in[begin:end]) {
			break
		}
		end++
	}
	s.at = end + 1
	s.note(s.in[begin:end])
	return nil
}

// note sorts a text at the outer levels into key or value.
func (s *scanner) note(text []byte) {
	if s.depth > 2 {
		return
	}
	if s.stack[s.depth-1] == '[' {
		s.count(false)
		return
	}
	if s.at < len(s.in) && s.in[s.at] == ':' {
		s.keys[s.depth] = text
		if s.depth == 1 {
			s.Partial = s.Partial || string(text) == "warnings"
			s.Extra = s.Extra || string(text) != "status" && string(text) != "data"
		}
		return
	}
	if s.depth == 1 && string(s.keys[1]) == "status" {
		s.Success = string(text) == "success"
	}
}

// escaped reports whether what follows the text is escaped by its end.
func escaped(text []byte) bool {
	slashes := 0
	for i := len(text) - 1; i >= 0 && text[i] == '\\'; i-- {
		slashes++
	}
	return slashes%2 == 1
}
