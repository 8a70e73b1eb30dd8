package sqldb

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// IsUniqueViolation reports whether a write broke a unique index or a primary
// key. On PostgreSQL the transaction is then lost; use ON CONFLICT to go on.
func IsUniqueViolation(err error) bool {
	if found, ok := errors.AsType[*pgconn.PgError](err); ok {
		return found.Code == "23505"
	}
	if found, ok := errors.AsType[*sqlite.Error](err); ok {
		return found.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || found.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	return false
}
