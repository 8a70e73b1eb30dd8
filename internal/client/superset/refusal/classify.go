package refusal

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxFindings bounds what one answer tells; a bundle has a few hundred files.
	maxFindings = 5000
	// maxNameBytes bounds the names of files and fields that are kept.
	maxNameBytes = 500
)

// Finding is one thing that is wrong.
type Finding struct {
	Kind Kind
	// Rule is the id of the rule that fits; empty when none does.
	Rule string
	// File is the path within the bundle, without the root folder, as the answer to the
	// question must name it; empty when the whole request is meant.
	File string
	// Field is where in the file or in the request: steps with dots between, * for the
	// number in a list; for NeedsEncryptedField a JSONPath. May be empty.
	Field string
	// Label is the field's name for people; may be empty. Sanitized.
	Label string
	// Subject is what the text is about: a driver, a table, a user; may be empty. Sanitized.
	Subject string
	// Text is what the server says, in one sanitized line.
	Text string
	// Count is how often it is there, such as once for each column of a dataset.
	Count int
}

// Answer is what a server said.
type Answer struct {
	// Status is the HTTP status; zero when it is not known.
	Status int
	// Body is JSON, or whatever else came.
	Body []byte
	// Clean makes one safe line of a text of the server's. Required.
	Clean func(text string) string
}

// Classify tells what an answer means, file by file in the order of their names. There is
// always at least one finding.
func (t *Table) Classify(answer Answer) []Finding {
	s := sorter{table: t, status: answer.Status, clean: answer.Clean, seen: map[Finding]int{}}
	for _, each := range takeApart(answer.Body) {
		s.add(each)
	}
	if len(s.findings) == 0 {
		s.add(leaf{in: inAnswer, text: "the answer says nothing"})
	}
	return s.findings
}

// ClassifyText tells what a text means that a server gave as the reason of a failure, such
// as a database's.
func (t *Table) ClassifyText(text string, clean func(string) string) Finding {
	s := sorter{table: t, clean: clean, seen: map[Finding]int{}}
	s.add(leaf{in: inAnswer, text: text})
	return s.findings[0]
}

type sorter struct {
	table    *Table
	status   int
	clean    func(string) string
	findings []Finding
	seen     map[Finding]int // the place of what is there already
}

func (s *sorter) add(found leaf) {
	finding := s.table.find(found, s.status)
	finding.File = name(found.file)
	finding.Label, finding.Subject, finding.Text = s.clean(finding.Label), s.clean(finding.Subject), s.clean(found.text)
	if at, there := s.seen[finding]; there {
		s.findings[at].Count++
		return
	}
	if len(s.findings) == maxFindings {
		return
	}
	s.seen[finding] = len(s.findings)
	finding.Count = 1
	s.findings = append(s.findings, finding)
}

// find gives what the first fitting rule makes of a text.
func (t *Table) find(found leaf, status int) Finding {
	for i := range t.rules {
		groups, fits := t.rules[i].fits(found, status)
		if !fits {
			continue
		}
		finding := Finding{
			Kind: t.rules[i].kind, Rule: t.rules[i].id, Field: name(found.field()), Label: groups["label"], Subject: groups["subject"],
		}
		if field := groups["field"]; field != "" {
			finding.Field = name(field)
		}
		return finding
	}
	return Finding{Kind: Unrecognised, Field: name(found.field())}
}

func (r *rule) fits(found leaf, status int) (groups map[string]string, fits bool) {
	switch {
	case r.in != "" && r.in != found.in,
		r.status != nil && !slices.Contains(r.status, status),
		r.codes != nil && !slices.ContainsFunc(r.codes, func(code int) bool { return slices.Contains(found.codes, code) }),
		r.types != nil && !slices.Contains(r.types, found.errorType):
		return nil, false
	case r.text == nil:
		return nil, true
	}
	matched := r.text.FindStringSubmatch(found.text)
	if matched == nil {
		return nil, false
	}
	groups = map[string]string{}
	for i, group := range r.text.SubexpNames() {
		if group != "" && matched[i] != "" {
			groups[group] = matched[i]
		}
	}
	return groups, true
}

// name keeps the name of a file or field where it is short and printable.
func name(text string) string {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) }
	if len(text) > maxNameBytes || !utf8.ValidString(text) || strings.ContainsFunc(text, hidden) {
		return ""
	}
	return text
}

// object reads a JSON object; nil when it is none.
func object(body []byte) map[string]any {
	var root any
	if json.Unmarshal(body, &root) != nil {
		return nil
	}
	switch read := root.(type) {
	case map[string]any:
		return read
	default:
		return nil
	}
}
