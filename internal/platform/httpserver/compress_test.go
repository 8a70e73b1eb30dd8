package httpserver_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v5"
)

// Large answers of the API come packed to whoever takes them, and stay the same.
func TestAnswersArePacked(t *testing.T) {
	t.Parallel()
	large, small := `["`+strings.Repeat("metrics ", 1000)+`"]`, `["metrics"]`
	server := newEdge(t)
	router := server.Echo()
	json := func(text string) echo.HandlerFunc {
		return func(c *echo.Context) error {
			c.Response().Header().Set("ETag", `"3.abc"`)
			return c.Blob(http.StatusOK, "application/json", []byte(text))
		}
	}
	router.GET("/api/v1/large", json(large))
	router.POST("/api/v1/large", json(large))
	router.GET("/api/v1/small", json(small))
	router.GET("/elsewhere", json(large))
	router.GET("/api/v1/events", func(c *echo.Context) error {
		c.Response().Header().Set("Content-Type", "text/event-stream")
		_, err := io.WriteString(c.Response(), large)
		return err
	})
	router.GET("/api/v1/zip", func(c *echo.Context) error {
		return c.Blob(http.StatusOK, "application/zip", []byte(large))
	})
	router.GET("/api/v1/parts", func(c *echo.Context) error {
		c.Response().Header().Set("Content-Type", "application/json")
		for part := range strings.SplitSeq(large, " ") {
			if _, err := io.WriteString(c.Response(), part+" "); err != nil {
				return err
			}
		}
		return nil
	})
	for name, each := range map[string]struct {
		method, path, accepts string
		packed                bool
		text, tag             string
	}{
		"large":                            {"GET", "/api/v1/large", "gzip, deflate, br", true, large, `W/"3.abc"`},
		"in parts":                         {"GET", "/api/v1/parts", "gzip", true, large + " ", ""},
		"anything":                         {"GET", "/api/v1/large", "*", true, large, `W/"3.abc"`},
		"not taken":                        {"GET", "/api/v1/large", "", false, large, `"3.abc"`},
		"refused":                          {"GET", "/api/v1/large", "gzip;q=0, *;q=1", false, large, `"3.abc"`},
		"small":                            {"GET", "/api/v1/small", "gzip", false, small, `"3.abc"`},
		"an answer that may show a secret": {"POST", "/api/v1/large", "gzip", false, large, `"3.abc"`},
		"packed already":                   {"GET", "/api/v1/zip", "gzip", false, large, ""},
		"a stream":                         {"GET", "/api/v1/events", "gzip", false, large, ""},
		"not the API":                      {"GET", "/elsewhere", "gzip", false, large, `"3.abc"`},
	} {
		request := httptest.NewRequest(each.method, each.path, nil)
		if each.accepts != "" {
			request.Header.Set("Accept-Encoding", each.accepts)
		}
		answer := server.send(request)
		body := io.Reader(answer.Body)
		if packed := answer.Header.Get("Content-Encoding") == "gzip"; packed != each.packed {
			t.Errorf("%s: %s", name, answer.Header)
			continue
		}
		if each.packed {
			var err error
			if body, err = gzip.NewReader(answer.Body); err != nil {
				t.Fatal(name, err)
			}
		}
		text, err := io.ReadAll(body)
		if err != nil || string(text) != each.text {
			t.Errorf("%s: %d bytes, want %d, %v", name, len(text), len(each.text), err)
		}
		if tag := answer.Header.Get("ETag"); tag != each.tag {
			t.Errorf("%s: the tag %s", name, tag)
		}
		api := strings.HasPrefix(each.path, "/api/") && each.method == http.MethodGet
		if varies := strings.Contains(answer.Header.Get("Vary"), "Accept-Encoding"); varies != api {
			t.Errorf("%s: Vary %q", name, answer.Header.Get("Vary"))
		}
	}
}

// A failure in place of a large answer is plain and whole.
func TestAProblemIsNotPacked(t *testing.T) {
	t.Parallel()
	server := newEdge(t)
	request := httptest.NewRequest(http.MethodGet, "/api/v1/nowhere", nil)
	request.Header.Set("Accept-Encoding", "gzip")
	answer := server.send(request)
	if body := bodyOf(t, answer); answer.StatusCode != http.StatusNotFound || !strings.Contains(body, `"code":"not_found"`) {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
}
