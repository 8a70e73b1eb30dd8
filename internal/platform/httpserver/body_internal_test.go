package httpserver

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// timing gives each body a time.
func timing(next http.Handler, timeout time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != http.NoBody {
			r.Body = timed(w, r.Body, timeout)
		}
		next.ServeHTTP(w, r)
	})
}

func TestBodyTimeout(t *testing.T) {
	t.Parallel()
	// The first ends by its time; the second must read a body that is there within
	// its time, also on a machine with much else to do.
	const short, ample = 100 * time.Millisecond, 3 * time.Second
	t.Run("a body that drips ends", func(t *testing.T) {
		t.Parallel()
		failed := make(chan error, 1)
		server := httptest.NewServer(timing(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, err := io.ReadAll(r.Body)
			failed <- err
		}), short))
		t.Cleanup(server.Close)
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = connection.Close() }()
		if _, err := io.WriteString(connection, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\na"); err != nil {
			t.Fatal(err)
		}
		if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
	})
	t.Run("a request may wait for longer once its body is there", func(t *testing.T) {
		t.Parallel()
		server := httptest.NewServer(timing(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.ReadAll(r.Body); err != nil {
				t.Error(err)
			}
			select {
			case <-r.Context().Done():
				t.Error("the request was ended by its own read timeout")
			case <-time.After(ample + ample/10):
			}
			_, _ = io.WriteString(w, "patient")
		}), ample))
		t.Cleanup(server.Close)
		var all sync.WaitGroup
		for _, body := range []io.Reader{nil, strings.NewReader("{}"), struct{ io.Reader }{strings.NewReader("{}")}} {
			all.Go(func() {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, body)
				if err != nil {
					t.Error(err)
					return
				}
				answer, err := server.Client().Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				text, err := io.ReadAll(answer.Body)
				if _ = answer.Body.Close(); err != nil || string(text) != "patient" {
					t.Errorf("%q %v", text, err)
				}
			})
		}
		all.Wait()
	})
}
