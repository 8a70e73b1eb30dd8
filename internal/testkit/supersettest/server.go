package supersettest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startWait bounds how long a server may take until it answers on a busy machine.
const startWait = 10 * time.Minute

// Options say how a server differs from others. The zero value is the newest supported version as it is by default.
type Options struct {
	// Version is one of Versions; "" is its first.
	Version string
	// Flags are feature flags that are switched on, such as "SSH_TUNNELING".
	Flags []string
	// TokenLife is how long an access token is good, in whole seconds; 0 is Superset's 15 minutes.
	TokenLife time.Duration
	// RateLimit is the limit over all routes, such as "50 per second"; "" is none.
	RateLimit string
	// Warehouse is the PostgreSQL behind it; nil is the one that the test process shares.
	Warehouse *Warehouse
}

// Server is one running Superset.
type Server struct {
	Version string
	// URL has no slash at its end.
	URL string
	// Username and Password are an administrator's.
	Username, Password string
	// Warehouse holds Database, which Seed fills and nobody else uses.
	Warehouse *Warehouse
	Database  string

	installation installation
	// metadata holds what Superset keeps for itself.
	metadata *Warehouse
	home     string
	port     int
	program  program
	process  *process
	shared   bool
}

// Start gives a test a server of its own, which has an administrator and nothing else.
func Start(t testing.TB, options Options) *Server {
	t.Helper()
	s := prepare(t, options, t.TempDir())
	t.Cleanup(func() {
		s.process.end(t, s.program.kill)
		if t.Failed() {
			t.Logf("the end of the log of Superset %s on %s:\n%s", s.Version, s.URL, s.program.logTail())
		}
	})
	s.launch(t)
	return s
}

func prepare(t testing.TB, options Options, base string) *Server {
	t.Helper()
	if options.Version == "" {
		options.Version = Versions()[0]
	}
	found := find(t, options.Version)
	// Its own data stay where they are when a test stops the warehouse that it was given.
	metadata := sharedWarehouse(t)
	if options.Warehouse == nil {
		options.Warehouse = metadata
	}
	s := &Server{
		Version: options.Version, Username: "admin", Password: rand.Text(),
		Warehouse: options.Warehouse, Database: "shop_" + strings.ToLower(rand.Text()[:10]),
		installation: found, home: filepath.Join(base, "superset"), metadata: metadata,
	}
	s.program = program{
		path: found.script("serve.sh"), log: filepath.Join(base, "superset.log"),
		environment: append(options.environment(), s.secrets()...), stop: syscall.SIGTERM, kill: syscall.SIGKILL,
	}
	return s
}

// secrets are what the scripts want to know of a server.
func (s *Server) secrets() []string {
	return []string{
		"SUPERSET_ADMIN_PASSWORD=" + s.Password, "WAREHOUSE_PASSWORD=" + s.Warehouse.password, "PG_BIN=" + s.metadata.bin,
		fmt.Sprintf("SUPERSET_TEST_METADATA=postgresql://warehouse:%s@127.0.0.1:%d", s.metadata.password, s.metadata.Port),
	}
}

func (o Options) environment() []string {
	set := []string{"SUPERSET_TEST_FLAGS=" + strings.Join(o.Flags, ",")}
	if o.TokenLife > 0 {
		set = append(set, "SUPERSET_TEST_TOKEN_SECONDS="+strconv.Itoa(int(o.TokenLife/time.Second)))
	}
	if o.RateLimit != "" {
		set = append(set, "SUPERSET_TEST_RATE_LIMIT="+o.RateLimit)
	}
	return set
}

// launch starts it on a free port, or on the one that it had, and waits until it answers.
func (s *Server) launch(t testing.TB) {
	t.Helper()
	// The socket is opened here and handed over, so that nobody else takes the port meanwhile.
	listener := s.listen(t)
	socket, err := listener.File()
	if err != nil {
		t.Fatalf("hand the socket over: %v", err)
	}
	s.program.args = []string{s.installation.folder, s.home, "fd://3", strconv.Itoa(s.port)}
	s.process = s.program.start(t, socket)
	// From now on it is the server's alone: when that is gone, connections are refused.
	if err := errors.Join(socket.Close(), listener.Close()); err != nil {
		t.Fatalf("hand the socket over: %v", err)
	}
	s.await(t)
}

// listen opens the server's port; one that was killed may hold it for a moment longer.
func (s *Server) listen(t testing.TB) *net.TCPListener {
	t.Helper()
	for deadline := time.Now().Add(endWait); ; time.Sleep(20 * time.Millisecond) {
		listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: s.port})
		if err == nil {
			address, ok := listener.Addr().(*net.TCPAddr)
			if !ok {
				t.Fatalf("a port of %T", listener.Addr())
			}
			s.port, s.URL = address.Port, "http://"+address.String()
			return listener
		}
		if time.Now().After(deadline) {
			t.Fatalf("listen on port %d: %v", s.port, err)
		}
	}
}

func (s *Server) await(t testing.TB) {
	t.Helper()
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	for deadline := time.Now().Add(startWait); !s.healthy(t.Context(), client); time.Sleep(50 * time.Millisecond) {
		if s.process.ended() || time.Now().After(deadline) {
			t.Fatalf("Superset %s does not answer:\n%s", s.Version, s.program.logTail())
		}
	}
}

func (s *Server) healthy(ctx context.Context, client *http.Client) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/health", nil)
	if err != nil {
		return false
	}
	answer, err := client.Do(request)
	if err != nil {
		return false
	}
	return answer.Body.Close() == nil && answer.StatusCode == http.StatusOK
}

// Stop ends the server as an administrator does and waits until it is gone: requests under way get two seconds.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	s.own(t)
	s.process.end(t, s.program.stop)
	s.process = nil
}

// Kill ends the server as a crash does; what it had committed is kept.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	s.own(t)
	s.process.end(t, s.program.kill)
	s.process = nil
}

// Restart starts a stopped or killed server with its data at the same URL; one that runs is stopped first.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Stop(t)
	s.launch(t)
}

// own fails a test that would end a server of others.
func (s *Server) own(t testing.TB) {
	t.Helper()
	if s.shared {
		t.Fatal("a shared server is not one test's to stop: use Start")
	}
}

// Log is everything that the server has written since its first start.
func (s *Server) Log(t testing.TB) string {
	t.Helper()
	content, err := os.ReadFile(s.program.log)
	if err != nil {
		t.Fatalf("read the server's log: %v", err)
	}
	return string(content)
}
