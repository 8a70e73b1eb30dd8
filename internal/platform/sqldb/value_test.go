package sqldb_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"
	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func TestTimeTextsOrderLikeTheInstants(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		instant := rapid.Custom(func(t *rapid.T) time.Time {
			zone := time.FixedZone("", rapid.IntRange(-14*3600, 14*3600).Draw(t, "zone"))
			// years 2 to 9998
			return time.Unix(rapid.Int64Range(-62_100_000_000, 253_370_000_000).Draw(t, "seconds"),
				rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).In(zone)
		})
		a, b := sqldb.At(instant.Draw(t, "a")), sqldb.At(instant.Draw(t, "b"))
		left, err := a.Value()
		if err != nil {
			t.Fatal(err)
		}
		right, err := b.Value()
		if err != nil {
			t.Fatal(err)
		}
		if a.Before(b.Time) != (left.(string) < right.(string)) {
			t.Fatalf("%v and %v are written %s and %s", a, b, left, right)
		}
		var back sqldb.Time
		if err := back.Scan(left); err != nil || !back.Equal(a.Time) {
			t.Fatalf("%v came back as %v, %v", a, back, err)
		}
	})
}

func TestTimeRefusesWhatCannotBeStored(t *testing.T) {
	t.Parallel()
	for _, year := range []int{-1, 0, 10_000} {
		if text, err := sqldb.At(time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)).Value(); err == nil {
			t.Errorf("the year %d is stored as %v", year, text)
		}
	}
	var into sqldb.Time
	for _, src := range []any{"", "yesterday", "2026-01-01T00:00:00Z", 7, true} {
		if err := into.Scan(src); err == nil {
			t.Errorf("%v was read as %v", src, into)
		}
	}
}

func FuzzTimeScan(f *testing.F) {
	f.Add("2026-03-29 01:30:00.000001+00:00")
	f.Add("2026-03-29 01:30:00.000001-14:00")
	f.Fuzz(func(t *testing.T, text string) {
		var first, second sqldb.Time
		if first.Scan(text) != nil {
			return
		}
		value, err := first.Value()
		if err != nil {
			return
		}
		if err := second.Scan(value); err != nil || !second.Equal(first.Time) {
			t.Fatalf("%q: %v came back as %v, %v", text, first, second, err)
		}
	})
}

type book struct {
	bun.BaseModel `bun:"table:book"`

	ID    string      `bun:"id"`
	Title string      `bun:"title"`
	At    *sqldb.Time `bun:"at"`
	Extra sqldb.JSON  `bun:"extra"`
}

func TestKeysetPagesLoseAndRepeatNothing(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 7200)
	base := time.Date(2026, 10, 25, 2, 30, 0, 0, zone)
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var books []book
		var ids []string
		for i := range 237 {
			at := sqldb.At(base.Add(time.Duration(i/3) * 100 * time.Millisecond))
			if i%2 == 0 {
				at = sqldb.At(at.In(zone))
			}
			id := fmt.Sprintf("%03d", i)
			ids = append(ids, id)
			books = append(books, book{ID: id, Title: id, At: &at})
		}
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewInsert().Model(&books).Exec(ctx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(ids)
		if diff := cmp.Diff(ids, pages(t, db)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func pages(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	var seen []string
	last := book{ID: "~", At: new(sqldb.At(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)))}
	for {
		var page []book
		err := db.Read().NewSelect().Model(&page).Column("id", "at").
			Where("(at, id) < (?, ?)", last.At, last.ID).OrderExpr("at DESC, id DESC").Limit(20).Scan(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return seen
		}
		for _, each := range page {
			seen = append(seen, each.ID)
		}
		last = page[len(page)-1]
	}
}

func TestValuesComeBackAsTheyWent(t *testing.T) {
	t.Parallel()
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		at := sqldb.At(time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.FixedZone("x", 3600)))
		document := sqldb.JSON("{\"b\": 1,  \"a\": \"it's ? \\u0041\"}\n")
		want := []book{{ID: "1", Title: "full", At: &at, Extra: document}, {ID: "2", Title: "empty"}}
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewInsert().Model(&want).Exec(ctx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []book
		if err := db.Read().NewSelect().Model(&got).Column("id", "title", "at", "extra").Order("id").
			Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		var latest sqldb.Time
		if err := db.Read().NewRaw("SELECT max(at) FROM book").Scan(t.Context(), &latest); err != nil || latest != at {
			t.Fatalf("max is %v, %v", latest, err)
		}
	})
}

func TestJSONInJSON(t *testing.T) {
	t.Parallel()
	type holder struct {
		Document sqldb.JSON `json:"document"`
	}
	for _, text := range []string{`{"document":{"a":[1,2]}}`, `{"document":null}`} {
		var held holder
		if err := json.Unmarshal([]byte(text), &held); err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(held)
		if err != nil || string(got) != text {
			t.Errorf("%s became %s, %v", text, got, err)
		}
	}
	if got, err := json.Marshal(holder{}); err != nil || string(got) != `{"document":null}` {
		t.Errorf("nothing became %s, %v", got, err)
	}
}
