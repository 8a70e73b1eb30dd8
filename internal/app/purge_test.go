package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

const doomed = "doomed"

// keptOnPurpose are the tables that keep rows of a project that is gone, and which.
func keptOnPurpose() map[string]string {
	return map[string]string{
		"audit_entry": "TRUE",            // the trail is append-only: it tells who deleted the project
		"event":       "type = 'member'", // they tell people that they have lost it, and are pruned in a day
	}
}

// tablesWith lists the tables that have a column.
func tablesWith(t *testing.T, db *sqldb.DB, column string) []string {
	t.Helper()
	question := `SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = ? ORDER BY 1`
	if db.Engine() == sqldb.SQLite {
		question = `SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = ? ORDER BY 1`
	}
	var tables []string
	if err := db.Read().NewRaw(question, column).Scan(t.Context(), &tables); err != nil {
		t.Fatal(err)
	}
	return tables
}

// chosen are the values that a table's rules want; every other column gets one by its
// type. What refers to another row refers to the one whose key is x.
func chosen(table, column string) (value any, is bool) {
	value, is = map[string]any{
		"member.role": "owner", "run.status": "succeeded", "dashboard.state": "draft", "dashboard.archived_at": nil,
		"validation_record.status": "PASS", "asset_health.status": "PASS", "policy_window.state": "done",
	}[table+"."+column]
	return value, is
}

// fillTable writes a row of the doomed project into a table.
func fillTable(ctx context.Context, tx *sqldb.Tx, table string) error {
	empty, err := tx.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 0")
	if err != nil {
		return err
	}
	types, err := empty.ColumnTypes()
	if err != nil {
		return err
	}
	if err := errors.Join(empty.Err(), empty.Close()); err != nil {
		return err
	}
	row := map[string]any{}
	for _, column := range types {
		row[column.Name()] = valueOf(table, column.Name(), column.DatabaseTypeName(), tx)
	}
	_, err = tx.NewInsert().Model(&row).TableExpr(table).Exec(ctx)
	return err
}

func valueOf(table, column, kind string, tx *sqldb.Tx) any {
	if value, is := chosen(table, column); is {
		return value
	}
	switch kind = strings.ToUpper(kind); {
	case column == "project":
		return doomed
	case column == "at" || strings.HasSuffix(column, "_at") || column == "since" || column == "spread_from" ||
		column == "broken_since" || column == "effective_from" || strings.HasPrefix(kind, "TIMESTAMP"):
		return sqldb.At(tx.Now())
	case strings.Contains(kind, "BOOL"):
		return false
	case column == "id" && strings.Contains(kind, "INT"):
		return 1 << 40 // nobody else has it
	case strings.Contains(kind, "INT"):
		return 1
	case strings.Contains(kind, "JSON"), column == "document", column == "target", column == "params", column == "data":
		return "{}"
	case kind == "BLOB", kind == "BYTEA":
		return []byte("x")
	default:
		return "x"
	}
}

// With a project goes everything that the rooms keep of it. The schema itself says
// which tables those are, so that a new one is not forgotten.
func TestADeletedProjectLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			flags := map[string]string{}
			if engine == sqldb.PostgreSQL {
				flags["database_url"] = dbtest.URL(t, engine)
			}
			p := openHouseWith(t, flags).program
			makeDoomed(t, p)
			tables := tablesWith(t, p.db, "project")
			fillAll(t, p.db, slices.DeleteFunc(slices.Clone(tables), func(table string) bool { return table == "audit_entry" }))
			if err := p.features.project.Delete(t.Context(), access.System(doomed, "test", access.ProjectManage)); err != nil {
				t.Fatal(err)
			}
			for _, table := range tables {
				query := p.db.Read().NewSelect().TableExpr(table).Where("project = ?", doomed)
				if kept, is := keptOnPurpose()[table]; is {
					query = query.Where("NOT (" + kept + ")")
				}
				if left, err := query.Count(t.Context()); err != nil || left > 0 {
					t.Errorf("%s keeps %d rows of a project that is gone, %v", table, left, err)
				}
			}
		})
	}
}

// makeDoomed makes the project, with somebody and something for rows to refer to.
func makeDoomed(t *testing.T, p *program) {
	t.Helper()
	err := p.db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		if err := p.features.project.Ensure(ctx, tx, doomed); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO account (id, login, login_folded, display_name, email, password_hash, is_admin,
			disabled, created_at, updated_at) VALUES ('x', 'x', 'x', '', '', '', FALSE, FALSE, ?, ?)`, sqldb.At(tx.Now()), sqldb.At(tx.Now()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fillAll gives every table a row: those that refer to others when the others have theirs.
func fillAll(t *testing.T, db *sqldb.DB, tables []string) {
	t.Helper()
	left := slices.Clone(tables)
	for {
		var later []string
		var why error
		for _, table := range left {
			err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return fillTable(ctx, tx, table) })
			if err != nil {
				later, why = append(later, table), err
			}
		}
		if len(later) == 0 {
			return
		}
		if len(later) == len(left) {
			t.Fatalf("no row of %s can be made, say what its columns take in chosen: %v", later, why)
		}
		left = later
	}
}
