package sqldb_test

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// Answers come as texts, and an administrator may have given a role other forms of them.
func TestTimesAndBytesAreReadWhateverFormsTheRoleHas(t *testing.T) {
	t.Parallel()
	address, err := url.Parse(dbtest.URL(t, sqldb.PostgreSQL))
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Set("options", "-c datestyle=German -c bytea_output=escape -c intervalstyle=sql_standard")
	address.RawQuery = strings.ReplaceAll(query.Encode(), "+", "%20")
	db := dbtest.Connect(t, address.String(), clock.System{})
	at := time.Date(2026, 2, 1, 3, 4, 5, 6000, time.UTC)
	plain := []byte{0, 1, '\\', 0xff, 'a'}
	err = db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "CREATE TABLE forms (at TIMESTAMPTZ NOT NULL, plain BYTEA NOT NULL)")
		if err != nil {
			return err
		}
		_, err = tx.NewRaw("INSERT INTO forms (at, plain) VALUES (?, ?)", sqldb.At(at), plain).Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var row struct {
		At    sqldb.Time `bun:"at"`
		Plain []byte     `bun:"plain"`
	}
	if err := db.Read().NewRaw("SELECT at, plain FROM forms").Scan(t.Context(), &row); err != nil {
		t.Fatal(err)
	}
	if !row.At.Equal(at) || !bytes.Equal(row.Plain, plain) {
		t.Errorf("read %v and %v", row.At, row.Plain)
	}
}
