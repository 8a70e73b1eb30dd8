package prometheus_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/client/prometheus"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func client(tb testing.TB, cfg upstream.Config) *prometheus.Client {
	tb.Helper()
	guard, err := netguard.New(netguard.Config{Allow: []string{"127.0.0.0/8"}})
	if err != nil {
		tb.Fatal(err)
	}
	cfg.Guard = guard
	c, err := prometheus.New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.Close)
	return c
}

func serve(tb testing.TB, h http.HandlerFunc) *httptest.Server {
	tb.Helper()
	server := httptest.NewServer(h)
	tb.Cleanup(server.Close)
	return server
}

func read(tb testing.TB, r *upstream.Response) []byte {
	tb.Helper()
	defer func() { _ = r.Body.Close() }()
	content, err := io.ReadAll(r.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func TestDo_builds_the_request_from_nothing(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var form string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got, form = r, string(body)
		_, _ = io.WriteString(w, `{}`)
	})
	c := client(t, upstream.Config{URL: server.URL + "/prefix/"})
	for _, post := range []bool{true, false} {
		answer, err := c.Do(t.Context(), prometheus.Request{
			Path: "query", Form: url.Values{"query": {`up{a="b c"}`}}, Post: post,
		})
		if err != nil {
			t.Fatal(err)
		}
		if body := read(t, answer); string(body) != "{}" || answer.Status != 200 || answer.Gzip {
			t.Errorf("%d %s", answer.Status, body)
		}
		if got.URL.Path != "/prefix/api/v1/query" {
			t.Errorf("path %s", got.URL.Path)
		}
		if sent := form + got.URL.RawQuery; sent != "query=up%7Ba%3D%22b+c%22%7D" {
			t.Errorf("form %s", sent)
		}
		for name := range got.Header {
			switch name {
			case "Accept", "Accept-Encoding", "User-Agent", "Content-Type", "Content-Length":
			default:
				t.Errorf("sends the header %s", name)
			}
		}
	}
}

func TestDo_passes_gzip_through_only_when_asked(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			_, _ = io.WriteString(w, "plain")
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, "packed")
		_ = z.Close()
	})
	c := client(t, upstream.Config{URL: server.URL})
	answer, err := c.Do(t.Context(), prometheus.Request{Path: "query"})
	if err != nil || answer.Gzip || string(read(t, answer)) != "plain" {
		t.Fatalf("%+v, %v", answer, err)
	}
	answer, err = c.Do(t.Context(), prometheus.Request{Path: "query", Gzip: true})
	if err != nil || !answer.Gzip {
		t.Fatalf("%+v, %v", answer, err)
	}
	z, err := gzip.NewReader(bytes.NewReader(read(t, answer)))
	if err != nil {
		t.Fatal(err)
	}
	if content, _ := io.ReadAll(z); string(content) != "packed" {
		t.Errorf("%s", content)
	}
}

func TestDo_keeps_at_most_32_connections_and_bounds_what_runs_at_once(t *testing.T) {
	t.Parallel()
	var now, most atomic.Int64
	var mu sync.Mutex
	conns := map[string]bool{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer now.Add(-1)
		mu.Lock()
		conns[r.RemoteAddr] = true
		mu.Unlock()
		_, _ = io.WriteString(w, strings.Repeat("x", 10_000))
	}))
	server.Start()
	t.Cleanup(server.Close)
	c := client(t, upstream.Config{URL: server.URL, Places: 100})
	var all sync.WaitGroup
	for range 400 {
		all.Go(func() {
			answer, err := c.Do(context.Background(), prometheus.Request{Path: "query"})
			if err != nil {
				t.Error(err)
				return
			}
			read(t, answer)
		})
	}
	all.Wait()
	if len(conns) > 32 || most.Load() > 32 {
		t.Errorf("%d connections, %d at once", len(conns), most.Load())
	}
}

// deadline is a context whose time is over when the test says so.
type deadline struct {
	context.Context
	over chan struct{}
}

func (d deadline) Done() <-chan struct{} { return d.over }

func (d deadline) Err() error {
	select {
	case <-d.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

func TestDo_queues_with_a_deadline_and_refuses_when_the_queue_is_full(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}, 3), make(chan struct{})
	server := serve(t, func(http.ResponseWriter, *http.Request) {
		entered <- struct{}{}
		<-leave
	})
	c := client(t, upstream.Config{URL: server.URL, Places: 1, Waiting: 1})
	ask := func(ctx context.Context) error {
		answer, err := c.Do(ctx, prometheus.Request{Path: "query"})
		if err == nil {
			err = answer.Body.Close()
		}
		return err
	}
	first, second := make(chan error, 1), make(chan error, 1)
	go func() { first <- ask(context.Background()) }()
	<-entered
	waiting := deadline{t.Context(), make(chan struct{})}
	go func() { second <- ask(waiting) }()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for _, queued := c.Load(); queued != 1; _, queued = c.Load() {
		select {
		case err := <-second:
			t.Fatalf("it does not wait: %v", err)
		case <-look.C:
		}
	}
	if err := ask(t.Context()); !errors.Is(err, upstream.ErrBusy) {
		t.Errorf("one too many: %v", err)
	}
	close(waiting.over)
	if err := <-second; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the waiting one: %v", err)
	}
	close(leave)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if err := ask(t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestDo_bounds_the_answer(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("x", len(r.URL.Path)-len("/api/v1/")))
	})
	c := client(t, upstream.Config{URL: server.URL, MaxBytes: 5})
	answer, err := c.Do(t.Context(), prometheus.Request{Path: "12345"})
	if err != nil || len(read(t, answer)) != 5 {
		t.Fatalf("at the limit: %v", err)
	}
	answer, err = c.Do(t.Context(), prometheus.Request{Path: "123456"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.ReadAll(answer.Body); err == nil {
		t.Error("read beyond the limit")
	} else if _, ok := errors.AsType[*upstream.TooLarge](err); !ok {
		t.Error(err)
	}
}

func TestDo_tells_what_is_wrong_with_the_other_side(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/v1/redirect":
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		case "/api/v1/brotli":
			w.Header().Set("Content-Encoding", "br")
		}
	})
	c := client(t, upstream.Config{URL: server.URL})
	for _, path := range []string{"redirect", "brotli"} {
		if _, err := c.Do(t.Context(), prometheus.Request{Path: path}); !errors.Is(err, prometheus.ErrNotPrometheus) {
			t.Errorf("%s: %v", path, err)
		}
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = silent.Close()
	c = client(t, upstream.Config{URL: "http://" + silent.Addr().String()})
	if _, err := c.Do(t.Context(), prometheus.Request{Path: "query"}); err == nil {
		t.Error("nobody answered")
	}
	c = client(t, upstream.Config{URL: "http://169.254.169.254"})
	if _, err := c.Do(t.Context(), prometheus.Request{Path: "query"}); err == nil {
		t.Error("metadata was asked")
	} else if _, ok := errors.AsType[*netguard.Denied](err); !ok {
		t.Error(err)
	}
}

func TestDo_reads_the_token_again_when_its_file_changes(t *testing.T) {
	t.Parallel()
	var got string
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Get("Authorization") })
	file := filepath.Join(t.TempDir(), "token")
	c := client(t, upstream.Config{URL: server.URL, BearerFile: file})
	if _, err := c.Do(t.Context(), prometheus.Request{Path: "query"}); err == nil {
		t.Error("asked without the token")
	}
	for i, token := range []string{"first\n", "second-one"} {
		if err := os.WriteFile(file, []byte(token), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1_800_000_000+i), 0)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
		answer, err := c.Do(t.Context(), prometheus.Request{Path: "query"})
		if err != nil {
			t.Fatal(err)
		}
		read(t, answer)
		if got != "Bearer "+strings.TrimSpace(token) {
			t.Errorf("sent %q", got)
		}
	}
}

func TestDo_checks_the_server_against_the_authority(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.Proto)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, block, 0o600); err != nil {
		t.Fatal(err)
	}
	strict := client(t, upstream.Config{URL: server.URL})
	if _, err := strict.Do(t.Context(), prometheus.Request{Path: "query"}); err == nil {
		t.Error("an unknown authority was trusted")
	}
	trusting := client(t, upstream.Config{URL: server.URL, TLS: upstream.TLS{CAFile: file}})
	answer, err := trusting.Do(t.Context(), prometheus.Request{Path: "query"})
	if err != nil {
		t.Fatal(err)
	}
	if proto := string(read(t, answer)); proto != "HTTP/2.0" {
		t.Errorf("speaks %s", proto)
	}
}
