package jsonstrict

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Limits bound what is read. Every one must be positive.
type Limits struct {
	// Bytes is the length of the input.
	Bytes int
	// Depth is how deep lists and objects may stand in each other.
	Depth int
	// Values is how many values there may be in all.
	Values int
}

// CheckSize refuses a text that is too long. Kinds of error: too_large.
func (l Limits) CheckSize(text []byte) error {
	if len(text) > l.Bytes {
		return apperror.New(apperror.TooLarge, "The document is larger than %s", l.Size())
	}
	return nil
}

// Size is the length of the input in words: 4 MiB, 4096 bytes.
func (l Limits) Size() string {
	if l.Bytes >= 1<<20 && l.Bytes%(1<<20) == 0 {
		return strconv.Itoa(l.Bytes>>20) + " MiB"
	}
	return strconv.Itoa(l.Bytes) + " bytes"
}

// JSON reads one JSON value. Kinds of error: invalid, too_large.
func JSON(input []byte, limits Limits) (*Value, error) {
	if err := limits.CheckSize(input); err != nil {
		return nil, err
	}
	if countJSON(input, limits.Values) > limits.Values {
		return nil, tooMany(limits.Values)
	}
	r := reader{in: input, limits: limits}
	if len(input) >= 3 && string(input[:3]) == "\xef\xbb\xbf" {
		return nil, r.fault("the text must not begin with a byte order mark")
	}
	r.blanks()
	value, err := r.value()
	if err != nil {
		return nil, err
	}
	if r.blanks(); r.pos < len(r.in) {
		return nil, r.fault("there is text after the end of the document")
	}
	return value, nil
}

// reader is a recursive-descent reader whose recursion the depth limit bounds.
type reader struct {
	in     []byte
	pos    int
	limits Limits
	count  int
	path   []Step
}

func (r *reader) value() (*Value, error) {
	if r.count++; r.count > r.limits.Values {
		return nil, r.faultAt("there are more than %d values in the document", r.limits.Values)
	}
	if r.pos >= len(r.in) {
		return nil, r.fault("the document ends too early")
	}
	switch c := r.in[r.pos]; {
	case c == '{':
		return r.nested(r.object)
	case c == '[':
		return r.nested(r.array)
	case c == '"':
		text, err := r.text()
		return &Value{kind: String, text: text}, err
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	default:
		return r.word()
	}
}

func (r *reader) nested(read func() (*Value, error)) (*Value, error) {
	if r.limits.Depth--; r.limits.Depth < 0 {
		return nil, r.faultAt("the document is nested too deeply")
	}
	r.pos++
	r.blanks()
	value, err := read()
	r.limits.Depth++
	return value, err
}

func (r *reader) object() (*Value, error) {
	object := &Value{kind: Object}
	if r.take('}') {
		return object, nil
	}
	for {
		if err := r.member(object); err != nil {
			return nil, err
		}
		if r.blanks(); r.take('}') {
			return object, nil
		}
		if !r.take(',') {
			return nil, r.fault("a comma or a closing brace must stand here")
		}
		r.blanks()
	}
}

func (r *reader) member(object *Value) error {
	if r.pos >= len(r.in) || r.in[r.pos] != '"' {
		return r.fault("a key in quotation marks must stand here")
	}
	key, err := r.text()
	if err != nil {
		return err
	}
	r.path = append(r.path, Step{Key: key})
	if refusal := object.put(key); refusal != "" {
		return r.faultAt("%s", refusal)
	}
	if r.blanks(); !r.take(':') {
		return r.fault("a colon must stand here")
	}
	r.blanks()
	value, err := r.value()
	r.path = r.path[:len(r.path)-1]
	object.members[len(object.members)-1].Value = value
	return err
}

func (r *reader) array() (*Value, error) {
	array := &Value{kind: Array}
	if r.take(']') {
		return array, nil
	}
	for {
		r.path = append(r.path, Step{Index: len(array.items), IsIndex: true})
		item, err := r.value()
		if err != nil {
			return nil, err
		}
		r.path = r.path[:len(r.path)-1]
		array.items = append(array.items, item)
		if r.blanks(); r.take(']') {
			return array, nil
		}
		if !r.take(',') {
			return nil, r.fault("a comma or a closing bracket must stand here")
		}
		r.blanks()
	}
}

func (r *reader) word() (*Value, error) {
	for word, value := range map[string]Value{
		"null": {kind: Null}, "true": {kind: Bool, text: "true"}, "false": {kind: Bool, text: "false"},
	} {
		if end := r.pos + len(word); end <= len(r.in) && string(r.in[r.pos:end]) == word {
			r.pos = end
			return &value, nil
		}
	}
	return nil, r.fault("a value must stand here")
}

func (r *reader) take(c byte) bool {
	if r.pos < len(r.in) && r.in[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

func (r *reader) blanks() {
	for r.pos < len(r.in) {
		switch r.in[r.pos] {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return
		}
	}
}

// fault is a fault of the text, told by line and column.
func (r *reader) fault(problem string) error {
	line, column := 1, 1
	for _, c := range r.in[:min(r.pos, len(r.in))] {
		if c == '\n' {
			line, column = line+1, 1
		} else if utf8.RuneStart(c) {
			column++
		}
	}
	message := fmt.Sprintf("line %d, column %d: %s", line, column, problem)
	return apperror.New(apperror.Invalid, "The document is not valid: %s", message).WithCode("malformed_document").
		WithField(Path(r.path), "%s", message)
}

// faultAt is a fault of a member, told by its path.
func (r *reader) faultAt(format string, args ...any) error {
	path, message := Path(r.path), fmt.Sprintf(format, args...)
	return apperror.New(apperror.Invalid, "The document is not valid: %s: %s", path, message).
		WithCode("malformed_document").WithField(path, "%s", message)
}
