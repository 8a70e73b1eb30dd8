package jsonstrict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// YAML reads one YAML document that JSON could also say. Kinds of error: invalid,
// too_large.
func YAML(input []byte, limits Limits) (*Value, error) {
	if err := limits.CheckSize(input); err != nil {
		return nil, err
	}
	if !utf8.Valid(input) || bytes.IndexByte(input, 0) >= 0 {
		return nil, yamlFault("the text must be UTF-8 without the character NUL")
	}
	if boundYAML(input) > limits.Values {
		return nil, yamlFault("there are more than %d places where a value can begin; as JSON they are counted exactly", limits.Values)
	}
	root, err := yamlDocument(input)
	if err != nil {
		return nil, err
	}
	y := yamlReader{limits: limits}
	return y.value(root)
}

func yamlDocument(input []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(input))
	var document, second yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, yamlFault("there is nothing in it")
	} else if err != nil {
		return nil, yamlFault("%s", yamlReason(err)).WithCause(err)
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, yamlFault("there must be one document only")
	}
	if len(document.Content) != 1 {
		return nil, yamlFault("there is nothing in it")
	}
	return document.Content[0], nil
}

// yamlReason keeps the place of a syntax fault and drops the rest, which may
// repeat what the document says.
func yamlReason(err error) string {
	_, after, found := strings.Cut(err.Error(), "line ")
	digits := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	if !found || digits <= 0 {
		return "the YAML can't be read"
	}
	return "line " + after[:digits] + ": the YAML can't be read here"
}

func yamlFault(format string, args ...any) *apperror.Error {
	return apperror.New(apperror.Invalid, "The document is not valid: %s", fmt.Sprintf(format, args...)).
		WithCode("malformed_document").WithField("", format, args...)
}

type yamlReader struct {
	limits Limits
	count  int
	path   []Step
}

func (y *yamlReader) value(node *yaml.Node) (*Value, error) {
	if y.count++; y.count > y.limits.Values {
		return nil, y.fault(node, "there are more than %d values in the document", y.limits.Values)
	}
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		return nil, y.fault(node, "anchors and aliases are not allowed")
	}
	switch node.Kind {
	case yaml.MappingNode:
		return y.nested(node, "!!map", y.object)
	case yaml.SequenceNode:
		return y.nested(node, "!!seq", y.array)
	case yaml.ScalarNode:
		return y.scalar(node)
	default:
		return nil, y.fault(node, "this is not a value")
	}
}

func (y *yamlReader) nested(node *yaml.Node, tag string, read func(*yaml.Node) (*Value, error)) (*Value, error) {
	if node.ShortTag() != tag {
		return nil, y.fault(node, "tags are not allowed")
	}
	if y.limits.Depth--; y.limits.Depth < 0 {
		return nil, y.fault(node, "the document is nested too deeply")
	}
	value, err := read(node)
	y.limits.Depth++
	return value, err
}

func (y *yamlReader) object(node *yaml.Node) (*Value, error) {
	object := &Value{kind: Object}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Anchor != "" || key.ShortTag() == "!!merge" {
			return nil, y.fault(key, "a key must be plain text")
		}
		y.path = append(y.path, Step{Key: key.Value})
		if refusal := object.put(key.Value); refusal != "" {
			return nil, y.fault(key, "%s", refusal)
		}
		read, err := y.value(value)
		if err != nil {
			return nil, err
		}
		y.path = y.path[:len(y.path)-1]
		object.members[len(object.members)-1].Value = read
	}
	return object, nil
}

func (y *yamlReader) array(node *yaml.Node) (*Value, error) {
	array := &Value{kind: Array}
	for i, item := range node.Content {
		y.path = append(y.path, Step{Index: i, IsIndex: true})
		read, err := y.value(item)
		if err != nil {
			return nil, err
		}
		y.path = y.path[:len(y.path)-1]
		array.items = append(array.items, read)
	}
	return array, nil
}

func (y *yamlReader) scalar(node *yaml.Node) (*Value, error) {
	switch node.ShortTag() {
	case "!!null":
		return NewNull(), nil
	case "!!str", "!!timestamp":
		if strings.IndexByte(node.Value, 0) >= 0 || !utf8.ValidString(node.Value) {
			return nil, y.fault(node, "the text must be UTF-8 without the character NUL")
		}
		return NewString(node.Value), nil
	case "!!bool":
		return NewBool(strings.EqualFold(node.Value, "true")), nil
	case "!!int", "!!float":
		return y.number(node)
	default:
		return nil, y.fault(node, "tags are not allowed")
	}
}

// number keeps the digits of what is also a JSON number and converts YAML's
// other forms (0x1F, 0o17, +1, .5, 1_000).
func (y *yamlReader) number(node *yaml.Node) (*Value, error) {
	if numberLength([]byte(node.Value)) == len(node.Value) && fits(node.Value) {
		return &Value{kind: Number, text: node.Value}, nil
	}
	var whole int64
	if node.ShortTag() == "!!int" && node.Decode(&whole) == nil {
		return NewInt(whole), nil
	}
	var float float64
	if node.Decode(&float) != nil {
		return nil, y.fault(node, "the number is too large or too long")
	}
	literal := strconv.FormatFloat(float, 'g', -1, 64)
	if numberLength([]byte(literal)) != len(literal) {
		return nil, y.fault(node, "the number must be finite")
	}
	return &Value{kind: Number, text: literal}, nil
}

func (y *yamlReader) fault(node *yaml.Node, format string, args ...any) error {
	path := Path(y.path)
	message := fmt.Sprintf("line %d: %s", node.Line, fmt.Sprintf(format, args...))
	return apperror.New(apperror.Invalid, "The document is not valid: %s", message).
		WithCode("malformed_document").WithField(path, "%s", message)
}

// YAML writes the value as a YAML document.
func (v *Value) YAML() ([]byte, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(v.yamlNode()); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	if err := encoder.Close(); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	return out.Bytes(), nil
}

func (v *Value) yamlNode() *yaml.Node {
	switch v.Kind() {
	case Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: v.text}
	case Number:
		tag := "!!int"
		if strings.ContainsAny(v.text, ".eE") {
			tag = "!!float"
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: v.text}
	case String:
		return yamlText(v.text)
	case Array:
		node := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for _, item := range v.items {
			node.Content = append(node.Content, item.yamlNode())
		}
		return node
	case Object:
		node := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for _, member := range v.members {
			node.Content = append(node.Content, yamlText(member.Key), member.Value.yamlNode())
		}
		return node
	default:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
	}
}

// yamlText writes lines of plain printable text as a block, and whatever could
// be read back as something else in quotation marks.
func yamlText(text string) *yaml.Node {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	odd := strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
	switch {
	case odd || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\n"):
		node.Style = yaml.DoubleQuotedStyle
	case strings.Contains(text, "\n"):
		node.Style = yaml.LiteralStyle
	}
	return node
}
