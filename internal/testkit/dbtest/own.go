package dbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Server is a PostgreSQL server of one test, which may be stopped and restarted.
type Server struct {
	// URL is its database postgres, which is empty.
	URL string

	bin, data string
	as        *syscall.SysProcAttr
	start     []string
}

// OwnServer starts a server for one test and removes it afterwards. Others go on
// with the shared one.
func OwnServer(t testing.TB) *Server {
	t.Helper()
	_ = serverURL(t) // says what is missing, or skips, as everywhere
	bin := serverBinaries()
	if bin == "" {
		t.Skip("the tests use a server that is not theirs to restart")
	}
	base := t.TempDir()
	as := serverUser(t, base)
	openParents(t, base)
	s := &Server{bin: bin, data: filepath.Join(base, "data"), as: as}
	run(t, as, filepath.Join(bin, "initdb"), "--no-sync", "--auth=trust", "--username=dashkeep",
		"--encoding=UTF8", "--locale=C", "--pgdata="+s.data)
	port := freePort(t)
	s.start = []string{"--wait", "--timeout=50", "--pgdata=" + s.data, "--log=" + filepath.Join(base, "log"), fmt.Sprintf(
		"--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off -c shared_buffers=32MB", port, base)}
	s.control(t, "start")
	t.Cleanup(func() { s.control(t, "stop") })
	s.URL = fmt.Sprintf("postgres://dashkeep@127.0.0.1:%d/postgres?sslmode=disable", port)
	return s
}

// Crash kills the server as a power loss does and starts it again.
func (s *Server) Crash(t testing.TB) {
	t.Helper()
	s.control(t, "stop")
	s.control(t, "start")
}

func (s *Server) control(t testing.TB, what string) {
	t.Helper()
	args := append([]string{}, s.start...)
	if what == "stop" {
		args = append(args[:3:3], "--mode=immediate")
	}
	run(t, s.as, filepath.Join(s.bin, "pg_ctl"), append(args, what)...)
}

// openParents lets the server's user through to a test's folder.
func openParents(t testing.TB, folder string) {
	t.Helper()
	for parent := filepath.Dir(folder); parent != filepath.Clean(os.TempDir()) && parent != "/"; parent = filepath.Dir(parent) {
		if err := os.Chmod(parent, 0o755); err != nil { //nolint:gosec // the server's user reads below it
			t.Fatal(err)
		}
	}
}
