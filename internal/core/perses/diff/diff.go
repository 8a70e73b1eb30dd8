package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Kind is what happened to something.
type Kind string

// The kinds of changes.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Subject is what a change is about.
type Subject string

// The subjects, in the order in which a difference tells them.
const (
	Dashboard  Subject = "dashboard"
	Setting    Subject = "setting"
	Panel      Subject = "panel"
	Query      Subject = "query"
	Variable   Subject = "variable"
	Datasource Subject = "datasource"
	Layout     Subject = "layout"
)

// Change is one change in the words of the product. Name is of what changed,
// Fields are the fields that make it up.
type Change struct {
	Kind     Kind    `json:"kind"`
	Subject  Subject `json:"subject"`
	Name     string  `json:"name"`
	Sentence string  `json:"sentence"`
	Fields   []Field `json:"fields,omitempty"`
	// thing is the path of what changed: two panels may have one title.
	thing string
}

// Counts are how many things were added, removed and changed: a panel with two
// changes is one, two panels with one title are two.
type Counts struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Changed int `json:"changed"`
}

// Difference is what changed from one document to another.
type Difference struct {
	// Summary is one sentence without a full stop.
	Summary string   `json:"summary"`
	Counts  Counts   `json:"counts"`
	Changes []Change `json:"changes"`
	Fields  []Field  `json:"fields"`
}

// Compare tells what leads from one document to another. Either may be nil: then
// everything was added or removed.
func Compare(before, after *perses.Document) Difference {
	c := comparison{before: content(before), after: content(after)}
	c.display()
	c.settings()
	c.panels()
	c.named(Variable, variables(c.before), variables(c.after))
	c.named(Datasource, datasources(c.before), datasources(c.after))
	c.layout()
	all := fields("", c.before, c.after)
	if len(c.changes) == 0 && len(all) > 0 {
		c.add(Changed, Dashboard, "", "document", "Other fields changed", all)
	}
	result := Difference{Changes: c.changes, Fields: all}
	for _, subject := range subjects() {
		result.Counts.Added += count(c.changes, subject, Added)
		result.Counts.Removed += count(c.changes, subject, Removed)
		result.Counts.Changed += count(c.changes, subject, Changed)
	}
	result.Summary = summary(c.changes)
	return result
}

// content is a document's tree without what the server writes.
func content(d *perses.Document) *jsonstrict.Value {
	if d == nil {
		return nil
	}
	root := d.Root().Clone()
	for _, key := range []string{"project", "createdAt", "updatedAt", "version"} {
		root.Get("metadata").Delete(key)
	}
	return root
}

// comparison collects changes while it walks through two documents.
type comparison struct {
	before, after *jsonstrict.Value
	changes       []Change
}

// add tells a change of the thing at a path.
func (c *comparison) add(kind Kind, subject Subject, thing, name, sentence string, changed []Field) {
	c.changes = append(c.changes, Change{
		Kind: kind, Subject: subject, Name: name, Sentence: sentence, Fields: changed, thing: thing,
	})
}

func (c *comparison) display() {
	was, is := c.before.Get("spec", "display", "name").Text(), c.after.Get("spec", "display", "name").Text()
	if was != is {
		c.add(Changed, Dashboard, "spec.display.name", "name", renamed("The dashboard", was, is),
			c.fieldsAt("spec", "display", "name"))
	}
	if changed := c.fieldsAt("spec", "display", "description"); len(changed) > 0 {
		c.add(Changed, Dashboard, "spec.display.description", "description", "The description changed", changed)
	}
	if changed := c.fieldsAt("metadata"); len(changed) > 0 {
		c.add(Changed, Dashboard, "metadata", "metadata", metadataSentence(c.before, c.after), changed)
	}
}

func metadataSentence(before, after *jsonstrict.Value) string {
	was, is := perses.Of(before).Tags(), perses.Of(after).Tags()
	var parts []string
	for _, tag := range is {
		if !slices.Contains(was, tag) {
			parts = append(parts, "added "+quoted(tag))
		}
	}
	for _, tag := range was {
		if !slices.Contains(is, tag) {
			parts = append(parts, "removed "+quoted(tag))
		}
	}
	if len(parts) == 0 {
		return "The metadata changed"
	}
	return "Tags: " + strings.Join(parts, ", ")
}

func (c *comparison) fieldsAt(path ...string) []Field {
	return fields(strings.Join(path, "."), c.before.Get(path...), c.after.Get(path...))
}

// shownApart are the members of spec that have words of their own.
func shownApart() []string {
	return []string{"display", "panels", "layouts", "variables", "datasources"}
}

func (c *comparison) settings() {
	for _, key := range unionOfKeys(c.before.Get("spec"), c.after.Get("spec")) {
		if slices.Contains(shownApart(), key) {
			continue
		}
		was, is, path := c.before.Get("spec", key), c.after.Get("spec", key), jsonstrict.Join("spec", key)
		if changed := fields(path, was, is); len(changed) > 0 {
			c.add(kindOf(was, is), Setting, path, key, settingSentence(key, was, is), changed)
		}
	}
}

func settingSentence(key string, was, is *jsonstrict.Value) string {
	word := map[string]string{
		"duration": "Default time range", "refreshInterval": "Refresh interval", "timezone": "Time zone",
	}[key]
	if word == "" {
		word = "Setting " + quoted(key)
	}
	switch {
	case was.Is(jsonstrict.String) && is.Is(jsonstrict.String):
		return fmt.Sprintf("%s changed from %s to %s", word, shown(was), shown(is))
	case was == nil && is.Is(jsonstrict.String):
		return fmt.Sprintf("%s set to %s", word, shown(is))
	default:
		return fmt.Sprintf("%s %s", word, kindOf(was, is))
	}
}

func shown(value *jsonstrict.Value) string {
	if value.Text() == "" {
		return "nothing"
	}
	return value.Text()
}

func kindOf(before, after *jsonstrict.Value) Kind {
	switch {
	case before == nil:
		return Added
	case after == nil:
		return Removed
	default:
		return Changed
	}
}

// entry is one variable or datasource with its name and place.
type entry struct {
	name, path string
	value      *jsonstrict.Value
}

func variables(root *jsonstrict.Value) []entry {
	var entries []entry
	for i, value := range root.Get("spec", "variables").Items() {
		entries = append(entries, entry{value.Get("spec", "name").Text(), jsonstrict.At("spec.variables", i), value})
	}
	return entries
}

func datasources(root *jsonstrict.Value) []entry {
	var entries []entry
	for _, member := range root.Get("spec", "datasources").Members() {
		entries = append(entries, entry{member.Key, jsonstrict.Join("spec.datasources", member.Key), member.Value})
	}
	return entries
}

// named compares entries by their names, and tells when only their order changed.
func (c *comparison) named(subject Subject, before, after []entry) {
	told := len(c.changes)
	word := strings.ToUpper(string(subject)[:1]) + string(subject)[1:]
	for _, is := range after {
		was := find(before, is.name)
		if changed := fields(is.path, was.value, is.value); len(changed) > 0 {
			c.add(kindOf(was.value, is.value), subject, is.path, is.name,
				word+" "+quoted(is.name)+" "+string(kindOf(was.value, is.value)), changed)
		}
	}
	for _, was := range before {
		if find(after, was.name).value == nil {
			c.add(Removed, subject, was.path, was.name, word+" "+quoted(was.name)+" removed",
				fields(was.path, was.value, nil))
		}
	}
	if len(c.changes) == told && subject == Variable && !sameOrder(before, after) {
		c.add(Changed, subject, "spec.variables", "order", "The order of the variables changed", nil)
	}
}

func find(entries []entry, name string) entry {
	for _, candidate := range entries {
		if candidate.name == name {
			return candidate
		}
	}
	return entry{}
}

func sameOrder(before, after []entry) bool {
	return slices.EqualFunc(before, after, func(a, b entry) bool { return a.name == b.name })
}

func renamed(what, was, is string) string {
	switch {
	case was == "":
		return what + " is now called " + quoted(is)
	case is == "":
		return what + " lost its name " + quoted(was)
	default:
		return what + " was renamed from " + quoted(was) + " to " + quoted(is)
	}
}

func quoted(text string) string { return "'" + text + "'" }

func unionOfKeys(before, after *jsonstrict.Value) []string {
	var keys []string
	for _, member := range after.Members() {
		keys = append(keys, member.Key)
	}
	for _, member := range before.Members() {
		if after.Get(member.Key) == nil {
			keys = append(keys, member.Key)
		}
	}
	return keys
}
