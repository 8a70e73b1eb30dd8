package dbtest

import (
	"bytes"
	"database/sql"
	"fmt"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Contents gives every value of every table as it is stored, to look for what must not
// be there.
func Contents(t testing.TB, db *sqldb.DB) []byte {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	if db.Engine() == sqldb.PostgreSQL {
		query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
	}
	var tables []string
	if err := db.Read().NewRaw(query).Scan(t.Context(), &tables); err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, table := range tables {
		fmt.Fprintf(&all, "== %s\n", table)
		rows, err := db.Read().QueryContext(t.Context(), `SELECT * FROM "`+table+`"`)
		if err != nil {
			t.Fatal(err)
		}
		writeRows(t, &all, rows)
	}
	return all.Bytes()
}

func writeRows(t testing.TB, to *bytes.Buffer, rows *sql.Rows) {
	t.Helper()
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]sql.RawBytes, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, value := range values {
			to.Write(value)
			to.WriteByte('\n')
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
