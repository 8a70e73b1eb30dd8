package httpserver_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func TestTermsOfARoute(t *testing.T) {
	t.Parallel()
	readAll := func(c *echo.Context) error { _, err := io.ReadAll(c.Request().Body); return err }
	t.Run("a body may be as long as the route says", func(t *testing.T) {
		t.Parallel()
		server := newEdge(t, quiet)
		for path, limit := range map[string]int64{"/usual": 0, "/large": 9 << 20, "/small": 10} {
			server.Echo().POST(path, readAll)
			server.SetTerms(http.MethodPost, path, httpserver.Terms{Body: limit})
		}
		for _, each := range []struct {
			path   string
			length int
			status int
		}{
			{"/usual", 8 << 20, 200},
			{"/usual", 8<<20 + 1, 413},
			{"/large", 9 << 20, 200},
			{"/large", 9<<20 + 1, 413},
			{"/small", 10, 200},
			{"/small", 11, 413},
		} {
			r := httptest.NewRequest(http.MethodPost, each.path, bytes.NewReader(make([]byte, each.length)))
			if answer := server.send(r); answer.StatusCode != each.status {
				t.Errorf("%s, %d bytes: %d", each.path, each.length, answer.StatusCode)
			}
		}
	})
	t.Run("a body and an answer have the route's time", func(t *testing.T) {
		t.Parallel()
		failed := make(chan error, 2)
		edge := newEdge(t, quiet)
		edge.Echo().POST("/body", func(c *echo.Context) error { err := readAll(c); failed <- err; return err })
		edge.Echo().GET("/answer", func(c *echo.Context) error {
			for {
				if _, err := c.Response().Write(make([]byte, 1<<20)); err != nil {
					failed <- err
					return err
				}
			}
		})
		edge.SetTerms(http.MethodPost, "/body", httpserver.Terms{BodyTime: 50 * time.Millisecond})
		edge.SetTerms(http.MethodGet, "/answer", httpserver.Terms{Answer: 50 * time.Millisecond})
		server := httptest.NewServer(edge.Handler())
		defer server.Close()
		rest, more := io.Pipe() // never comes
		defer func() { _ = more.Close() }()
		answer, err := newClient(t).Post(server.URL+"/body", "text/plain", rest)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("the body: %v", err)
		}
		if answer, err = newClient(t).Get(server.URL + "/answer"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("the answer: %v", err)
		}
	})
	t.Run("a page may be shown where the route says", func(t *testing.T) {
		t.Parallel()
		server := newEdge(t, quiet)
		for _, path := range []string{"/page", "/embed"} {
			server.Echo().GET(path, func(*echo.Context) error { return nil })
		}
		server.SetTerms(http.MethodGet, "/embed", httpserver.Terms{Frames: "'self' https://portal.example"})
		for path, want := range map[string]string{"/page": "'none'", "/embed": "'self' https://portal.example"} {
			header := server.send(httptest.NewRequest(http.MethodGet, path, nil)).Header
			if policy := header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "; frame-ancestors "+want) ||
				!strings.HasPrefix(policy, "default-src 'self'; ") {
				t.Errorf("%s: %s", path, policy)
			}
			if denies := header.Get("X-Frame-Options") == "DENY"; denies != (path == "/page") {
				t.Errorf("%s: X-Frame-Options %q", path, header.Get("X-Frame-Options"))
			}
		}
	})
	t.Run("a stream is not timed and not for other sites", func(t *testing.T) {
		t.Parallel()
		server := newEdge(t, quiet)
		for _, path := range []string{"/list/events", "/live"} {
			server.Echo().GET(path, func(*echo.Context) error { return nil })
		}
		server.SetTerms(http.MethodGet, "/live", httpserver.Terms{Streams: true})
		for path, status := range map[string]int{"/list/events": 200, "/live": 403} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			if answer := server.send(r); answer.StatusCode != status {
				t.Errorf("%s for another site: %d", path, answer.StatusCode)
			}
		}
		timed := map[string]bool{}
		families, err := server.registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, family := range families {
			if family.GetName() != "dashkeep_http_request_duration_seconds" {
				continue
			}
			for _, metric := range family.GetMetric() {
				timed[metric.GetLabel()[0].GetValue()] = true
			}
		}
		if !timed["/list/events"] || timed["/live"] {
			t.Errorf("timed routes %v", timed)
		}
	})
}

// A WebSocket begins with a GET, and browsers let any page open one.
func TestUpgradesAreForTheSameSite(t *testing.T) {
	t.Parallel()
	server := newEdge(t, quiet)
	server.Echo().GET("/x", func(*echo.Context) error { return nil })
	for origin, status := range map[string]int{"": 200, "http://example.com": 200, "https://evil.example": 403, "null": 403} {
		r := httptest.NewRequest(http.MethodGet, "/x", nil)
		r.Header.Set("Connection", "Upgrade")
		r.Header.Set("Upgrade", "websocket")
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		if answer := server.send(r); answer.StatusCode != status {
			t.Errorf("from %q: %d", origin, answer.StatusCode)
		}
	}
}
