package app

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/dashkeep/dashkeep/internal/app/instance"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/migrations"
)

const (
	oldKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
	// withoutHeads is the last version of the schema that had no place for a head.
	withoutHeads = "0016"
	withHeads    = "0017"
)

// oldInstance is the database of a version without heads, with a user and entries.
type oldInstance struct {
	engine    sqldb.Engine
	url, data string
}

func eachOldInstance(t *testing.T, test func(t *testing.T, old oldInstance)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) { test(t, makeOldInstance(t, engine)) })
	}
}

// noInstance is a database without anything.
func noInstance(t *testing.T, engine sqldb.Engine) oldInstance {
	t.Helper()
	none := oldInstance{engine: engine, url: dbtest.EmptyURL(t, engine), data: t.TempDir()}
	if engine == sqldb.SQLite {
		none.data = filepath.Dir(none.url)
	}
	return none
}

func makeOldInstance(t *testing.T, engine sqldb.Engine) oldInstance {
	t.Helper()
	old := noInstance(t, engine)
	old.migrate(t, withoutHeads)
	old.execute(t, `INSERT INTO account (id, login, login_folded, display_name, email, password_hash, is_admin, disabled, created_at, updated_at)
		VALUES ('1', 'ada', 'ada', '', '', 'x', TRUE, FALSE, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')`)
	box, err := secret.NewBox(oldKeyBytes(t))
	if err != nil {
		t.Fatal(err)
	}
	db := dbtest.Connect(t, old.url, clock.System{})
	if err := instance.CheckKey(t.Context(), db, box.KeyID()); err != nil {
		t.Fatal(err)
	}
	rows := oldEntries(t)
	err = db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewInsert().Model(&rows).ExcludeColumn("id").Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return old
}

func oldKeyBytes(t *testing.T) []byte {
	t.Helper()
	key, err := secret.LoadKey(secret.New(oldKey), "")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// oldEntries gives three entries as they stand in a trail.
func oldEntries(t *testing.T) []audit.Row {
	t.Helper()
	db := dbtest.Open(t, sqldb.SQLite)
	for range 3 {
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return audit.Record(ctx, tx, access.System("p", "test"), audit.Entry{Action: "x.y"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var rows []audit.Row
	if err := db.Read().NewSelect().Model(&rows).OrderExpr("id").Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return rows
}

// migrate brings the schema up to a version and no further, as an upgrade that was
// killed does.
func (o oldInstance) migrate(t *testing.T, last string) {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := migrations.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name[:4] <= last {
			files[name] = &fstest.MapFile{Data: text}
		}
	}
	if err := sqldb.Migrate(t.Context(), dbtest.Connect(t, o.url, clock.System{}), files, jobqueue.Tables()); err != nil {
		t.Fatal(err)
	}
}

func (o oldInstance) execute(t *testing.T, statements ...string) {
	t.Helper()
	db := dbtest.Connect(t, o.url, clock.System{})
	for _, statement := range statements {
		if _, err := db.Writer().ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// options are those of a command, with the secret key or without.
func (o oldInstance) options(withKey bool) Options {
	flags := map[string]string{"data": o.data}
	if o.engine == sqldb.PostgreSQL {
		flags["database_url"] = o.url
	}
	if withKey {
		flags["secret_key"] = oldKey
	}
	return Options{Flags: flags, Out: io.Discard, Err: io.Discard}
}

// open opens the stores as a server does.
func (o oldInstance) open(t *testing.T) {
	t.Helper()
	options := o.options(true)
	settings, err := config.Load(config.Sources{Flags: options.Flags})
	if err != nil {
		t.Fatal(err)
	}
	p := newProgram(settings, Build{}, clock.System{}, slog.New(slog.DiscardHandler))
	if err := p.openStores(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if err := p.close(t.Context()); err != nil {
		t.Error(err)
	}
}

// wantTrail checks what audit verify says: a part of it when the trail is sound, or of
// the fault.
func (o oldInstance) wantTrail(t *testing.T, want string) {
	t.Helper()
	var said bytes.Buffer
	options := o.options(true)
	options.Out = &said
	answer := ""
	if err := VerifyAudit(t.Context(), options, ""); err != nil {
		answer = err.Error()
	}
	if answer += said.String(); !strings.Contains(answer, want) {
		t.Errorf("audit verify says %q, want %q", answer, want)
	}
}

const soundOver3 = "The audit trail is sound: 4 entries. It is signed since"

// An upgrade may stop anywhere, be done in several steps, and by more than one process:
// whichever has the key first signs the trail that is there.
func TestAnUpgradeSignsTheOldTrailHoweverItGoes(t *testing.T) {
	t.Parallel()
	migrateOnly := func(t *testing.T, old oldInstance) {
		t.Helper()
		if err := Migrate(t.Context(), old.options(false)); err != nil {
			t.Fatalf("without the key: %v", err)
		}
	}
	for name, upgrade := range map[string]func(t *testing.T, old oldInstance){
		"at_once": func(t *testing.T, old oldInstance) { t.Helper(); old.open(t) },
		"killed_after_the_place_for_heads": func(t *testing.T, old oldInstance) {
			t.Helper()
			old.migrate(t, withHeads)
			old.open(t)
		},
		"by_a_job_without_the_key": func(t *testing.T, old oldInstance) {
			t.Helper()
			migrateOnly(t, old)
			migrateOnly(t, old)
			old.open(t)
		},
		"by_a_command": func(t *testing.T, old oldInstance) { t.Helper(); migrateOnly(t, old) }, // verify is one
		"two_replicas": func(t *testing.T, old oldInstance) {
			t.Helper()
			if old.engine != sqldb.PostgreSQL {
				return
			}
			migrateOnly(t, old)
			var both sync.WaitGroup
			for range 2 {
				both.Go(func() { old.open(t) })
			}
			both.Wait()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachOldInstance(t, func(t *testing.T, old oldInstance) { //nolint:thelper // a test, which fails where it fails
				upgrade(t, old)
				old.wantTrail(t, soundOver3)
				old.open(t)
				old.wantTrail(t, soundOver3)
			})
		})
	}
}

// A head that was there once is missed, whatever the upgrade was.
func TestATakenHeadIsFoundAfterAnUpgrade(t *testing.T) {
	t.Parallel()
	eachOldInstance(t, func(t *testing.T, old oldInstance) { //nolint:thelper // a test, which fails where it fails
		old.open(t)
		old.execute(t, "DELETE FROM audit_head")
		old.wantTrail(t, "somebody took it away")
		old.open(t)
		old.wantTrail(t, "somebody took the head away")
	})
}

// Databases that had heads before the upgrade wrote down that one is due: a head that is
// there stays, one that is not was taken away.
func TestATrailThatHasAHeadIsNotAdopted(t *testing.T) {
	t.Parallel()
	eachOldInstance(t, func(t *testing.T, old oldInstance) { //nolint:thelper // a test, which fails where it fails
		old.open(t)
		before := func() {
			t.Helper()
			old.execute(t, "DROP TABLE audit_head_due", "DELETE FROM goose_db_version WHERE version_id = 28")
			if old.engine == sqldb.PostgreSQL {
				old.execute(t, "DROP FUNCTION audit_head_due_refuse()")
			}
		}
		before()
		old.open(t)
		old.wantTrail(t, soundOver3)
		before()
		old.execute(t, "DELETE FROM audit_head")
		old.open(t)
		old.wantTrail(t, "somebody took the head away")
	})
}

// A new instance has nothing to adopt, also where a job without the key made its schema.
func TestANewInstanceHasNothingToAdopt(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			made := noInstance(t, engine)
			if err := Migrate(t.Context(), made.options(false)); err != nil {
				t.Fatal(err)
			}
			made.open(t)
			made.wantTrail(t, "The audit trail is sound: 0 entries")
			made.execute(t, "DELETE FROM audit_head")
			made.open(t)
			made.wantTrail(t, "somebody took the head away")
		})
	}
}
