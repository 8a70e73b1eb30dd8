package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// place is where one panel stands: in which group and where in its grid.
type place struct {
	// group is its place after; one that is gone has a number of its own below zero.
	group               int
	x, y, width, height string
}

// layout tells of groups that came, went or changed their settings, and of panels
// that moved. Panels that came or went are told elsewhere.
func (c *comparison) layout() {
	before, after := c.before.Get("spec", "layouts"), c.after.Get("spec", "layouts")
	if jsonstrict.Equal(before, after) {
		return
	}
	told := len(c.changes)
	groups := pairGroups(before, after)
	c.groups(before, after, groups)
	was, is := places(before, groups.after), places(after, nil)
	for _, key := range placedKeys(after) {
		from, known := was[key]
		if !known || slices.Equal(from, is[key]) {
			continue
		}
		name := titleOf(c.after.Get("spec", "panels", key), key)
		c.add(Changed, Layout, jsonstrict.Join("spec.panels", key), name,
			fmt.Sprintf("Panel %s %s", quoted(name), movement(from, is[key])), nil)
	}
	if len(c.changes) == told && c.quietLayout(was, is) {
		c.add(Changed, Layout, "spec.layouts", "grid", "The layout changed", fields("spec.layouts", before, after))
	}
}

// quietLayout: a difference that neither panels' nor groups' sentences tell.
func (c *comparison) quietLayout(was, is map[string][]place) bool {
	for key := range was {
		if is[key] == nil && c.after.Get("spec", "panels", key) != nil {
			return true
		}
	}
	for key := range is {
		if was[key] == nil && c.before.Get("spec", "panels", key) != nil {
			return true
		}
	}
	return len(was) == len(is)
}

func (c *comparison) groups(before, after *jsonstrict.Value, pairs pairs) {
	for i, is := range after.Items() {
		var was *jsonstrict.Value
		if at := pairs.before[i]; at != none {
			was = itemAt(before, at)
		}
		c.group(was, is, i)
	}
	for i, was := range before.Items() {
		if pairs.after[i] == none {
			c.group(was, nil, i)
		}
	}
	if pairs.reordered() {
		c.add(Changed, Layout, "spec.layouts", "grid", "The panel groups stand in another order", nil)
	}
}

// group tells of one group, which is the one at a place after, or was at it before.
func (c *comparison) group(was, is *jsonstrict.Value, i int) {
	path := jsonstrict.At("spec.layouts", i)
	changed := fields(path, withoutItems(was), withoutItems(is))
	if len(changed) == 0 {
		return
	}
	name := groupName(is, i)
	if is == nil {
		name = groupName(was, i)
	}
	c.add(kindOf(was, is), Layout, path, name, fmt.Sprintf("Panel group %s %s", quoted(name), kindOf(was, is)), changed)
}

func withoutItems(group *jsonstrict.Value) *jsonstrict.Value {
	if group == nil {
		return nil
	}
	copied := group.Clone()
	copied.Get("spec").Delete("items")
	return copied
}

func groupName(group *jsonstrict.Value, i int) string {
	if title := titleOfGroup(group); title != "" {
		return title
	}
	return fmt.Sprint(i + 1)
}

// places are those of each panel. Numbers are of the groups; nil counts them.
func places(layouts *jsonstrict.Value, numbers []int) map[string][]place {
	found := map[string][]place{}
	for i, group := range layouts.Items() {
		number := i
		if numbers != nil {
			number = numbers[i]
		}
		if number == none {
			number = none - i
		}
		for _, item := range group.Get("spec", "items").Items() {
			key := panelKey(item)
			found[key] = append(found[key], place{
				group: number, x: item.Get("x").Digits(), y: item.Get("y").Digits(),
				width: item.Get("width").Digits(), height: item.Get("height").Digits(),
			})
		}
	}
	return found
}

func placedKeys(layouts *jsonstrict.Value) []string {
	var keys []string
	known := map[string]bool{}
	for _, group := range layouts.Items() {
		for _, item := range group.Get("spec", "items").Items() {
			if key := panelKey(item); !known[key] {
				known[key] = true
				keys = append(keys, key)
			}
		}
	}
	return keys
}

func panelKey(item *jsonstrict.Value) string {
	return strings.TrimPrefix(item.Get("content", "$ref").Text(), "#/spec/panels/")
}

func movement(was, is []place) string {
	if len(was) != 1 || len(is) != 1 {
		return "is shown in other places"
	}
	from, to := was[0], is[0]
	moved := from.group != to.group || from.x != to.x || from.y != to.y
	resized := from.width != to.width || from.height != to.height
	switch {
	case moved && resized:
		return "moved and resized"
	case resized:
		return fmt.Sprintf("resized from %s × %s to %s × %s", from.width, from.height, to.width, to.height)
	case from.group != to.group:
		return "moved to another group"
	default:
		return "moved"
	}
}
