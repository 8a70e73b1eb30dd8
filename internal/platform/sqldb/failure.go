package sqldb

import (
	"database/sql/driver"
	"errors"
	"strings"

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

// IsUnreachable reports whether the database could not be asked at all: it is down,
// starts, stops or has no connection left. Asking again later may work.
func IsUnreachable(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok || errors.Is(err, driver.ErrBadConn) {
		return true
	}
	found, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return false
	}
	switch found.Code {
	case "57P01", "57P02", "57P03", "53300": // shut down, crashed, starting, too many connections
		return true
	}
	return strings.HasPrefix(found.Code, "08")
}
