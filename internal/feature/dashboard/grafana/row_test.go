package grafana_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// boxAt and rowAt are a panel and a row at a place of the grid.
func boxAt(id, x, y, width, height int) string {
	return fmt.Sprintf(`{"id":%d,"type":"text","gridPos":{"x":%d,"y":%d,"w":%d,"h":%d}}`, id, x, y, width, height)
}

func rowAt(id, y int, members string) string {
	return fmt.Sprintf(`{"id":%d,"type":"row","title":"r%d","gridPos":{"x":0,"y":%d,"w":24,"h":1}%s}`, id, id, y, members)
}

// layoutsOf writes each grid as 'title!: key@x,y …', with ! when it is folded.
func layoutsOf(mapped grafana.Mapping) []string {
	var grids []string
	for _, grid := range mapped.Dashboard.Root().Get("spec", "layouts").Items() {
		display := grid.Get("spec", "display")
		words := []string{display.Get("title").Text() + ":"}
		if display != nil && !display.Get("collapse", "open").Truth() {
			words[0] = display.Get("title").Text() + "!:"
		}
		for _, item := range grid.Get("spec", "items").Items() {
			words = append(words, strings.TrimPrefix(item.Get("content", "$ref").Text(), "#/spec/panels/panel-")+"@"+
				item.Get("x").Digits()+","+item.Get("y").Digits())
		}
		grids = append(grids, strings.Join(words, " "))
	}
	return grids
}

// What follows an open row is in it; what follows a folded one stands below it. The
// places decide, not the order of the list.
func TestMap_rows_have_the_panels_that_Grafana_draws_in_them(t *testing.T) {
	t.Parallel()
	folded := func(panels ...string) string { return `,"collapsed":true,"panels":[` + strings.Join(panels, ",") + `]` }
	for name, test := range map[string]struct {
		panels []string
		want   []string
	}{
		"behind a folded row": {
			[]string{boxAt(1, 0, 0, 12, 4), rowAt(2, 4, folded(boxAt(3, 0, 5, 12, 8), boxAt(4, 12, 5, 12, 8))), boxAt(5, 0, 5, 12, 4), boxAt(6, 12, 5, 12, 4)},
			[]string{": 1@0,0", "r2!: 3@0,0 4@12,0", ": 5@0,0 6@12,0"},
		},
		"behind an open row": {
			[]string{rowAt(2, 0, `,"collapsed":false,"panels":[]`), boxAt(5, 0, 1, 12, 4), boxAt(6, 0, 5, 12, 4)},
			[]string{"r2: 5@0,0 6@0,4"},
		},
		"a folded row, an open row": {
			[]string{rowAt(2, 0, folded(boxAt(3, 6, 40, 6, 2))), boxAt(5, 0, 1, 12, 4), rowAt(7, 5, ""), boxAt(8, 0, 6, 3, 3)},
			[]string{"r2!: 3@6,0", ": 5@0,0", "r7: 8@0,0"},
		},
		"an open row, a folded row": {
			[]string{rowAt(7, 0, ""), boxAt(8, 0, 1, 3, 3), rowAt(2, 4, folded(boxAt(3, 0, 5, 6, 2))), boxAt(5, 4, 5, 12, 4)},
			[]string{"r7: 8@0,0", "r2!: 3@0,0", ": 5@4,0"},
		},
		"folded rows only": {
			[]string{rowAt(1, 0, folded(boxAt(2, 0, 1, 6, 2))), rowAt(3, 1, folded(boxAt(4, 0, 2, 6, 2))), rowAt(5, 2, folded())},
			[]string{"r1!: 2@0,0", "r3!: 4@0,0"},
		},
		"a list in another order": {
			[]string{boxAt(5, 12, 1, 12, 4), boxAt(6, 0, 9, 24, 4), rowAt(7, 8, ""), boxAt(4, 0, 1, 12, 4), rowAt(3, 0, ""), boxAt(8, 0, 5, 24, 3)},
			[]string{"r3: 4@0,0 5@12,0 8@0,4", "r7: 6@0,0"},
		},
		"one without a position among others": {
			[]string{boxAt(2, 6, 0, 6, 3), boxAt(3, 0, 3, 6, 3), `{"id":1,"type":"text"}`},
			[]string{": 1@0,0 2@6,0 3@0,3"},
		},
		"far below": {
			[]string{rowAt(2, 4, folded(boxAt(3, 0, 16203, 12, 8), boxAt(4, 0, 16211, 12, 8)))},
			[]string{"r2!: 3@0,0 4@0,8"},
		},
		"without positions": {
			[]string{`{"id":1,"type":"text"}`, `{"id":2,"type":"text"}`, `{"id":3,"type":"row","title":"r3"}`, `{"id":4,"type":"text"}`},
			[]string{": 1@0,0 2@0,8", "r3: 4@0,0"},
		},
	} {
		mapped, err := grafana.Map(read(t, []byte(`{"panels":[`+strings.Join(test.panels, ",")+`]}`)), options())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, layoutsOf(mapped)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestMap_no_two_panels_of_real_dashboards_that_stand_apart_overlap(t *testing.T) {
	t.Parallel()
	for name, root := range realDocuments(t) {
		mapped, err := grafana.Map(root, options())
		if err != nil {
			t.Fatal(err)
		}
		for i, grid := range mapped.Dashboard.Root().Get("spec", "layouts").Items() {
			if both := firstOverlap(grid.Get("spec", "items").Items()); both != "" && !overlapsItself(root) {
				t.Errorf("%s: in layout %d %s", name, i, both)
			}
		}
	}
}

// overlapsItself reports whether panels of one list of the document overlap already.
func overlapsItself(root *jsonstrict.Value) bool {
	if inner := root.Get("dashboard"); inner != nil {
		root = inner
	}
	lists := [][]*jsonstrict.Value{root.Get("panels").Items()}
	for _, panel := range root.Get("panels").Items() {
		lists = append(lists, panel.Get("panels").Items())
	}
	for _, list := range lists {
		var places []*jsonstrict.Value
		for _, panel := range list {
			place := panel.Get("gridPos").Clone()
			if !place.Is(jsonstrict.Object) {
				continue
			}
			place.Set("width", place.Get("w"))
			place.Set("height", place.Get("h"))
			places = append(places, place)
		}
		if firstOverlap(places) != "" {
			return true
		}
	}
	return false
}

func firstOverlap(items []*jsonstrict.Value) string {
	number := func(item *jsonstrict.Value, key string) int64 {
		value, _ := item.Get(key).Int()
		return value
	}
	for i, a := range items {
		for _, b := range items[:i] {
			if number(a, "x") < number(b, "x")+number(b, "width") && number(b, "x") < number(a, "x")+number(a, "width") &&
				number(a, "y") < number(b, "y")+number(b, "height") && number(b, "y") < number(a, "y")+number(a, "height") {
				return string(b.JSON()) + " overlaps " + string(a.JSON())
			}
		}
	}
	return ""
}
