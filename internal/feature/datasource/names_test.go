package datasource_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

func TestNames_of_resources_are_found_as_they_are_written(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager := w.T.Context(), w.Manager()
		secret := `{"kind":"Secret","metadata":{"name":"Token"},"spec":{"authorization":{"credentials":"c"}}}`
		_, err := w.CreateResource(ctx, manager, perses.Secret, []byte(secret))
		w.Must(err)
		text := sourceText("Datasource", "MyProm", false, `{"url":"https://prom.example","secret":"Token"}`)
		made, err := w.CreateResource(ctx, manager, perses.Datasource, text)
		w.Must(err)
		if made.Name != "myprom" {
			w.T.Error(made.Name)
		}
		_, err = w.CreateResource(ctx, manager, perses.Datasource, sourceText("Datasource", "MYPROM", false, proxied))
		if !apperror.Is(err, apperror.Conflict) {
			w.T.Error(err)
		}
		board := strings.Replace(string(boards.Doc("a", "A", "up")), `"query":"up"`,
			`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"MyProm"}`, 1)
		saved, err := w.Create(ctx, w.Writer(), []byte(board), dashboard.Save{})
		w.Must(err)
		if len(saved.Warnings) > 0 {
			w.T.Error(saved.Warnings)
		}
		source, err := w.Resolve(ctx, w.As("mo", "shop", access.Operator, access.QueryRun), "", "MyProm")
		w.Must(err)
		if source.Name != "myprom" || source.Credentials == nil {
			w.T.Errorf("%+v", source)
		}
		if err := w.DeleteResource(ctx, manager, perses.Datasource, "MyProm", false); !apperror.Is(err, apperror.Conflict) {
			w.T.Errorf("a datasource in use was deleted: %v", err)
		}
		if err := w.DeleteResource(ctx, manager, perses.Secret, "TOKEN", false); !apperror.Is(err, apperror.Conflict) {
			w.T.Errorf("a secret in use was deleted: %v", err)
		}
		variable := []byte(`{"kind":"Variable","metadata":{"name":"Cluster"},"spec":{"kind":"TextVariable","spec":{"value":"x"}}}`)
		held, err := w.CreateResource(ctx, manager, perses.Variable, variable)
		w.Must(err)
		if held.Name != "cluster" {
			w.T.Error(held.Name)
		}
	})
}

// TestFoldNames_keeps_both_names_that_differ_by_case_only: an upgrade loses
// nothing, and tells what it could not bring into one form.
func TestFoldNames_keeps_both_names_that_differ_by_case_only(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager := w.T.Context(), w.Manager()
		for _, name := range []string{"one", "two", "three"} {
			_, err := w.CreateResource(ctx, manager, perses.Datasource, sourceText("Datasource", name, false, proxied))
			w.Must(err)
		}
		// As the versions before kept them.
		w.Must(w.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			for from, to := range map[string]string{"two": "ONE", "three": "Three"} {
				if _, err := tx.ExecContext(ctx, "UPDATE datasource SET name = ? WHERE name = ?", to, from); err != nil {
					return err
				}
			}
			return nil
		}))
		for range 2 {
			kept, err := w.FoldNames(ctx)
			w.Must(err)
			if diff := cmp.Diff([]string{"datasource ONE of shop"}, kept); diff != "" {
				w.T.Error(diff)
			}
		}
		for asked, want := range map[string]string{"one": "one", "ONE": "ONE", "One": "one", "three": "three", "Three": "three"} {
			found, err := w.Resource(ctx, manager, perses.Datasource, asked)
			w.Must(err)
			if found.Name != want {
				w.T.Errorf("%s found %s", asked, found.Name)
			}
		}
		saved, err := w.UpdateResource(ctx, manager, perses.Datasource, "ONE", sourceText("Datasource", "ONE", false, proxied))
		w.Must(err)
		if saved.Name != "ONE" {
			w.T.Error(saved.Name)
		}
		if _, err := w.Create(ctx, w.Writer(), boards.Doc("a", "A", "up"), dashboard.Save{}); err != nil {
			w.T.Error(err)
		}
	})
}
