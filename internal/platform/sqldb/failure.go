package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
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

// The codes of an Outage.
const (
	// DiskFull is the code while there is no room to write.
	DiskFull = "disk_full"
	// StoreUnavailable is the code while the database cannot be asked.
	StoreUnavailable = "store_unavailable"
	// StoreFailing is the code while the database's disk reports errors.
	StoreFailing = "store_failing"
)

// How long a client waits before it tries again.
const (
	outageSoon = 5 * time.Second
	outageLate = 30 * time.Second
)

// Outage is the one table from failures of the database that are nobody's mistake
// to what people read: it is away, busy, or out of room. Nil for every other
// error. Kind: unavailable, with a time to try again.
func Outage(err error) *apperror.Error {
	switch {
	case err == nil:
		return nil
	case IsDiskFull(err):
		return outage(err, DiskFull, outageLate, fullText(err))
	case isUnreachable(err):
		return outage(err, StoreUnavailable, outageSoon, "The database does not answer. Try again in a moment")
	case isFailing(err):
		return outage(err, StoreFailing, outageLate,
			"The disk of the database can't be written or read. The server's log says what it reports; "+
				"see to the disk, then try again")
	default:
		return nil
	}
}

func outage(cause error, code string, wait time.Duration, text string) *apperror.Error {
	made := apperror.New(apperror.Unavailable, "%s", text).WithCode(code).WithCause(cause)
	made.RetryAfter = wait
	return made
}

// fullText says whose disk it is.
func fullText(err error) string {
	if _, server := errors.AsType[*pgconn.PgError](err); server {
		return "The disk of the database server is full, so nothing can be saved; reading goes on. " +
			"Free some space there, then try again"
	}
	return "The disk of the data folder is full, so nothing can be saved; reading goes on. " +
		"Free some space there, then try again"
}

// IsDiskFull reports whether a write found no room: on this machine's disk, in its
// quota, or on PostgreSQL's.
func IsDiskFull(err error) bool {
	if found, ok := errors.AsType[*pgconn.PgError](err); ok {
		return found.Code == "53100"
	}
	if found, ok := errors.AsType[*sqlite.Error](err); ok {
		switch found.Code() {
		// A full disk shows itself as the second and third where SQLite makes room in
		// the files beside the database.
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_WRITE:
			return true
		}
		return false
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// isFailing reports whether SQLite could not use its file.
func isFailing(err error) bool {
	const primary = 0xff // the rest of a code says more exactly what
	found, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return false
	}
	switch found.Code() & primary {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		return true
	}
	return false
}

// isUnreachable reports whether the database could not be asked at all: it is
// down, starts, stops, has no connection left, or went away in the middle.
// Asking again later may work.
func isUnreachable(err error) bool {
	if found, ok := errors.AsType[*pgconn.PgError](err); ok {
		return isUnreachableCode(found.Code)
	}
	if found, ok := errors.AsType[*sqlite.Error](err); ok {
		const primary = 0xff
		code := found.Code() & primary
		return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
	}
	return isLostConnection(err)
}

func isUnreachableCode(code string) bool {
	switch code {
	case "57P01", "57P02", "57P03", "57P05", // shut down, crashed, starting, idle for too long
		"57014",                   // took longer than the server allows a statement
		"53200", "53300", "53400", // out of memory, of connections, of what is configured
		"25P03", "25006", // idle for too long within a transaction; a standby that only reads
		"40001", "40P01", "55P03", // met another transaction
		"58030": // its disk reports errors
		return true
	}
	return strings.HasPrefix(code, "08") // the connection
}

// isLostConnection reports whether a connection could not be made or broke. What
// asks other servers than the database words their failures itself, so that those
// never come here.
func isLostConnection(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok || pgconn.SafeToRetry(err) {
		return true
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return true
	}
	for _, each := range []error{
		driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, io.ErrUnexpectedEOF, io.EOF, net.ErrClosed,
		syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE,
	} {
		if errors.Is(err, each) {
			return true
		}
	}
	// pgx has no value for its own word of a connection that it gave up.
	return !errors.Is(err, context.Canceled) && strings.Contains(err.Error(), "conn closed")
}
