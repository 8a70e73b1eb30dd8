package samples

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// dashboard is what a document asks.
type dashboard struct {
	variables map[string]variable
	queries   []string
	// lists are the selectors and queries that fill variables, with the label.
	lists []list
}

type list struct{ query, label string }

// variable is where a variable's values come from: a label, or fixed ones.
type variable struct {
	label  string
	values []string
}

// value is what the nth series has where the variable stands.
func (v variable) value(nth int) string {
	switch {
	case v.label != "":
		return valueOf(v.label, nth)
	case len(v.values) > 0:
		return v.values[0]
	default:
		return ""
	}
}

// valueOf is the nth value of a label. It sorts before words and other numbers.
func valueOf(label string, nth int) string { return fmt.Sprintf("0-%s-%d", label, nth+1) }

type tree = map[string]any

// read takes a document apart. What it has no place for is passed over.
func read(raw []byte) (dashboard, error) {
	var root tree
	if err := json.Unmarshal(raw, &root); err != nil {
		return dashboard{}, fmt.Errorf("read a document: %w", err)
	}
	d := dashboard{variables: map[string]variable{}}
	if inner, ok := root["dashboard"].(tree); ok {
		root = inner
	}
	for _, each := range items(root, "spec", "variables") {
		d.addVariable(each)
	}
	for _, each := range items(root, "templating", "list") {
		d.addTemplate(each)
	}
	d.walk(root)
	return d, nil
}

// walk finds the queries wherever they stand.
func (d *dashboard) walk(value any) {
	switch typed := value.(type) {
	case []any:
		for _, each := range typed {
			d.walk(each)
		}
	case tree:
		if expression := text(typed, "expr"); expression != "" && typed["refId"] != nil {
			d.queries = append(d.queries, expression)
		}
		if text(typed, "kind") == "PrometheusTimeSeriesQuery" {
			d.queries = append(d.queries, text(typed, "spec", "query"))
		}
		for _, each := range typed {
			d.walk(each)
		}
	}
}

func (d *dashboard) addVariable(from tree) {
	plugin, name := at(from, "spec", "plugin"), text(from, "spec", "name")
	made := variable{values: fixed(from)}
	label := text(plugin, "spec", "labelName")
	switch text(plugin, "kind") {
	case "PrometheusLabelValuesVariable", "PrometheusPromQLVariable":
		made.label = label
		matchers, _ := at(plugin, "spec")["matchers"].([]any)
		for _, matcher := range matchers {
			selector, _ := matcher.(string)
			d.lists = append(d.lists, list{selector, label})
		}
		if expression := text(plugin, "spec", "expr"); expression != "" {
			d.lists = append(d.lists, list{expression, label})
		}
	}
	d.variables[name] = made
}

// fixed are the values that a Perses variable has by itself, the chosen one first.
func fixed(from tree) []string {
	spec := at(from, "spec")
	var values []string
	for _, key := range []string{"value", "customAllValue", "defaultValue"} {
		switch typed := spec[key].(type) {
		case string:
			values = append(values, typed)
		case []any:
			values = append(values, words(typed)...)
		}
	}
	listed, _ := at(spec, "plugin", "spec")["values"].([]any)
	values = append(values, words(listed)...)
	return slices.DeleteFunc(values, func(value string) bool { return value == "" || value == "$__all" })
}

func words(from []any) []string {
	var found []string
	for _, each := range from {
		switch typed := each.(type) {
		case string:
			found = append(found, typed)
		case tree:
			found = append(found, text(typed, "value"))
		}
	}
	return found
}

var labelValues = regexp.MustCompile(`(?s)^\s*label_values\(\s*(?:(.*),)?\s*(\w+)\s*\)\s*$`)

// addTemplate reads a variable of Grafana.
func (d *dashboard) addTemplate(from tree) {
	query := text(from, "query")
	if query == "" {
		query = text(from, "query", "query")
	}
	made := variable{}
	switch match := labelValues.FindStringSubmatch(query); {
	case match != nil:
		made.label = match[2]
		if match[1] != "" {
			d.lists = append(d.lists, list{match[1], match[2]})
		}
	default:
		made.values = append(words([]any{at(from, "current")["value"]}), strings.Split(query, ",")...)
		made.values = slices.DeleteFunc(made.values, func(value string) bool { return value == "" || value == "$__all" })
	}
	d.variables[text(from, "name")] = made
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
