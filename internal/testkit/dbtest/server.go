package dbtest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"
)

// serverBinaries is the folder with initdb and postgres, empty when there is
// none. Debian keeps them off the PATH.
func serverBinaries() string {
	var folders []string
	if path, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(path))
	}
	debian, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err == nil {
		slices.Sort(debian)
		slices.Reverse(debian)
	}
	for _, folder := range append(folders, debian...) {
		if complete(folder) {
			return folder
		}
	}
	return ""
}

func complete(folder string) bool {
	for _, program := range []string{"initdb", "pg_ctl", "postgres"} {
		if _, err := os.Stat(filepath.Join(folder, program)); err != nil {
			return false
		}
	}
	return true
}

// sharedServer gives the machine's throw-away server and starts it when nobody
// has. The process keeps a shared lock on "users" until it ends; the guard stops
// the server when that lock is free.
func sharedServer(t testing.TB, bin string) string {
	t.Helper()
	folder := filepath.Join(workFolder(t), "postgres")
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // the server's user reads below it
		t.Fatalf("make the test server's folder: %v", err)
	}
	unlock := lock(t, filepath.Join(folder, "start.lock"))
	defer unlock()
	joinUsers(t, filepath.Join(folder, "users"))
	file := filepath.Join(folder, "url")
	if content, err := os.ReadFile(file); err == nil && answers(t.Context(), string(content)) { //nolint:gosec // made here
		return string(content)
	}
	address := startServer(t, bin, folder)
	if err := os.WriteFile(file, []byte(address), 0o600); err != nil {
		t.Fatalf("write down the test server's address: %v", err)
	}
	return address
}

// joinUsers takes the shared lock and leaves it to the end of the process.
func joinUsers(t testing.TB, path string) {
	t.Helper()
	handle, err := unix.Open(path, unix.O_CREAT|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err == nil {
		err = unix.Flock(handle, unix.LOCK_SH)
	}
	if err != nil {
		t.Fatalf("join the users of the test server: %v", err)
	}
}

func answers(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return false
	}
	return conn.Close(ctx) == nil
}

// startServer makes a cluster without durability, which nobody needs here, and
// waits until it answers.
func startServer(t testing.TB, bin, folder string) string {
	t.Helper()
	base, err := os.MkdirTemp(folder, "cluster-") //nolint:usetesting // it outlives the test on purpose
	if err != nil {
		t.Fatalf("make the test server's folder: %v", err)
	}
	as := serverUser(t, base)
	data := filepath.Join(base, "data")
	run(t, as, filepath.Join(bin, "initdb"), "--no-sync", "--auth=trust", "--username=dashkeep",
		"--encoding=UTF8", "--locale=C", "--pgdata="+data)
	port := freePort(t)
	settings := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off "+
		"-c synchronous_commit=off -c full_page_writes=off -c max_connections=500 -c shared_buffers=64MB "+
		"-c max_wal_size=256MB -c autovacuum_naptime=10s", port, base)
	run(t, as, filepath.Join(bin, "pg_ctl"), "--wait", "--timeout=240", "--pgdata="+data,
		"--log="+filepath.Join(base, "log"), "--options="+settings, "start")
	startGuard(t, folder, base)
	return fmt.Sprintf("postgres://dashkeep@127.0.0.1:%d/postgres?sslmode=disable", port)
}

// serverUser gives the folder to the user postgres when the tests run as root,
// because the server refuses root.
func serverUser(t testing.TB, folder string) *syscall.SysProcAttr {
	t.Helper()
	as := &syscall.SysProcAttr{Setsid: true} // a Ctrl-C in the terminal is not for the server
	if os.Getuid() != 0 {
		return as
	}
	owner, err := user.Lookup("postgres")
	if err != nil {
		t.Fatalf("PostgreSQL refuses root, and the user postgres is missing: %v", err)
	}
	uid, group := number(t, owner.Uid), number(t, owner.Gid)
	if err := os.Chown(folder, int(uid), int(group)); err != nil {
		t.Fatalf("give the test server its folder: %v", err)
	}
	as.Credential = &syscall.Credential{Uid: uid, Gid: group}
	return as
}

func number(t testing.TB, text string) uint32 {
	t.Helper()
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		t.Fatalf("read a user number: %v", err)
	}
	return uint32(n)
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

func run(t testing.TB, as *syscall.SysProcAttr, name string, args ...string) {
	t.Helper()
	command := exec.Command(name, args...) //nolint:gosec // a program of the machine, bounded by itself
	// A file, not a pipe: the server inherits it, and a pipe would be waited for.
	output, err := os.CreateTemp(t.TempDir(), "output")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = output.Close() }()
	command.Stdout, command.Stderr = output, output
	command.SysProcAttr, command.Dir = as, "/"
	if err := command.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, bytes.TrimSpace(readFile(t, output.Name())))
	}
}

// guard stops the server and removes its files once nobody has used it for about
// a minute. It holds the users' lock meanwhile, so that a newcomer waits and then
// starts a server of its own. It ends with the server.
const guard = `
pid=$(head -n 1 "$BASE/data/postmaster.pid")
free=0
while kill -0 "$pid"; do
  sleep 20
  if flock --exclusive --nonblock "$USERS" true; then free=$((free + 1)); else free=0; fi
  [ "$free" -lt 3 ] && continue
  exec 9<>"$USERS"
  flock --exclusive --nonblock 9 || { exec 9>&-; free=0; continue; }
  kill -INT "$pid"
  while kill -0 "$pid"; do sleep 0.1; done
done
rm -rf "$BASE"
`

func startGuard(t testing.TB, folder, base string) {
	t.Helper()
	command := exec.Command("sh", "-c", guard) // without a context: it outlives the test on purpose
	command.Env = []string{"BASE=" + base, "USERS=" + filepath.Join(folder, "users"), "PATH=" + os.Getenv("PATH")}
	command.SysProcAttr, command.Dir = &syscall.SysProcAttr{Setsid: true}, "/"
	if err := command.Start(); err != nil {
		t.Fatalf("start the test server's guard: %v", err)
	}
	if err := command.Process.Release(); err != nil {
		t.Fatalf("leave the test server's guard alone: %v", err)
	}
}
