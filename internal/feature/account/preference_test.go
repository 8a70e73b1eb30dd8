package account_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func TestPreferences(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		ada := b.user(t, "ada", false, "default", access.Operator)
		document := json.RawMessage(`{"theme":"dark"}`)
		wantKind(t, b.service.PutPreferences(ctx, ada, document, "Mars/Olympus", ""), apperror.Invalid)
		if err := b.service.PutPreferences(ctx, ada, document, "Europe/Berlin", ""); err != nil {
			t.Fatal(err)
		}
		kept, err := b.service.Preferences(ctx, ada)
		if err != nil || string(kept) != string(document) {
			t.Fatalf("got %s, %v", kept, err)
		}
	})
}

// Five tabs that open at once each put their dashboard at the head of the list.
func TestPreferences_who_adds_to_a_list_loses_nothing_of_others(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		ada := b.user(t, "ada", false, "default", access.Operator)
		add := func(name string) error {
			for {
				kept, err := b.service.Preferences(ctx, ada)
				if err != nil {
					return err
				}
				var list struct {
					Recents []string `json:"recents"`
				}
				if err := json.Unmarshal(kept, &list); err != nil {
					return err
				}
				list.Recents = append(list.Recents, name)
				next, err := json.Marshal(list)
				if err != nil {
					return err
				}
				err = b.service.PutPreferences(ctx, ada, next, "", "W/"+account.PreferencesTag(kept))
				if !apperror.Is(err, apperror.Conflict) {
					return err
				}
			}
		}
		tabs := []string{"a", "b", "c", "d", "e"}
		answers := make(chan error, len(tabs))
		for _, name := range tabs {
			go func() { answers <- add(name) }()
		}
		for range tabs {
			if err := <-answers; err != nil {
				t.Fatal(err)
			}
		}
		kept, err := b.service.Preferences(ctx, ada)
		for _, name := range tabs {
			if err != nil || !strings.Contains(string(kept), `"`+name+`"`) {
				t.Errorf("%s is not in %s, %v", name, kept, err)
			}
		}
	})
}

// Who writes with a tag does not overwrite what was written without one meanwhile.
func TestPreferences_a_tag_holds_against_who_has_none(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		ada := b.user(t, "ada", false, "default", access.Operator)
		for round := range 20 {
			kept, err := b.service.Preferences(ctx, ada)
			if err != nil {
				t.Fatal(err)
			}
			whole, added := fmt.Sprintf(`{"whole":%d}`, round), fmt.Sprintf(`{"added":%d}`, round)
			var both sync.WaitGroup
			var wholeErr, addErr error
			both.Go(func() { wholeErr = b.service.PutPreferences(ctx, ada, json.RawMessage(whole), "", "") })
			both.Go(func() {
				addErr = b.service.PutPreferences(ctx, ada, json.RawMessage(added), "", account.PreferencesTag(kept))
			})
			both.Wait()
			if wholeErr != nil || addErr != nil && !apperror.Is(addErr, apperror.Conflict) {
				t.Fatal(wholeErr, addErr)
			}
			if left, err := b.service.Preferences(ctx, ada); err != nil || string(left) != whole {
				t.Fatalf("round %d: %s is left, %v: what was written without a tag is lost (with one: %v)", round, left, err, addErr)
			}
		}
	})
}

// The same where the one with a tag has looked at it while the other one writes.
func TestPreferences_a_tag_is_compared_with_what_is_being_written(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		if b.db.Engine() != sqldb.PostgreSQL {
			return // it has one writer
		}
		ctx := t.Context()
		ada := b.user(t, "ada", false, "default", access.Operator)
		first := json.RawMessage(`{"first":true}`)
		if err := b.service.PutPreferences(ctx, ada, first, "", ""); err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		var wholeErr, addErr error
		err := b.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := tx.ExecContext(ctx, "SELECT 1 FROM preference FOR UPDATE"); err != nil {
				return err
			}
			both.Go(func() {
				wholeErr = b.service.PutPreferences(t.Context(), ada, json.RawMessage(`{"whole":true}`), "", "")
			})
			waiting(t, b.db, 1)
			both.Go(func() {
				addErr = b.service.PutPreferences(t.Context(), ada, json.RawMessage(`{"added":true}`), "", account.PreferencesTag(first))
			})
			waiting(t, b.db, 2)
			return nil
		})
		both.Wait()
		if err != nil || wholeErr != nil {
			t.Fatal(err, wholeErr)
		}
		wantKind(t, addErr, apperror.Conflict)
	})
}

// waiting returns when so many sessions of a PostgreSQL database wait for a lock.
func waiting(t *testing.T, db *sqldb.DB, want int) {
	t.Helper()
	for found := 0; found < want; {
		err := db.Read().NewRaw(`SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(t.Context(), &found)
		if err != nil {
			t.Fatal(err)
		}
	}
}
