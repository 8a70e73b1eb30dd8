package httpserver_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func TestStatusOf(t *testing.T) {
	t.Parallel()
	want := map[apperror.Kind]int{
		apperror.Invalid: 400, apperror.Unauthenticated: 401, apperror.Forbidden: 403, apperror.NotFound: 404,
		apperror.Conflict: 409, apperror.TooLarge: 413, apperror.Unsupported: 415, apperror.Limited: 429,
		apperror.Unavailable: 503, apperror.Internal: 500, "a kind that nobody knows": 500,
	}
	got := map[apperror.Kind]int{}
	for kind := range want {
		got[kind] = httpserver.StatusOf(kind)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAStoreThatIsDownIsUnavailable(t *testing.T) {
	t.Parallel()
	down := errors.New("dial unix /canary: no such file")
	server := newEdge(t, func(options *httpserver.Options) {
		options.Outage = func(err error) *apperror.Error {
			if !errors.Is(err, down) {
				return nil
			}
			away := apperror.New(apperror.Unavailable, "The database does not answer").WithCode("store_unavailable").WithCause(err)
			away.RetryAfter = 5 * time.Second
			return away
		}
	})
	server.Echo().GET("/down", func(*echo.Context) error { return fmt.Errorf("read token: %w", down) })
	server.Echo().GET("/known", func(*echo.Context) error { return apperror.New(apperror.NotFound, "none").WithCause(down) })
	server.Echo().GET("/other", func(*echo.Context) error { return errors.New("another") })
	server.Echo().GET("/inside", func(*echo.Context) error { return apperror.New(apperror.Internal, "oops").WithCause(down) })
	for path, want := range map[string]int{"/down": 503, "/inside": 503, "/known": 404, "/other": 500} {
		answer := server.send(httptest.NewRequest(http.MethodGet, path, nil))
		body := bodyOf(t, answer)
		if answer.StatusCode != want || strings.Contains(body, "canary") {
			t.Errorf("%s: %d %s", path, answer.StatusCode, body)
		}
		if want == 503 && (answer.Header.Get("Retry-After") != "5" || !strings.Contains(body, `"code":"store_unavailable"`)) {
			t.Errorf("%s: %s %s", path, answer.Header, body)
		}
	}
	if !strings.Contains(server.log.String(), "dial unix") {
		t.Error("the log has no cause")
	}
}

func TestProblemOf(t *testing.T) {
	t.Parallel()
	const leak = "password=hunter2"
	cases := []struct {
		name   string
		err    error
		status int
		code   string
		detail string
	}{
		{
			"a known failure shows its sentence and not its cause",
			apperror.New(apperror.Conflict, "Somebody else saved first").WithCode("stale_version").WithCause(errors.New(leak)),
			409, "stale_version", "Somebody else saved first",
		},
		{
			"a known failure deep in a chain is found",
			fmt.Errorf("save: %w", apperror.New(apperror.NotFound, "There is no such dashboard").WithCause(errors.New(leak))),
			404, "not_found", "There is no such dashboard",
		},
		{"an unknown failure shows nothing", errors.New(leak), 500, "internal", "Something went wrong inside. The request id leads to the log entry"},
		{"a router's failure keeps its status and not its words", echo.NewHTTPError(http.StatusBadRequest, leak), 400, "invalid", "The request is malformed"},
		{"a status without words of its own is no inner failure", echo.NewHTTPError(http.StatusTeapot, leak), 418, "invalid", "The request is malformed"},
		{"a missing route", echo.ErrNotFound, 404, "not_found", "There is nothing at this address"},
		{"a wrong method", echo.ErrMethodNotAllowed, 405, "method_not_allowed", "This address does not take that method"},
		{"a body over the limit", fmt.Errorf("read: %w", &http.MaxBytesError{Limit: 5}), 413, "too_large", "The body is larger than this address takes"},
		{"a status below 400 is not believed", echo.NewHTTPError(http.StatusOK, leak), 500, "internal", "Something went wrong inside. The request id leads to the log entry"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			problem := httpserver.ProblemOf(each.err, "id-1")
			want := httpserver.Problem{
				Type: "about:blank", Title: http.StatusText(each.status), Status: each.status, Code: each.code,
				Detail: each.detail, Message: each.detail, RequestID: "id-1",
			}
			if diff := cmp.Diff(want, problem); diff != "" {
				t.Error(diff)
			}
			text, err := json.Marshal(problem)
			if err != nil || strings.Contains(string(text), leak) {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

func TestWriteProblem(t *testing.T) {
	t.Parallel()
	t.Run("says how long to wait in whole seconds, rounded up", func(t *testing.T) {
		t.Parallel()
		failure := apperror.New(apperror.Limited, "Wait")
		failure.RetryAfter = 1200 * time.Millisecond
		recorder := httptest.NewRecorder()
		httpserver.WriteProblem(recorder, failure, "id")
		if got := recorder.Header().Get("Retry-After"); got != "2" || recorder.Code != 429 {
			t.Errorf("%d, Retry-After %q", recorder.Code, got)
		}
	})
	t.Run("carries fields and details", func(t *testing.T) {
		t.Parallel()
		recorder := httptest.NewRecorder()
		httpserver.WriteProblem(recorder, apperror.InvalidField("body.name", "is required").WithDetail("versions", []int{1, 2}), "id")
		var problem httpserver.Problem
		if err := json.Unmarshal(recorder.Body.Bytes(), &problem); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]apperror.Field{{Field: "body.name", Message: "is required"}}, problem.Errors); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[string]any{"versions": []any{1.0, 2.0}}, problem.Details); diff != "" {
			t.Error(diff)
		}
		if got := recorder.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Error(got)
		}
	})
	t.Run("details that can't be encoded are left out", func(t *testing.T) {
		t.Parallel()
		recorder := httptest.NewRecorder()
		httpserver.WriteProblem(recorder, apperror.New(apperror.Conflict, "Stale").WithDetail("bad", func() {}), "id")
		if recorder.Code != 409 || !json.Valid(recorder.Body.Bytes()) || !strings.Contains(recorder.Body.String(), "Stale") {
			t.Errorf("%d %s", recorder.Code, recorder.Body)
		}
	})
	t.Run("takes the place of a prepared answer", func(t *testing.T) {
		t.Parallel()
		recorder := httptest.NewRecorder()
		for _, name := range []string{"Content-Encoding", "Content-Disposition", "ETag", "Content-Length", "Link"} {
			recorder.Header().Set(name, "x")
		}
		recorder.Header().Set("Cache-Control", "public")
		httpserver.WriteProblem(recorder, errors.New("boom"), "id")
		want := http.Header{"Content-Type": {"application/problem+json"}, "Cache-Control": {"no-store"}}
		if diff := cmp.Diff(want, recorder.Header()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestErrorsAtTheEdge(t *testing.T) {
	t.Parallel()
	const canary = "canary-4711"
	serve := func(t *testing.T, handler echo.HandlerFunc) (edge, *http.Response) {
		t.Helper()
		server := newEdge(t)
		server.Echo().GET("/x/:id", handler)
		return server, server.send(httptest.NewRequest(http.MethodGet, "/x/"+canary, nil))
	}
	t.Run("an inner failure is logged with the id that the answer carries", func(t *testing.T) {
		t.Parallel()
		server, answer := serve(t, func(*echo.Context) error { return errors.New("the disk is full") })
		var problem httpserver.Problem
		if err := json.Unmarshal([]byte(bodyOf(t, answer)), &problem); err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode != http.StatusInternalServerError || problem.RequestID == "" || problem.RequestID != answer.Header.Get("X-Request-Id") {
			t.Errorf("%d %+v", answer.StatusCode, problem)
		}
		if log := server.log.String(); !strings.Contains(log, "the disk is full") || !strings.Contains(log, problem.RequestID) {
			t.Error(log)
		}
	})
	t.Run("a panic is a 500 without its words", func(t *testing.T) {
		t.Parallel()
		server, answer := serve(t, func(*echo.Context) error { panic("secret state") })
		if body := bodyOf(t, answer); answer.StatusCode != http.StatusInternalServerError || strings.Contains(body, "secret state") || strings.Contains(body, "goroutine") {
			t.Errorf("%d %s", answer.StatusCode, body)
		}
		if !strings.Contains(server.log.String(), "secret state") {
			t.Error("the log does not tell of the panic")
		}
	})
	t.Run("the log has the route and never the address", func(t *testing.T) {
		t.Parallel()
		server, _ := serve(t, func(c *echo.Context) error { return c.NoContent(http.StatusNoContent) })
		if log := server.log.String(); strings.Contains(log, canary) || !strings.Contains(log, "route=/x/:id") || !strings.Contains(log, "status=204") {
			t.Error(log)
		}
	})
	t.Run("a client that went away is no failure", func(t *testing.T) {
		t.Parallel()
		server := newEdge(t)
		server.Echo().GET("/x", func(c *echo.Context) error { return fmt.Errorf("query: %w", c.Request().Context().Err()) })
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		func() {
			defer func() {
				if reason := recover(); reason != http.ErrAbortHandler { //nolint:errorlint // a panic value
					t.Errorf("panic %v", reason)
				}
			}()
			server.send(httptest.NewRequest(http.MethodGet, "/x", nil).WithContext(ctx))
		}()
		if log := server.log.String(); strings.Contains(log, "level=ERROR") || !strings.Contains(log, "status=499") {
			t.Error(log)
		}
	})
	t.Run("an unknown route and a wrong method are problems", func(t *testing.T) {
		t.Parallel()
		server := newEdge(t)
		server.Echo().GET("/x", func(c *echo.Context) error { return nil })
		for method, status := range map[string]int{http.MethodGet: 404, http.MethodPost: 405} {
			address := "/y"
			if status == 405 {
				address = "/x"
			}
			answer := server.send(httptest.NewRequest(method, address, nil))
			if answer.StatusCode != status || answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s: %d %v", method, address, answer.StatusCode, answer.Header)
			}
			if status == 405 && !strings.Contains(answer.Header.Get("Allow"), "GET") {
				t.Errorf("Allow %q", answer.Header.Get("Allow"))
			}
		}
	})
}

func TestRequestsAreCounted(t *testing.T) {
	t.Parallel()
	server := newEdge(t)
	server.Echo().GET("/x", func(c *echo.Context) error { return c.String(http.StatusOK, "fine") })
	server.send(httptest.NewRequest(http.MethodGet, "/x", nil))
	for _, method := range []string{"INVENTED", "INVENTEDTOO"} {
		server.send(httptest.NewRequest(method, "/x", nil))
	}
	server.send(httptest.NewRequest(http.MethodGet, "/x//y", nil))
	families, err := server.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]float64{}
	for _, family := range families {
		if family.GetName() != "dashkeep_http_requests_total" {
			continue
		}
		for _, metric := range family.GetMetric() {
			var labels []string
			for _, label := range metric.GetLabel() {
				labels = append(labels, label.GetName()+"="+label.GetValue())
			}
			counted[strings.Join(labels, " ")] = metric.GetCounter().GetValue()
		}
	}
	want := map[string]float64{
		"code=200 method=GET route=/x": 1, "code=405 method=other route=/x": 2, "code=400 method=GET route=none": 1,
		"code=200 method=GET route=none": 0, // there from the start
	}
	if diff := cmp.Diff(want, counted); diff != "" {
		t.Error(diff)
	}
}
