package sqldb_test

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func TestIsUnreachable(t *testing.T) {
	t.Parallel()
	// Nobody listens in an empty folder.
	down := sqldb.Config{URL: "postgres:///d?host=" + t.TempDir() + "&user=u&sslmode=disable", MaxConns: 8}
	_, failure := sqldb.Open(t.Context(), down, clock.System{}, slog.New(slog.DiscardHandler))
	for name, each := range map[string]struct {
		err  error
		want bool
	}{
		"nobody listens": {failure, true},
		"shut down":      {fmt.Errorf("read token: %w", &pgconn.PgError{Code: "57P01"}), true},
		"connection":     {&pgconn.PgError{Code: "08006"}, true},
		"bad connection": {fmt.Errorf("x: %w", driver.ErrBadConn), true},
		"unique":         {&pgconn.PgError{Code: "23505"}, false},
		"syntax":         {&pgconn.PgError{Code: "42601"}, false},
		"other":          {errors.New("x"), false},
		"nothing":        {nil, false},
	} {
		if got := sqldb.IsUnreachable(each.err); got != each.want {
			t.Errorf("%s: %v for %v", name, got, each.err)
		}
	}
}
