package refusal

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

const (
	// maxDepth is how deep the texts of an answer are looked for.
	maxDepth = 32
	// maxLeaves bounds the texts of one answer.
	maxLeaves = 20_000
	// maxTextBytes is how much of one text is looked at.
	maxTextBytes = 8 << 10
)

// leaf is one text of an answer, with where it stands.
type leaf struct {
	in        place
	file      string
	path      []string
	text      string
	codes     []int
	errorType string
}

// field writes the path without what is none of the file's own names.
func (l leaf) field() string {
	var steps []string
	for _, step := range l.path {
		switch _, err := strconv.Atoi(step); {
		case step == "_schema", step == l.file:
		case err == nil:
			steps = append(steps, "*")
		default:
			steps = append(steps, step)
		}
	}
	return strings.Join(steps, ".")
}

// takeApart finds the texts of an answer. Superset has several shapes of them:
//
//	{"errors": [{"message", "error_type", "extra": {"<file>": …, "issue_codes": [{"code"}]}}]}
//	{"message": "text"} or {"message": {"<field>": ["text"]}}
//	{"msg": "text"}, {"error": "text"}
//	{"result": [{"viz_error": "text" or a list of errors}]}
func takeApart(body []byte) []leaf {
	root := object(body)
	if root == nil {
		return []leaf{{in: inAnswer, text: cut(string(body))}}
	}
	var a apart
	a.errors(root["errors"])
	if len(a.leaves) > 0 {
		return a.leaves
	}
	for _, key := range []string{"message", "msg", "error"} {
		switch said := root[key].(type) {
		case nil:
		case string:
			a.add(leaf{in: inAnswer, text: said})
		default:
			a.walk(leaf{in: inField}, said, 0)
		}
	}
	a.results(root["result"])
	return a.leaves
}

type apart struct{ leaves []leaf }

func (a *apart) add(found leaf) {
	found.text = cut(found.text)
	if found.text != "" && len(a.leaves) < maxLeaves {
		a.leaves = append(a.leaves, found)
	}
}

// errors takes Superset's own form of errors apart. What stands under a file says more than
// the message, which repeats it.
func (a *apart) errors(value any) {
	list, _ := value.([]any)
	for _, each := range list {
		said, _ := each.(map[string]any)
		extra, _ := said["extra"].(map[string]any)
		base := leaf{in: inFile, codes: codes(extra["issue_codes"])}
		base.errorType, _ = said["error_type"].(string)
		before := len(a.leaves)
		for _, key := range slices.Sorted(maps.Keys(extra)) {
			if strings.HasSuffix(key, ".yaml") || strings.HasSuffix(key, ".yml") {
				base.file = key
				a.walk(base, extra[key], 0)
			}
		}
		if len(a.leaves) == before {
			base.in, base.file = inAnswer, ""
			base.text, _ = said["message"].(string)
			a.add(base)
		}
	}
}

// results takes the errors of charts that were warmed up.
func (a *apart) results(value any) {
	list, _ := value.([]any)
	for _, each := range list {
		chart, _ := each.(map[string]any)
		switch said := chart["viz_error"].(type) {
		case string:
			a.add(leaf{in: inAnswer, text: said})
		case []any:
			a.errors(said)
		}
	}
}

func (a *apart) walk(base leaf, value any, depth int) {
	if depth > maxDepth || len(a.leaves) >= maxLeaves {
		return
	}
	switch said := value.(type) {
	case string:
		base.text = said
		a.add(base)
	case []any:
		for _, each := range said {
			a.walk(base, each, depth+1)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(said)) {
			inside := base
			inside.path = append(slices.Clone(base.path), key)
			a.walk(inside, said[key], depth+1)
		}
	}
}

func codes(value any) []int {
	list, _ := value.([]any)
	var found []int
	for _, each := range list {
		issue, _ := each.(map[string]any)
		if code, ok := issue["code"].(float64); ok {
			found = append(found, int(code))
		}
	}
	return found
}

func cut(text string) string {
	if len(text) > maxTextBytes {
		text = text[:maxTextBytes]
	}
	return strings.TrimSpace(text)
}
