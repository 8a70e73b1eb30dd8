package httpserver_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func TestCanonicalAddresses(t *testing.T) {
	t.Parallel()
	server := newEdge(t, quiet)
	server.Echo().Any("/*", func(c *echo.Context) error { return c.String(http.StatusOK, c.Request().URL.EscapedPath()) })
	server.Echo().GET("/api/v1/projects/:project", func(c *echo.Context) error { return c.String(http.StatusOK, "project "+c.Param("project")) })
	cases := []struct {
		address string
		status  int
		body    string
	}{
		{"/", 200, "/"},
		{"/p/a/dashboards", 200, "/p/a/dashboards"},
		{"/p/a/", 200, "/p/a/"},
		{"/api/v1/projects/a", 200, "project a"},
		{"/api/v1/projects/%61", 200, "project a"},
		{"/api/v1/projects/a%40b", 200, "project a@b"},
		{"/api/v1/projects/a%20b", 200, "project a b"},
		{"/api/v1/projects/..dots", 200, "project ..dots"},
		{"/api/v1/projects/a?x=../../%2f", 200, "project a"},
		{"//api/v1/projects/a", 400, ""},
		{"/api//v1/projects/a", 400, ""},
		{"/api/v1/projects//", 400, ""},
		{"/api/v1/./projects/a", 400, ""},
		{"/api/v1/x/../projects/a", 400, ""},
		{"/api/v1/projects/..", 400, ""},
		{"/..", 400, ""},
		{"/api/v1/%2e/projects/a", 400, ""},
		{"/api/v1/x/%2E%2e/projects/a", 400, ""},
		{"/api/v1/projects/a%2fb", 400, ""},
		{"/api/v1/projects/a%2Fb", 400, ""},
		{"/api/v1/projects/a%5cb", 400, ""},
		{"/api/v1/projects/a;x=1", 400, ""},
		{"/api/v1/projects/a%3bx=1", 400, ""},
		{"/api/v1/projects/a%00", 400, ""},
		{"/api/v1/projects/a%0d%0ab", 400, ""},
		{"/api/v1/projects/%7f", 400, ""},
		{"/api/v1/projects/%ff", 400, ""},
		{"/api/v1/projects/%252e%252e", 400, ""},
		{"/api/v1/projects/a%25b", 400, ""},
		{"/proxy/projects/a/datasources/b/api/v1/label/..%2fquery", 400, ""},
		{"/proxy/projects/a/datasources/b/api/v1/label/%2e%2e/query?query=secret", 400, ""},
		{"/proxy/projects/a/datasources/b/api/v1/label/x/../../query", 400, ""},
	}
	for _, each := range cases {
		t.Run(each.address, func(t *testing.T) {
			t.Parallel()
			address, err := url.ParseRequestURI(each.address)
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.URL = address
			answer := server.send(r)
			body := bodyOf(t, answer)
			if answer.StatusCode != each.status || (each.status == 200 && body != each.body) {
				t.Errorf("%d %s, want %d %s", answer.StatusCode, body, each.status, each.body)
			}
			if each.status == http.StatusBadRequest && !strings.Contains(body, `"errors":[{"field":"path","message":"must have no `) {
				t.Errorf("the answer names no field: %s", body)
			}
		})
	}
	t.Run("headers and parameters do not change the address or the method", func(t *testing.T) {
		t.Parallel()
		r := httptest.NewRequest(http.MethodGet, "/api/v1/projects/a?_method=DELETE", nil)
		for _, name := range []string{"X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Forwarded-Uri", "X-Forwarded-Prefix"} {
			r.Header.Set(name, "/elsewhere")
		}
		if body := bodyOf(t, server.send(r)); body != "project a" {
			t.Error(body)
		}
	})
}

// FuzzCanonicalAddresses: what the edge lets through has one form, and it is the
// one that the permission check and the handler see.
func FuzzCanonicalAddresses(f *testing.F) {
	for _, seed := range []string{"/a/b", "/a%2fb", "//", "/%2e%2e/x", "/a/%61%40", "/..;/", "/%25%32%66", "/é/%C3%A9"} {
		f.Add(seed)
	}
	server, err := httpserver.New(httpserver.Options{Log: newEdgeLog(), Metrics: newRegistry(), Clock: systemClock()})
	if err != nil {
		f.Fatal(err)
	}
	server.Echo().Any("/*", func(c *echo.Context) error {
		plain, escaped := c.Request().URL.Path, c.Request().URL.EscapedPath()
		decoded, err := url.PathUnescape(escaped)
		if err != nil || decoded != plain || strings.ContainsAny(plain, "%;\\\x00") {
			panic("two readings: " + plain + " and " + escaped)
		}
		if clean := path.Clean(plain); clean != plain && clean+"/" != plain {
			panic("not clean: " + plain)
		}
		return c.NoContent(http.StatusNoContent)
	})
	handler := server.Handler()
	f.Fuzz(func(t *testing.T, address string) {
		parsed, err := url.ParseRequestURI(address)
		if err != nil || !strings.HasPrefix(address, "/") {
			return
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = parsed
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, r)
		if recorder.Code != 204 && recorder.Code != 400 {
			t.Fatalf("%q: %d %s", address, recorder.Code, recorder.Body)
		}
	})
}

func TestOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, method string
		header       map[string]string
		status       int
	}{
		{"a cross-site post", "POST", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"a sibling subdomain", "POST", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "https://evil.dashkeep.example"}, 403},
		{"an old browser from another origin", "POST", map[string]string{"Origin": "https://evil.example"}, 403},
		{"a look-alike origin", "PUT", map[string]string{"Origin": "https://dashkeep.example.evil.example"}, 403},
		{"another port", "DELETE", map[string]string{"Origin": "https://dashkeep.example:444"}, 403},
		{"the null origin", "POST", map[string]string{"Origin": "null"}, 403},
		{"a cross-site delete with a bearer token", "DELETE", map[string]string{"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}, 403},
		{"its own page", "POST", map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "https://dashkeep.example"}, 204},
		{"an old browser on its own page", "PATCH", map[string]string{"Origin": "https://dashkeep.example"}, 204},
		{"typed by the user", "POST", map[string]string{"Sec-Fetch-Site": "none"}, 204},
		{"a program without an origin", "POST", map[string]string{"Authorization": "Bearer x"}, 204},
		{"reading from anywhere", "GET", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 204},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			server := newEdge(t, quiet)
			server.Echo().Any("/x", func(c *echo.Context) error { return c.NoContent(http.StatusNoContent) })
			r := httptest.NewRequest(each.method, "https://dashkeep.example/x", strings.NewReader("{}"))
			for name, value := range each.header {
				r.Header.Set(name, value)
			}
			answer := server.send(r)
			if answer.StatusCode != each.status {
				t.Fatalf("%d, want %d", answer.StatusCode, each.status)
			}
			for name := range answer.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s lets other sites read", name)
				}
			}
			if each.status == 403 {
				body := bodyOf(t, answer)
				if answer.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(body, `"code":"cross_site"`) {
					t.Errorf("%v %s", answer.Header, body)
				}
			}
		})
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		server := newEdge(t, quiet, func(options *httpserver.Options) { options.Secure = secure })
		server.Echo().GET("/*", func(c *echo.Context) error { return nil })
		answers := map[string]*http.Response{
			"a page":            server.send(httptest.NewRequest(http.MethodGet, "/x", nil)),
			"a refused address": server.send(httptest.NewRequest(http.MethodGet, "/x//y", nil)),
			"a missing method":  server.send(httptest.NewRequest(http.MethodPost, "/x", nil)),
		}
		for name, answer := range answers {
			want := map[string]string{
				"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
				"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
				"Permissions-Policy":        "camera=(), microphone=(), geolocation=(), payment=()",
				"Strict-Transport-Security": "",
			}
			if secure {
				want["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
			}
			got := map[string]string{}
			for header := range want {
				got[header] = answer.Header.Get(header)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

func TestContentPolicy(t *testing.T) {
	t.Parallel()
	server := newEdge(t, quiet)
	text := server.send(httptest.NewRequest(http.MethodGet, "/x", nil)).Header.Get("Content-Security-Policy")
	policy := map[string]string{}
	for directive := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), " ")
		policy[name] = value
	}
	for name, want := range map[string]string{
		"default-src": "'self'", "script-src": "'self'", "object-src": "'none'", "base-uri": "'none'",
		"form-action": "'self'", "frame-ancestors": "'none'", "connect-src": "'self'",
	} {
		if policy[name] != want {
			t.Errorf("%s is %q, want %q", name, policy[name], want)
		}
	}
	if strings.Contains(text, "unsafe-eval") || strings.Contains(text, "*") {
		t.Error(text)
	}
}

func TestAnswersOfTheAPIAreNotKept(t *testing.T) {
	t.Parallel()
	server := newEdge(t, quiet)
	server.Echo().GET("/*", func(c *echo.Context) error { return c.NoContent(http.StatusNoContent) })
	for address, want := range map[string]string{"/api/v1/x": "no-store", "/proxy/x": "no-store", "/x": ""} {
		if got := server.send(httptest.NewRequest(http.MethodGet, address, nil)).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
