package samples

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// dashboard is what a document asks.
type dashboard struct {
	variables []variable
	queries   []string
	// repeats are variables by which a group or a panel repeats: its queries
	// stand once for each value.
	repeats map[string]bool
}

type tree = map[string]any

// read takes a document apart. What it has no place for is passed over.
func read(raw []byte) (dashboard, error) {
	var root any
	if err := json.Unmarshal(raw, &root); err != nil {
		return dashboard{}, fmt.Errorf("read a document: %w", err)
	}
	d := dashboard{repeats: map[string]bool{}}
	d.walk(root)
	return d, nil
}

// walk finds variables, repeats and queries wherever they stand.
func (d *dashboard) walk(value any) {
	switch typed := value.(type) {
	case []any:
		for _, each := range typed {
			d.walk(each)
		}
	case tree:
		d.note(typed)
		for _, each := range typed {
			d.walk(each)
		}
	}
}

func (d *dashboard) note(from tree) {
	for _, key := range []string{"repeatVariable", "repeat"} {
		if name := text(from, key); name != "" {
			d.repeats[name] = true
		}
	}
	for _, target := range items(from, "targets") {
		if expression := text(target, "expr"); expression != "" {
			d.queries = append(d.queries, expression)
		}
	}
	switch text(from, "kind") {
	case "PrometheusTimeSeriesQuery":
		d.queries = append(d.queries, text(from, "spec", "query"))
	case "ListVariable", "TextVariable":
		d.variables = append(d.variables, persesVariable(from))
	}
	for _, template := range items(from, "templating", "list") {
		d.variables = append(d.variables, grafanaVariable(template))
	}
}

func persesVariable(from tree) variable {
	spec, plugin := at(from, "spec"), at(from, "spec", "plugin")
	made := variable{
		name: text(spec, "name"), label: text(plugin, "spec", "labelName"), text: text(from, "kind") == "TextVariable",
		multiple: spec["allowMultiple"] == true, all: spec["allowAllValue"] == true,
		custom: text(spec, "customAllValue"), capture: text(spec, "capturingRegexp"),
		descending: strings.HasSuffix(text(spec, "sort"), "-desc"),
	}
	made.chosen = append(words([]any{spec["value"]}), words([]any{spec["defaultValue"]})...)
	listed, _ := plugin["spec"].(tree)
	matchers, _ := listed["matchers"].([]any)
	made.from = words(matchers)
	if expression := text(plugin, "spec", "expr"); expression != "" {
		made.from = append(made.from, expression)
	}
	if text(plugin, "kind") == "StaticListVariable" {
		values, _ := listed["values"].([]any)
		made.fixed = words(values)
	}
	return made
}

// words are the texts in a list of texts, lists, and objects with a value.
func words(from []any) []string {
	var found []string
	for _, each := range from {
		switch typed := each.(type) {
		case string:
			if typed != "" {
				found = append(found, typed)
			}
		case []any:
			found = append(found, words(typed)...)
		case tree:
			found = append(found, words([]any{typed["value"]})...)
		}
	}
	return found
}

var (
	labelValues = regexp.MustCompile(`(?s)^\s*label_values\(\s*(?:(.*),)?\s*(\w+)\s*\)\s*$`)
	queryResult = regexp.MustCompile(`(?s)^\s*query_result\((.*)\)\s*$`)
	metricNames = regexp.MustCompile(`(?s)^\s*metrics\((.*)\)\s*$`)
	labelOfText = regexp.MustCompile(`(\w+)=\\?"`)
	onlyLabel   = regexp.MustCompile(`\bby\s*\(\s*(\w+)\s*\)`)
)

// grafanaVariable reads a variable of Grafana.
func grafanaVariable(from tree) variable {
	query := text(from, "query")
	if query == "" {
		query = text(from, "query", "query")
	}
	if query == "" {
		query = text(from, "definition")
	}
	kind := text(from, "type")
	made := variable{
		name: text(from, "name"), text: kind == "textbox" || kind == "constant",
		multiple: from["multi"] == true, all: from["includeAll"] == true, custom: text(from, "allValue"),
		capture:    strings.Trim(text(from, "regex"), "/"),
		descending: from["sort"] == 2.0 || from["sort"] == 4.0 || from["sort"] == 6.0 || from["sort"] == 8.0,
	}
	made.chosen = words([]any{at(from, "current")["value"]})
	switch {
	case labelValues.MatchString(query):
		match := labelValues.FindStringSubmatch(query)
		made.label, made.from = match[2], words([]any{match[1]})
	case metricNames.MatchString(query):
		made.label = metricName
		made.from = []string{fmt.Sprintf("{%s=~%q}", metricName, metricNames.FindStringSubmatch(query)[1])}
	case queryResult.MatchString(query):
		made.label, made.from = "instance", []string{queryResult.FindStringSubmatch(query)[1]}
		if match := labelOfText.FindStringSubmatch(made.capture); match != nil {
			made.label, made.capture = match[1], ""
		} else if match := onlyLabel.FindStringSubmatch(query); match != nil {
			made.label, made.capture = match[1], ""
		}
	case kind == "custom" || kind == "interval":
		for entry := range strings.SplitSeq(query, ",") {
			_, value, labelled := strings.Cut(entry, " : ")
			if !labelled {
				value = entry
			}
			made.fixed = append(made.fixed, strings.TrimSpace(value))
		}
	case len(made.chosen) == 0:
		made.chosen = words([]any{query})
	}
	return made
}

func at(from tree, path ...string) tree {
	for _, key := range path {
		from, _ = from[key].(tree)
	}
	return from
}

func text(from tree, path ...string) string {
	last := len(path) - 1
	found, _ := at(from, path[:last]...)[path[last]].(string)
	return found
}

func items(from tree, path ...string) []tree {
	last := len(path) - 1
	all, _ := at(from, path[:last]...)[path[last]].([]any)
	var found []tree
	for _, each := range all {
		if one, ok := each.(tree); ok {
			found = append(found, one)
		}
	}
	return found
}
