package diff

import (
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func (c *comparison) panels() {
	before, after := c.before.Get("spec", "panels"), c.after.Get("spec", "panels")
	for _, key := range unionOfKeys(before, after) {
		was, is := before.Get(key), after.Get(key)
		path := jsonstrict.Join("spec.panels", key)
		changed := fields(path, was, is)
		switch {
		case len(changed) == 0:
		case was == nil:
			c.add(Added, Panel, path, titleOf(is, key), fmt.Sprintf("Panel %s added: %s", quoted(titleOf(is, key)),
				described(is)), changed)
		case is == nil:
			c.add(Removed, Panel, path, titleOf(was, key), fmt.Sprintf("Panel %s removed", quoted(titleOf(was, key))),
				changed)
		default:
			c.panel(path, key, was, is)
		}
	}
}

func titleOf(panel *jsonstrict.Value, key string) string {
	if title := panel.Get("spec", "display", "name").Text(); title != "" {
		return title
	}
	return key
}

func described(panel *jsonstrict.Value) string {
	queries := len(panel.Get("spec", "queries").Items())
	kind := chartWord(panel.Get("spec", "plugin", "kind").Text())
	if queries == 0 {
		return kind
	}
	return kind + ", " + counted(queries, "query")
}

// chartWord turns TimeSeriesChart into 'time series chart'.
func chartWord(kind string) string {
	var out strings.Builder
	for i, r := range kind {
		if i > 0 && r >= 'A' && r <= 'Z' {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return strings.ToLower(out.String())
}

// panel tells what changed within a panel: its name, its kind, its queries, and
// the rest of its settings.
func (c *comparison) panel(path, key string, was, is *jsonstrict.Value) {
	name := titleOf(is, key)
	if titleOf(was, key) != name {
		c.add(Changed, Panel, path, name, renamed("Panel", titleOf(was, key), name),
			fields(path+".spec.display.name", was.Get("spec", "display", "name"), is.Get("spec", "display", "name")))
	}
	kindBefore, kindAfter := was.Get("spec", "plugin", "kind").Text(), is.Get("spec", "plugin", "kind").Text()
	if kindBefore != kindAfter {
		c.add(Changed, Panel, path, name, fmt.Sprintf("Panel %s is now a %s, it was a %s", quoted(name),
			chartWord(kindAfter), chartWord(kindBefore)),
			fields(path+".spec.plugin.kind", was.Get("spec", "plugin", "kind"), is.Get("spec", "plugin", "kind")))
	}
	c.queries(path, name, was.Get("spec", "queries"), is.Get("spec", "queries"))
	c.panelSettings(path, name, was, is)
}

func (c *comparison) queries(path, name string, was, is *jsonstrict.Value) {
	for i := range max(len(was.Items()), len(is.Items())) {
		before, after, query := itemAt(was, i), itemAt(is, i), jsonstrict.At(path+".spec.queries", i)
		changed := fields(query, before, after)
		if len(changed) == 0 {
			continue
		}
		kind := kindOf(before, after)
		c.add(kind, Query, query, name, fmt.Sprintf("Query %d of panel %s %s", i+1, quoted(name), kind), changed)
	}
}

func itemAt(list *jsonstrict.Value, i int) *jsonstrict.Value {
	if items := list.Items(); i < len(items) {
		return items[i]
	}
	return nil
}

// panelSettings is the rest: everything but the name, the kind and the queries.
func (c *comparison) panelSettings(path, name string, was, is *jsonstrict.Value) {
	was, is = was.Clone(), is.Clone()
	for _, panel := range []*jsonstrict.Value{was, is} {
		panel.Get("spec").Delete("queries")
		panel.Get("spec", "display").Delete("name")
		panel.Get("spec", "plugin").Delete("kind")
	}
	changed := fields(path, was, is)
	if len(changed) == 0 {
		return
	}
	var parts []string
	for _, key := range unionOfKeys(was.Get("spec", "plugin", "spec"), is.Get("spec", "plugin", "spec")) {
		if !jsonstrict.Equal(was.Get("spec", "plugin", "spec", key), is.Get("spec", "plugin", "spec", key)) {
			parts = append(parts, chartWord(key))
		}
	}
	sentence := fmt.Sprintf("Panel %s changed", quoted(name))
	if len(parts) > 0 {
		sentence += ": " + strings.Join(parts, ", ")
	}
	c.add(Changed, Panel, path, name, sentence, changed)
}
