package refusal

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed rules.yaml
var builtIn []byte

const (
	// maxTableBytes and maxRules bound a table: every text is given to every rule.
	maxTableBytes = 1 << 20
	maxRules      = 1000
)

// Table is an ordered list of rules. It does not change, so it is safe for concurrent use.
type Table struct{ rules []rule }

// place is where in an answer a text stands.
type place string

const (
	inFile   place = "file"
	inField  place = "field"
	inAnswer place = "answer"
)

type rule struct {
	id     string
	kind   Kind
	in     place // empty: everywhere
	text   *regexp.Regexp
	codes  []int
	types  []string
	status []int
	off    bool
	line   int
}

// TableError says what is wrong with a file of rules, and where.
type TableError struct {
	// File is the name under which it was read.
	File string
	// Line counts from one; zero where the whole file is meant.
	Line int
	// Field is the part of the rule; empty where the whole rule is meant.
	Field string
	// Problem is a sentence without an end.
	Problem string
}

// Error reads file:line: field: problem.
func (e *TableError) Error() string {
	text := e.File
	if e.Line > 0 {
		text += ":" + strconv.Itoa(e.Line)
	}
	if e.Field != "" {
		text += ": " + e.Field
	}
	return text + ": " + e.Problem
}

// Default is the table that comes with the program. The error would be a mistake of the
// program; a test reads the table.
func Default() (*Table, error) { return (&Table{}).Merge("rules.yaml", builtIn) }

// Merge gives a table in which a file's rules go over these: one with a known id replaces
// it where it stands, one that is off takes it out, and new ones come first, in the file's
// order. The file may be empty. Errors are *TableError.
func (t *Table) Merge(name string, text []byte) (*Table, error) {
	read, err := readRules(name, text)
	if err != nil {
		return nil, err
	}
	merged, added := slices.Clone(t.rules), []rule(nil)
	for _, each := range read {
		at := slices.IndexFunc(merged, func(other rule) bool { return other.id == each.id })
		switch {
		case at < 0 && each.off:
			problem := fmt.Sprintf("there is no rule %q to take out", each.id)
			return nil, &TableError{File: name, Line: each.line, Field: "id", Problem: problem}
		case at < 0:
			added = append(added, each)
		default:
			merged[at] = each
		}
	}
	merged = slices.DeleteFunc(append(added, merged...), func(each rule) bool { return each.off })
	if len(merged) > maxRules {
		return nil, &TableError{File: name, Problem: fmt.Sprintf("there are more than %d rules", maxRules)}
	}
	return &Table{rules: merged}, nil
}

func readRules(name string, text []byte) ([]rule, error) {
	if len(text) > maxTableBytes {
		return nil, &TableError{File: name, Problem: fmt.Sprintf("it has more than %d bytes", maxTableBytes)}
	}
	var document yaml.Node
	err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&document)
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, &TableError{File: name, Problem: strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	r := reader{name: name}
	return r.document(document.Content[0])
}

type reader struct{ name string }

func (r reader) fault(node *yaml.Node, field, format string, args ...any) *TableError {
	return &TableError{File: r.name, Line: node.Line, Field: field, Problem: fmt.Sprintf(format, args...)}
}

func (r reader) document(root *yaml.Node) ([]rule, error) {
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return nil, nil
	}
	if root.Kind != yaml.MappingNode || len(root.Content) != 2 || root.Content[0].Value != "rules" {
		return nil, r.fault(root, "", "it must have one member, rules")
	}
	list := root.Content[1]
	if list.Kind != yaml.SequenceNode {
		return nil, r.fault(list, "rules", "it must be a list")
	}
	if len(list.Content) > maxRules {
		return nil, r.fault(list, "rules", "there are more than %d rules", maxRules)
	}
	rules := make([]rule, 0, len(list.Content))
	for _, node := range list.Content {
		read, err := r.rule(node)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(rules, func(other rule) bool { return other.id == read.id }) {
			return nil, r.fault(node, "id", "%q is there twice", read.id)
		}
		rules = append(rules, read)
	}
	return rules, nil
}

func (r reader) rule(node *yaml.Node) (rule, error) {
	read := rule{line: node.Line}
	if node.Kind != yaml.MappingNode {
		return read, r.fault(node, "", "a rule must be a map")
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if err := r.member(&read, node.Content[i].Value, node.Content[i+1]); err != nil {
			return read, err
		}
	}
	switch {
	case read.id == "":
		return read, r.fault(node, "id", "it is missing")
	case read.off:
		return read, nil
	case read.kind == "":
		return read, r.fault(node, "kind", "it is missing")
	case read.text == nil && read.codes == nil && read.types == nil:
		return read, r.fault(node, "text", "one of text, codes and types is needed")
	}
	return read, nil
}

func (r reader) member(into *rule, key string, node *yaml.Node) error {
	var err error
	switch key {
	case "id":
		into.id = node.Value
	case "kind":
		into.kind = Kind(node.Value)
		if !slices.Contains(Kinds(), into.kind) {
			return r.fault(node, key, "%q is none of the kinds", node.Value)
		}
	case "in":
		into.in = place(node.Value)
		if !slices.Contains([]place{inFile, inField, inAnswer}, into.in) {
			return r.fault(node, key, "%q is none of file, field and answer", node.Value)
		}
	case "text":
		if into.text, err = regexp.Compile(node.Value); err != nil {
			return r.fault(node, key, "%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
		if into.text.MatchString("") {
			return r.fault(node, key, "it fits every text")
		}
	case "codes":
		err = node.Decode(&into.codes)
	case "types":
		err = node.Decode(&into.types)
	case "status":
		err = node.Decode(&into.status)
	case "off":
		err = node.Decode(&into.off)
	default:
		return r.fault(node, key, "a rule has no such member")
	}
	if err != nil {
		return r.fault(node, key, "it is of the wrong form")
	}
	if node.Kind == yaml.ScalarNode && node.Value == "" {
		return r.fault(node, key, "it is empty")
	}
	return nil
}

// KindsInUse lists the kinds that the rules give, each once, in their order.
func (t *Table) KindsInUse() []Kind {
	var kinds []Kind
	for _, each := range t.rules {
		if !slices.Contains(kinds, each.kind) {
			kinds = append(kinds, each.kind)
		}
	}
	return kinds
}
