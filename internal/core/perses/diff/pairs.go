package diff

import (
	"cmp"
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// none is in place of a group that is not there.
const none = -1

// pairs tell for each group before at which place it stands after, and the other way
// round; none where it is not there.
type pairs struct{ after, before []int }

// pairGroups finds each group again: by its title where only one has it, else by the
// panels that it shows, else by its place.
func pairGroups(before, after *jsonstrict.Value) pairs {
	p := pairs{
		after:  slices.Repeat([]int{none}, len(before.Items())),
		before: slices.Repeat([]int{none}, len(after.Items())),
	}
	now := byTitle(after)
	for title, i := range byTitle(before) {
		if j, known := now[title]; known && i != none && j != none {
			p.pair(i, j)
		}
	}
	for _, each := range sharing(before, after) {
		p.pair(each.before, each.after)
	}
	for i := range min(len(p.after), len(p.before)) {
		p.pair(i, i)
	}
	return p
}

// pair joins two groups that are both still alone.
func (p pairs) pair(before, after int) {
	if p.after[before] == none && p.before[after] == none {
		p.after[before], p.before[after] = after, before
	}
}

// reordered reports whether groups that are still there stand in another order.
func (p pairs) reordered() bool {
	there := slices.DeleteFunc(slices.Clone(p.after), func(at int) bool { return at == none })
	return !slices.IsSorted(there)
}

func titleOfGroup(group *jsonstrict.Value) string {
	return group.Get("spec", "display", "title").Text()
}

// byTitle gives the place of each titled group; none where several have the title.
func byTitle(layouts *jsonstrict.Value) map[string]int {
	places := map[string]int{}
	for i, group := range layouts.Items() {
		title := titleOfGroup(group)
		if _, again := places[title]; again {
			i = none
		}
		places[title] = i
	}
	delete(places, "")
	return places
}

// common says how many panels two groups share.
type common struct{ before, after, panels int }

// sharing lists the groups that share panels, those with most first. A panel counts
// where it stands first.
func sharing(before, after *jsonstrict.Value) []common {
	was, is := firstGroups(before), firstGroups(after)
	counted := map[[2]int]int{}
	for key, i := range was {
		if j, known := is[key]; known {
			counted[[2]int{i, j}]++
		}
	}
	var all []common
	for at, panels := range counted {
		all = append(all, common{at[0], at[1], panels})
	}
	slices.SortFunc(all, func(a, b common) int {
		return cmp.Or(b.panels-a.panels, a.before-b.before, a.after-b.after)
	})
	return all
}

func firstGroups(layouts *jsonstrict.Value) map[string]int {
	first := map[string]int{}
	for i, group := range layouts.Items() {
		for _, item := range group.Get("spec", "items").Items() {
			if _, known := first[panelKey(item)]; !known {
				first[panelKey(item)] = i
			}
		}
	}
	return first
}
