package app

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// The tests of this file start this test binary again as a whole server, so that
// it can be killed.

// childVariable holds the server's settings as JSON.
const childVariable = "APP_TEST_SERVER"

func childMode() bool { return os.Getenv(childVariable) != "" }

// runChild serves until it is told to stop, or killed.
func runChild() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	flags := map[string]string{}
	err := json.Unmarshal([]byte(os.Getenv(childVariable)), &flags)
	if err == nil {
		err = Serve(ctx, Options{Flags: flags, Out: os.Stdout, Err: os.Stderr, Build: Build{Version: "test"}})
	}
	stop()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// server is a server in a process of its own.
type server struct {
	address string
	process *os.Process
	ended   chan struct{}
	// said is what it said on standard error.
	said *syncBuffer
}

// syncBuffer is a text that one writes while others read.
type syncBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write adds to the text.
func (b *syncBuffer) Write(more []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(more)
}

// String is the text so far.
func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

var addressLine = regexp.MustCompile(`http://[^/\s]+`)

// tryServer starts a server; nil when it ended before it was ready.
func tryServer(t testing.TB, flags map[string]string) *server { //nolint:thelper // also of benchmarks
	t.Helper()
	settings, err := json.Marshal(flags)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$") //nolint:gosec // this test binary
	command.Env = append(os.Environ(), childVariable+"="+string(settings))
	s := &server{ended: make(chan struct{}), said: &syncBuffer{}}
	command.Stderr = s.said
	output, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	s.process = command.Process
	t.Cleanup(func() { s.kill(t) })
	lines := bufio.NewScanner(output)
	for s.address == "" && lines.Scan() {
		s.address = addressLine.FindString(lines.Text())
	}
	go func() {
		defer close(s.ended)
		_, _ = io.Copy(io.Discard, output) // to the end, which comes with the process
		_ = command.Wait()                 // says that it was killed
	}()
	if s.address == "" {
		<-s.ended
	}
	return s
}

func startServer(t testing.TB, flags map[string]string) *server { //nolint:thelper // also of benchmarks
	t.Helper()
	s := tryServer(t, flags)
	if s.address == "" {
		t.Fatalf("the server did not start: %s", s.said)
	}
	return s
}

// kill ends the process as a crash does.
func (s *server) kill(t testing.TB) { //nolint:thelper // also of benchmarks
	t.Helper()
	_ = s.process.Kill() // mostly dead already
	<-s.ended
}

// client speaks to servers as one user.
type client struct{ token string }

func (c client) send(tb testing.TB, method, address, body string) (int, string) {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), method, address, strings.NewReader(body))
	if err != nil {
		tb.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+c.token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

func (c client) must(tb testing.TB, method, address, body string) string {
	tb.Helper()
	status, text := c.send(tb, method, address, body)
	if status >= http.StatusBadRequest {
		tb.Fatalf("%s %s: %d %s", method, address, status, text)
	}
	return text
}

// newClient makes an owner of the project default beside the running server.
func newClient(tb testing.TB, flags map[string]string) client {
	tb.Helper()
	password := filepath.Join(tb.TempDir(), "password")
	if err := os.WriteFile(password, []byte(testPassword), 0o600); err != nil {
		tb.Fatal(err)
	}
	var out strings.Builder
	options := Options{Flags: flags, Out: io.Discard, Err: io.Discard}
	err := CreateUser(tb.Context(), options, NewUser{Login: "tester", PasswordFile: password, Project: testProject, Role: string(access.Owner)})
	if err != nil {
		tb.Fatal(err)
	}
	options.Out = &out
	if err := CreateToken(tb.Context(), options, NewToken{Login: "tester", Label: "test", Days: 1}); err != nil {
		tb.Fatal(err)
	}
	return client{token: strings.TrimSpace(out.String())}
}

// heldServer is a metrics server that holds every question until it is let go.
type heldServer struct {
	*httptest.Server
	asked   chan struct{}
	letGo   chan struct{}
	letOnce sync.Once
}

func newUpstream(t *testing.T) *heldServer {
	t.Helper()
	u := &heldServer{asked: make(chan struct{}, 10_000), letGo: make(chan struct{})}
	u.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u.asked <- struct{}{}
		select {
		case <-u.letGo:
		case <-r.Context().Done():
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]}]}}`)
	}))
	t.Cleanup(u.Close)
	t.Cleanup(u.release)
	return u
}

func (u *heldServer) release() { u.letOnce.Do(func() { close(u.letGo) }) }

const (
	crashedItems = 200
	panelForm    = `{"kind":"Dashboard","metadata":{"name":"d%d","project":"default"},"spec":{"duration":"1h",
		"panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},
		"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + %d",
		"datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},
		"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}`
	sourceForm = `{"kind":"Datasource","metadata":{"name":"held","project":"default"},"spec":{"default":false,
		"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":{"url":%q}}}}}}`
)

// crashedCheck begins a check of many dashboards and kills the server when all
// places under the ceiling are held. It gives the run's address within the API.
func crashedCheck(t *testing.T, c client, s *server, u *heldServer, before func()) (run string) {
	t.Helper()
	project := s.address + "/api/v1/projects/default"
	c.must(t, http.MethodPost, project+"/datasources", fmt.Sprintf(sourceForm, u.URL))
	for index := range crashedItems {
		c.must(t, http.MethodPost, project+"/dashboards", fmt.Sprintf(panelForm, index, index))
	}
	var started struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal([]byte(c.must(t, http.MethodPost, project+"/validations", `{}`)), &started); err != nil || started.ID == "" {
		t.Fatal("no run", err)
	}
	const places = 4
	for range places {
		select {
		case <-u.asked:
		case <-time.After(time.Minute):
			t.Fatal("the places were not taken")
		}
	}
	before()
	s.kill(t)
	u.release()
	return "/api/v1/projects/default/runs/" + started.ID
}

// waitProgress waits until items of a run are done, of which none was when the
// server died.
func waitProgress(t *testing.T, c client, address string, atMost time.Duration) {
	t.Helper()
	began := time.Now()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for time.Since(began) < 4*atMost {
		var seen struct {
			Run struct {
				Counts struct{ Succeeded, Warned, Failed int } `json:"counts"`
			} `json:"run"`
		}
		if err := json.Unmarshal([]byte(c.must(t, http.MethodGet, address, "")), &seen); err != nil {
			t.Fatal(err)
		}
		// More than the held ones, so that others got places as well.
		if done := seen.Run.Counts.Succeeded + seen.Run.Counts.Warned + seen.Run.Counts.Failed; done > 5 {
			if took := time.Since(began); took > atMost {
				t.Fatalf("%d items after %s, promised within %s", done, took, atMost)
			}
			t.Logf("the run goes on after %s", time.Since(began))
			return
		}
		<-ticker.C
	}
	t.Fatal("the run stands still")
}

func TestACrashInACheckStallsNothing(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		u := newUpstream(t)
		flags := map[string]string{"data": t.TempDir(), "listen": "127.0.0.1:0", "outbound_allow_projects": "127.0.0.1/32"}
		s := startServer(t, flags)
		c := newClient(t, flags)
		run := crashedCheck(t, c, s, u, func() {})
		again := startServer(t, flags)
		waitProgress(t, c, again.address+run, 15*time.Second)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		u := newUpstream(t)
		flags := func() map[string]string {
			return map[string]string{
				"data": t.TempDir(), "listen": "127.0.0.1:0", "outbound_allow_projects": "127.0.0.1/32", "database_conns": "12",
				"secret_key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
			}
		}
		first, second := flags(), flags()
		url := dbtest.URL(t, sqldb.PostgreSQL)
		first["database_url"], second["database_url"] = url, url
		s := startServer(t, first)
		c := newClient(t, first)
		var other *server
		run := crashedCheck(t, c, s, u, func() { other = startServer(t, second) })
		waitProgress(t, c, other.address+run, 30*time.Second)
	})
}
