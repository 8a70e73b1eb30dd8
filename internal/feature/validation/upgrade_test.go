package validation_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/migrations"
)

// olderThan are the migrations that came before the one of a name.
func olderThan(t *testing.T, name string) fs.FS {
	t.Helper()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	older := fstest.MapFS{}
	for _, file := range names {
		if file >= name {
			continue
		}
		text, err := fs.ReadFile(migrations.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		older[file] = &fstest.MapFile{Data: text}
	}
	return older
}

// Owners were one login; they are a list, and are found as before.
func TestUpgradeKeepsTheOwners(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			db := dbtest.Connect(t, dbtest.EmptyURL(t, engine), clock.System{})
			migrate(t, db, olderThan(t, "0040"))
			for name, owner := range map[string]string{"a": "Ada", "b": `o"\b`, "c": ""} {
				inTx(t, db, func(tx *sqldb.Tx) error {
					_, err := tx.NewRaw(`INSERT INTO asset_health (project, environment, asset, title, title_key, owner, tags, listed,
						status, status_rank, summary, cause_key, cause_code, cause_subject, cause, record_id, checked_at, since,
						last_good_version, broken_seconds, strip, panels, panels_failing, policy_id, policy_name, duration_ms,
						dashboard_version) VALUES ('shop', 'builtin', ?, 'T', 't', ?, '', TRUE, 'UNKNOWN', 2, '', '', '', '', '', '',
						?, ?, 0, 0, '', 0, 0, '', '', 0, 0)`, name, owner, sqldb.At(tx.Now()), sqldb.At(tx.Now())).Exec(t.Context())
					return err
				})
			}
			migrate(t, db, migrations.Files)
			service := validation.New(validation.Needs{DB: db, Clock: clock.System{}, Environments: &shelf{}}, validation.Config{})
			owners := map[string][]asset.Subject{}
			page, err := service.Health(t.Context(), access.System("shop", "tester"), outcome.Filter{}, "", "", 10)
			for _, entry := range page.Entries {
				owners[entry.Asset] = entry.Owners
			}
			want := map[string][]asset.Subject{
				"a": {{Kind: asset.User, Name: "Ada"}}, "b": {{Kind: asset.User, Name: `o"\b`}}, "c": {},
			}
			if diff := cmp.Diff(want, owners); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
			page, err = service.Health(t.Context(), access.System("shop", "tester"), outcome.Filter{Owner: "Ada"}, "", "", 10)
			if err != nil || page.Total != 1 {
				t.Errorf("Ada has %d, %v", page.Total, err)
			}
		})
	}
}

func migrate(t *testing.T, db *sqldb.DB, files fs.FS) {
	t.Helper()
	if err := sqldb.Migrate(t.Context(), db, files, jobqueue.Tables()); err != nil {
		t.Fatal(err)
	}
}
