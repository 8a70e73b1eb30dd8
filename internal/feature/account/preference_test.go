package account_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
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
