package supersettest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// Warehouse is a PostgreSQL server where every connection needs a password.
type Warehouse struct {
	Port int

	password string
	// bin is the folder of PostgreSQL's programs.
	bin, folder string
	program     program
	process     *process
	shared      bool
}

// StartWarehouse gives a test a PostgreSQL of its own, which it may stop.
func StartWarehouse(t testing.TB) *Warehouse {
	t.Helper()
	w := startWarehouse(t)
	t.Cleanup(func() {
		w.process.end(t, w.program.kill)
		if err := os.RemoveAll(w.folder); err != nil {
			t.Errorf("remove the warehouse: %v", err)
		}
	})
	return w
}

// theWarehouse is what servers have that were given none; it lives as long as the test process.
var theWarehouse struct {
	sync.Mutex
	started *Warehouse
}

func sharedWarehouse(t testing.TB) *Warehouse {
	t.Helper()
	theWarehouse.Lock()
	defer theWarehouse.Unlock()
	if theWarehouse.started == nil {
		w := startWarehouse(t)
		w.shared = true
		theWarehouse.started = w
	}
	return theWarehouse.started
}

func startWarehouse(t testing.TB) *Warehouse {
	t.Helper()
	bin := dbtest.Binaries(t)
	folder, err := os.MkdirTemp("", "dashkeep-warehouse-") //nolint:usetesting // it may outlive the test
	if err == nil {
		err = os.Chmod(folder, 0o755) //nolint:gosec // the server's user reads below it
	}
	if err != nil {
		t.Fatalf("make the warehouse's folder: %v", err)
	}
	w := &Warehouse{password: rand.Text(), bin: bin, folder: folder}
	w.program = program{
		path: filepath.Join(repository(t), "test", "superset", "postgres.sh"), log: filepath.Join(folder, "log"),
		environment: []string{"WAREHOUSE_PASSWORD=" + w.password, "PG_BIN=" + bin},
		stop:        syscall.SIGINT, kill: syscall.SIGQUIT, folder: folder,
	}
	// Somebody may take the port between its choice and its use.
	for range 5 {
		w.Port = freePort(t)
		if w.launch(t) {
			return w
		}
	}
	t.Fatalf("the warehouse does not start:\n%s", w.program.logTail())
	return nil
}

// launch says whether the server answers; it does not when it ended at once.
func (w *Warehouse) launch(t testing.TB) bool {
	t.Helper()
	w.program.args = []string{"serve", w.folder, strconv.Itoa(w.Port)}
	w.process = w.program.start(t)
	for deadline := time.Now().Add(startWait); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if w.process.ended() {
			break
		}
		if conn, err := pgx.Connect(context.WithoutCancel(t.Context()), w.URL("postgres")); err == nil {
			return conn.Close(context.WithoutCancel(t.Context())) == nil
		}
	}
	w.process.end(t, w.program.kill)
	w.process = nil
	return false
}

// URL is a database's address with the superuser's password.
func (w *Warehouse) URL(database string) string {
	address := url.URL{
		Scheme: "postgres", User: url.UserPassword("warehouse", w.password), Host: fmt.Sprintf("127.0.0.1:%d", w.Port),
		Path: "/" + database, RawQuery: "sslmode=disable&connect_timeout=20",
	}
	return address.String()
}

// Exec runs statements as the superuser, for tests that take away rights, tables or passwords.
func (w *Warehouse) Exec(t testing.TB, database, statements string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn, err := pgx.Connect(ctx, w.URL(database))
	if err != nil {
		t.Fatalf("connect to the warehouse: %v", err)
	}
	_, err = conn.PgConn().Exec(ctx, statements).ReadAll()
	if err = errors.Join(err, conn.Close(ctx)); err != nil {
		t.Fatalf("%s: %v", statements, err)
	}
}

// Stop ends the server, and every connection with it.
func (w *Warehouse) Stop(t testing.TB) {
	t.Helper()
	w.own(t)
	w.process.end(t, w.program.stop)
	w.process = nil
}

// Restart starts it with its data on the same port; one that runs is stopped first.
func (w *Warehouse) Restart(t testing.TB) {
	t.Helper()
	w.Stop(t)
	if !w.launch(t) {
		t.Fatalf("the warehouse does not start again:\n%s", w.program.logTail())
	}
}

func (w *Warehouse) own(t testing.TB) {
	t.Helper()
	if w.shared {
		t.Fatal("the shared warehouse is not one test's to stop: use StartWarehouse")
	}
}

func freePort(t testing.TB) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("find a free port: %v", err)
	}
	defer func() { _ = listener.Close() }()
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("a port of %T", listener.Addr())
	}
	return address.Port
}
