package superset_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/client/superset"
)

// shelf is a list of dashboards on a fake server, what was changed last first.
type shelf struct {
	mu    sync.Mutex
	ids   []int64
	pages int
	// clamp is the most on a page.
	clamp int
	// before runs when the nth page is asked for, counted from zero.
	before func(s *shelf, nth int)
	// lie is added to the count.
	lie int
}

var pageOf = regexp.MustCompile(`page:(\d+),page_size:(\d+)`)

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.before != nil {
		s.before(s, s.pages)
	}
	s.pages++
	asked := pageOf.FindStringSubmatch(r.URL.Query().Get("q"))
	page, size := int(number(asked[1])), min(int(number(asked[2])), s.clamp)
	from := min(page*size, len(s.ids))
	rows := []map[string]any{}
	for _, id := range s.ids[from:min(from+size, len(s.ids))] {
		rows = append(rows, map[string]any{"id": id, "uuid": fmt.Sprint("u", id), "dashboard_title": strings.Repeat("t", 200)})
	}
	text, _ := json.Marshal(map[string]any{"count": len(s.ids) + s.lie, "result": rows})
	say(w, 200, string(text))
}

func (s *shelf) touch(id int64) {
	s.remove(id)
	s.ids = append([]int64{id}, s.ids...)
}

func (s *shelf) remove(id int64) {
	s.ids = slices.DeleteFunc(s.ids, func(each int64) bool { return each == id })
}

func numbered(n int64) []int64 {
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = n - int64(i)
	}
	return ids
}

func TestListsAreWholeWhateverHappensMeanwhile(t *testing.T) {
	t.Parallel()
	for name, each := range map[string]struct {
		shelf   *shelf
		missing []int64 // these may be missing: they were not there from beginning to end
		settled bool
	}{
		"rest":            {shelf: &shelf{ids: numbered(350), clamp: 100}, settled: true},
		"empty":           {shelf: &shelf{clamp: 100}, settled: true},
		"one_page":        {shelf: &shelf{ids: numbered(100), clamp: 100}, settled: true},
		"smaller_pages":   {shelf: &shelf{ids: numbered(350), clamp: 25}, settled: true},
		"changed":         {shelf: &shelf{ids: numbered(350), clamp: 100, before: func(s *shelf, n int) { touchAt(s, n, 2, 10) }}, settled: true},
		"changed_twice":   {shelf: &shelf{ids: numbered(350), clamp: 100, before: func(s *shelf, n int) { touchAt(s, n, 2, 10); touchAt(s, n, 4, 20) }}, settled: true},
		"deleted":         {shelf: &shelf{ids: numbered(350), clamp: 100, before: func(s *shelf, n int) { removeAt(s, n, 1, 340) }}, missing: []int64{340}, settled: true},
		"added":           {shelf: &shelf{ids: numbered(350), clamp: 100, before: func(s *shelf, n int) { touchAt(s, n, 2, 999) }}, missing: []int64{999}, settled: true},
		"always_changing": {shelf: &shelf{ids: numbered(350), clamp: 100, before: func(s *shelf, n int) { s.remove(int64(1000 + n)); s.touch(int64(1001 + n)) }}},
		"a_wrong_count":   {shelf: &shelf{ids: numbered(350), clamp: 100, lie: 7}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := each.shelf
			from := slices.Clone(s.ids)
			f := &fake{handle: s.ServeHTTP}
			listing := at(t, f.serve(t), superset.Config{}).Dashboards(superset.Query{})
			seen := map[int64]int{}
			for d, err := range listing.All(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				seen[d.ID]++
			}
			for _, id := range from {
				if seen[id] != 1 && !slices.Contains(each.missing, id) {
					t.Errorf("%d was seen %d times", id, seen[id])
				}
			}
			if listing.Settled() != each.settled || s.pages > 3*20 {
				t.Errorf("settled %v after %d pages", listing.Settled(), s.pages)
			}
		})
	}
}

func touchAt(s *shelf, nth, at int, id int64) {
	if nth == at {
		s.touch(id)
	}
}

func removeAt(s *shelf, nth, at int, id int64) {
	if nth == at {
		s.remove(id)
	}
}

// Ten thousand dashboards stream page by page: the memory that is held does not grow with them.
func TestTenThousandDashboardsStream(t *testing.T) {
	t.Parallel()
	s := &shelf{ids: numbered(10_000), clamp: 100}
	f := &fake{handle: s.ServeHTTP}
	listing := at(t, f.serve(t), superset.Config{}).Dashboards(superset.Query{})
	seen := 0
	var most uint64
	var memory runtime.MemStats
	for _, err := range listing.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; seen%2000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&memory)
			most = max(most, memory.HeapAlloc)
		}
	}
	if seen != 10_000 || !listing.Settled() || s.pages != 101 {
		t.Errorf("%d dashboards, settled %v, %d pages", seen, listing.Settled(), s.pages)
	}
	t.Logf("at most %d KiB were held", most>>10)
	stop := &shelf{ids: numbered(10_000), clamp: 100}
	f.handle = stop.ServeHTTP
	for _, err := range at(t, f.serve(t), superset.Config{}).Dashboards(superset.Query{}).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if stop.pages != 1 {
		t.Errorf("%d pages were read for one dashboard", stop.pages)
	}
}

func TestListsOfStrangersEnd(t *testing.T) {
	t.Parallel()
	next := int64(0)
	for name, each := range map[string]struct {
		answer func() string
		want   superset.Reason
	}{
		"endless": {func() string {
			next++
			return fmt.Sprintf(`{"count":1000000000,"result":[{"id":%d}]}`, next)
		}, superset.TooLarge},
		"marks":       {func() string { return `{"count":2,"result":[{"id":1},"… 1 more"]}` }, superset.Unreadable},
		"no_ids":      {func() string { return `{"count":1,"result":[{"dashboard_title":"x"}]}` }, superset.Unreadable},
		"nulls":       {func() string { return `{"count":1,"result":[null]}` }, superset.Unreadable},
		"negative":    {func() string { return `{"count":-1,"result":[]}` }, superset.Unreadable},
		"long_page":   {func() string { return `{"count":1,"result":[` + strings.Repeat("{},", 5000) + `{}]}` }, superset.Unreadable},
		"other_types": {func() string { return `{"count":1,"result":[{"id":1,"owners":"Ada"}]}` }, superset.Unreadable},
		"a_text":      {func() string { return `"none"` }, superset.Unreadable},
	} {
		f := &fake{handle: func(w http.ResponseWriter, _ *http.Request) { say(w, 200, each.answer()) }}
		listing := at(t, f.serve(t), superset.Config{}).Dashboards(superset.Query{})
		errs := 0
		for _, err := range listing.All(t.Context()) {
			if err == nil {
				continue
			}
			if errs++; superset.ReasonOf(err) != each.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if errs != 1 || listing.Settled() {
			t.Errorf("%s: %d errors, settled %v", name, errs, listing.Settled())
		}
	}
}

func TestNamesOfStrangersAreOneLine(t *testing.T) {
	t.Parallel()
	f := &fake{handle: func(w http.ResponseWriter, _ *http.Request) {
		say(w, 200, `{"count":1,"result":[{"id":1,"dashboard_title":"a\u0000b\u202ec\nd\ud800`+"\xff"+`","slug":null,"tags":[{"id":1,"name":"x","type":"custom"}],
			"changed_on_utc":"yesterday","owners":[{"id":1,"first_name":null,"last_name":"`+strings.Repeat("é", 5000)+`"}],"url":7e0}]}`)
	}}
	for _, err := range at(t, f.serve(t), superset.Config{}).Dashboards(superset.Query{}).All(t.Context()) {
		if superset.ReasonOf(err) != superset.Unreadable {
			t.Errorf("an address that is a number: %v", err)
		}
	}
	f.handle = func(w http.ResponseWriter, _ *http.Request) {
		say(w, 200, `{"count":1,"result":[{"id":1,"dashboard_title":"a\u0000b\u202ec\nd\ud800`+"\xff"+`","slug":null,"tags":[{"id":1,"name":"x","type":"custom"}],
			"changed_on_utc":"yesterday","owners":[{"id":1,"first_name":null,"last_name":"`+strings.Repeat("é", 5000)+`"}]}]}`)
	}
	for d, err := range at(t, f.serve(t), superset.Config{}).Dashboards(superset.Query{}).All(t.Context()) {
		if err != nil || d.Title != "a bc d��" || d.Slug != "" || !d.On.IsZero() || len(d.Owners[0].Name) != 1000 || !d.Tags[0].Custom {
			t.Errorf("%v: %q, %+v", err, d.Title, d.Tags)
		}
	}
}
