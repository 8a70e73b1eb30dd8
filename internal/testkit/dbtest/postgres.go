package dbtest

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// clonePostgres gives a database made from the migrated template.
func clonePostgres(t testing.TB) string {
	t.Helper()
	server := serverURL(t)
	return createDatabase(t, server, " TEMPLATE "+quoted(template(t, server)))
}

func emptyPostgres(t testing.TB) string {
	t.Helper()
	return createDatabase(t, serverURL(t), "")
}

func createDatabase(t testing.TB, server, options string) string {
	t.Helper()
	name := "test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	admin(t, server, "CREATE DATABASE "+quoted(name)+options)
	t.Cleanup(func() {
		admin(t, server, "DROP DATABASE IF EXISTS "+quoted(name)+" WITH (FORCE)")
	})
	return withDatabase(t, server, name)
}

// template makes the migrated database once for all processes. It gets its name
// last, so that a half-migrated one is never copied.
func template(t testing.TB, server string) string {
	t.Helper()
	name := "template_" + schemaHash(t)
	conn := connect(t, server)
	defer closeConn(t, conn)
	if exists(t, conn, name) {
		return name
	}
	ctx := t.Context()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(4736251)"); err != nil { // freed when conn closes
		t.Fatalf("lock the template: %v", err)
	}
	if exists(t, conn, name) {
		return name
	}
	building := "building_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	execute(t, conn, "CREATE DATABASE "+quoted(building))
	if err := migrate(ctx, withDatabase(t, server, building)); err != nil {
		execute(t, conn, "DROP DATABASE "+quoted(building)+" WITH (FORCE)")
		t.Fatalf("migrate the PostgreSQL template: %v", err)
	}
	execute(t, conn, "ALTER DATABASE "+quoted(building)+" RENAME TO "+quoted(name))
	return name
}

func exists(t testing.TB, conn *pgx.Conn, name string) (found bool) {
	t.Helper()
	err := conn.QueryRow(t.Context(), "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&found)
	if err != nil {
		t.Fatalf("look for the template: %v", err)
	}
	return found
}

func withDatabase(t testing.TB, server, name string) string {
	t.Helper()
	parsed, err := url.Parse(server)
	if err != nil {
		t.Fatalf("read the test server's URL: %v", err)
	}
	parsed.Path = "/" + name
	return parsed.String()
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// admin runs one statement on a connection of its own; it also works in a
// cleanup, when the test's context has ended.
func admin(t testing.TB, server, statement string) {
	t.Helper()
	conn := connect(t, server)
	defer closeConn(t, conn)
	execute(t, conn, statement)
}

func connect(t testing.TB, server string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.WithoutCancel(t.Context()), server)
	if err != nil {
		t.Fatalf("connect to the test PostgreSQL: %v", err)
	}
	return conn
}

func execute(t testing.TB, conn *pgx.Conn, statement string) {
	t.Helper()
	if _, err := conn.Exec(context.WithoutCancel(t.Context()), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func closeConn(t testing.TB, conn *pgx.Conn) {
	t.Helper()
	if err := conn.Close(context.WithoutCancel(t.Context())); err != nil {
		t.Errorf("close the connection to the test PostgreSQL: %v", err)
	}
}

// serverURL is a server on which databases may be made; the test is skipped when
// there is none.
func serverURL(t testing.TB) string {
	t.Helper()
	if given := os.Getenv("DASHKEEP_TEST_POSTGRES_URL"); given != "" {
		return given
	}
	if bin := serverBinaries(); bin != "" {
		return sharedServer(t, bin)
	}
	without(t)
	return ""
}

// Binaries is the folder with the programs of PostgreSQL, for tests that start servers of another kind; the test is
// skipped when there are none.
func Binaries(t testing.TB) string {
	t.Helper()
	bin := serverBinaries()
	if bin == "" {
		without(t)
	}
	return bin
}

// without ends a test that finds no PostgreSQL.
func without(t testing.TB) {
	t.Helper()
	const missing = "PostgreSQL server binaries are missing: run scripts/ensure-postgres.sh, " +
		"or set DASHKEEP_TEST_POSTGRES_URL"
	if os.Getenv("CI") == "true" || os.Getenv("DBTEST_REQUIRE_POSTGRES") == "1" {
		t.Fatal(missing)
	}
	t.Skip(missing)
}
