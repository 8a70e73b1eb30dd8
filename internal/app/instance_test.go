package app

import (
	"errors"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestCheckKey(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		for range 2 {
			if err := checkKey(t.Context(), db, "aa"); err != nil {
				t.Fatal(err)
			}
		}
		if err := checkKey(t.Context(), db, "bb"); !errors.Is(err, errOtherKey) {
			t.Fatalf("another key: %v", err)
		}
	})
}
