package superset_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// What a hostile or broken server answers has a reason, in bounded time and memory, and
// nothing in the error hides or shows a secret.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	const password = "p4ssword-of-the-warehouse"
	write := func(status int, media, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	const asJSON = "application/json"
	for name, each := range map[string]struct {
		answer http.HandlerFunc
		want   superset.Reason
		unsure bool
	}{
		"page":            {write(200, "text/html", "<html>"), superset.NotSuperset, false},
		"page_of_errors":  {write(500, "text/html; charset=utf-8", "<html>"), superset.NotSuperset, true},
		"page_of_a_proxy": {write(524, "text/html", "<html>"), superset.NotSuperset, true},
		"no_type":         {write(200, "", "{}"), superset.NotSuperset, false},
		"gateway":         {write(504, "text/html", "<html>"), superset.Unavailable, true},
		"too_large_there": {write(413, "text/html", "<html>"), superset.TooLarge, false},
		"forbidden":       {write(403, asJSON, `{"message":"Forbidden"}`), superset.Forbidden, false},
		"deep":            {write(422, asJSON, `{"errors":[{"extra":{"charts/a.yaml":`+strings.Repeat(`[`, 200_000)), superset.Invalid, false},
		"deep_whole":      {write(422, asJSON, `{"message":`+strings.Repeat(`[`, 5000)+strings.Repeat(`]`, 5000)+`}`), superset.Invalid, false},
		"nul":             {write(500, asJSON, "{\"message\":\"a\x00\\u0000b\"}"), superset.Failed, false},
		"no_utf8":         {write(500, asJSON, "{\"message\":\"\xff\xfe"+password+"\"}"), superset.Failed, false},
		"huge_refusal":    {write(422, asJSON, `{"message":"`+strings.Repeat("x", 8<<20)+`"}`), superset.Invalid, false},
		"echo":            {write(500, asJSON, `{"message":"could not use `+password+`"}`), superset.Failed, false},
		"echo_of_uri":     {write(400, asJSON, `{"message":"Error: (psycopg2.OperationalError) postgresql://u:`+password+`@h/d"}`), superset.Refused, false},
		"elsewhere": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://evil\u202e.example/"+password)
			w.WriteHeader(http.StatusMovedPermanently)
		}, superset.NotSuperset, false},
		"nowhere": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) }, superset.NotSuperset, false},
		"cut":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, superset.Unreachable, true},
		"cut_in_the_body": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", asJSON)
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"mess`)
			panic(http.ErrAbortHandler)
		}, superset.Unreachable, true},
		"lying_length": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", asJSON)
			w.Header().Set("Content-Length", "99999999999")
			panic(http.ErrAbortHandler)
		}, superset.Unreachable, true},
		"headers_without_end": {func(w http.ResponseWriter, _ *http.Request) {
			for i := range 2000 {
				w.Header().Add("Set-Cookie", fmt.Sprintf("c%d=%s", i, strings.Repeat("x", 100)))
			}
			say(w, 200, "{}")
		}, superset.Unreachable, true},
		"compressed_unasked": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			say(w, 200, "{}")
		}, superset.NotSuperset, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tries atomic.Int64
			f := &fake{handle: func(w http.ResponseWriter, r *http.Request) { tries.Add(1); each.answer(w, r) }}
			c := at(t, f.serve(t), superset.Config{})
			err := c.Import(t.Context(), superset.Bundle{
				Kind: superset.KindDashboard, Archive: []byte("PK"), Passwords: map[string]secret.Text{"databases/a.yaml": secret.New(password)},
			})
			failure, ok := errors.AsType[*superset.Error](err)
			if !ok || failure.Reason != each.want || failure.Unsure != each.unsure || failure.Op == "" {
				t.Fatalf("got %+v", failure)
			}
			text := err.Error()
			for _, found := range failure.Findings {
				text += found.Text + found.Subject + found.Label
			}
			hides := func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }
			if strings.Contains(text, password) || strings.ContainsFunc(text, hides) || len(err.Error()) > 1500 {
				t.Errorf("the error shows %.300q", text)
			}
			if n := tries.Load(); n != 1 {
				t.Errorf("an import was sent %d times", n)
			}
		})
	}
}

func TestCookieBombsAreNotKept(t *testing.T) {
	t.Parallel()
	for name, cookies := range map[string]int{"many": 100, "large": 10} {
		f := &fake{}
		url := f.serve(t)
		inner := http.HandlerFunc(f.ServeHTTP)
		c := at(t, serveHandler(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/csrf_token/") {
				for i := range cookies {
					w.Header().Add("Set-Cookie", fmt.Sprintf("bomb%d=%s", i, strings.Repeat("x", map[string]int{"many": 1, "large": 3000}[name])))
				}
				say(w, 200, `{"result":"csrf-0"}`)
				return
			}
			inner(w, r)
		}), superset.Config{})
		if err := c.Delete(t.Context(), superset.KindChart, 1); superset.ReasonOf(err) != superset.TooLarge {
			t.Errorf("%s at %s: %v", name, url, err)
		}
	}
}

func serveHandler(t *testing.T, handle http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server.URL
}

func TestSlowAnswersEnd(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]string{"before_the_answer": "", "within_it": `{"result":[`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			over := make(chan struct{})
			var reached atomic.Bool
			f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
				reached.Store(true)
				if after != "" {
					say(w, 200, after)
					_ = http.NewResponseController(w).Flush()
				}
				select {
				case <-r.Context().Done():
				case <-over:
				}
			}}
			c := at(t, f.serve(t), superset.Config{})
			t.Cleanup(func() { close(over) })
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			err := c.Delete(ctx, superset.KindChart, 1)
			failure, ok := errors.AsType[*superset.Error](err)
			if !ok || failure.Reason != superset.Timeout || failure.Unsure != reached.Load() {
				t.Errorf("got %+v", failure)
			}
		})
	}
}

func TestWhatMayBeRepeatedIs(t *testing.T) {
	t.Parallel()
	for name, each := range map[string]struct {
		answers []http.HandlerFunc // one for each try; then it is good
		tries   int64
		want    superset.Reason
		pauses  []time.Duration
	}{
		"cut":          {[]http.HandlerFunc{halfCut}, 2, "", []time.Duration{250 * time.Millisecond}},
		"cut_often":    {[]http.HandlerFunc{halfCut, halfCut, halfCut, halfCut}, 3, superset.Unreachable, []time.Duration{250 * time.Millisecond, time.Second}},
		"gateway":      {[]http.HandlerFunc{status(502, ""), status(503, "")}, 3, "", []time.Duration{250 * time.Millisecond, time.Second}},
		"told_pause":   {[]http.HandlerFunc{status(503, "7")}, 2, "", []time.Duration{7 * time.Second}},
		"untold_pause": {[]http.HandlerFunc{status(429, "")}, 2, "", []time.Duration{time.Second}},
		"long_pause":   {[]http.HandlerFunc{status(429, "3600")}, 1, superset.RateLimited, nil},
		"broken":       {[]http.HandlerFunc{status(500, "")}, 1, superset.NotSuperset, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tries atomic.Int64
			f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
				if n := tries.Add(1); int(n) <= len(each.answers) {
					each.answers[n-1](w, r)
					return
				}
				say(w, 200, `{"result":{"id":1}}`)
			}}
			now := clock.NewManual(time.Unix(1_800_000_000, 0))
			var pauses []time.Duration
			c := at(t, f.serve(t), superset.Config{Clock: now, Pause: func(_ context.Context, span time.Duration) error {
				pauses = append(pauses, span)
				now.Advance(span)
				return nil
			}})
			_, err := c.DashboardOf(t.Context(), 1)
			if superset.ReasonOf(err) != each.want || tries.Load() != each.tries || fmt.Sprint(pauses) != fmt.Sprint(each.pauses) {
				t.Errorf("%v after %d tries and pauses of %v", err, tries.Load(), pauses)
			}
		})
	}
}

// halfCut begins an answer: a connection that ends before one is asked again by the transport.
func halfCut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	say(w, 200, "{")
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func status(code int, retryAfter string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(code)
	}
}

// While a server has the pause that it asked for, calls wait that were not sent, those that may
// not be repeated too; a dead one is left alone at once.
func TestPausesHoldForEverybody(t *testing.T) {
	t.Parallel()
	var tries atomic.Int64
	f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
		switch n := tries.Add(1); {
		case n == 1:
			status(429, "5")(w, r)
		case n > 2:
			cut(w, r)
		default:
			say(w, 200, `{"message":"OK"}`)
		}
	}}
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	var waited time.Duration
	c := at(t, f.serve(t), superset.Config{Clock: now, Pause: func(_ context.Context, span time.Duration) error {
		waited += span
		now.Advance(span)
		return nil
	}})
	if err := c.Delete(t.Context(), superset.KindChart, 1); superset.ReasonOf(err) != superset.RateLimited || tries.Load() != 1 {
		t.Errorf("%v after %d tries", err, tries.Load())
	}
	if err := c.Delete(t.Context(), superset.KindChart, 1); err != nil || waited != 5*time.Second || tries.Load() != 2 {
		t.Errorf("%v after %s and %d tries", err, waited, tries.Load())
	}
	for range 5 {
		_ = c.Delete(t.Context(), superset.KindChart, 1)
	}
	waited = 0
	err := c.Delete(t.Context(), superset.KindChart, 1)
	failure, ok := errors.AsType[*superset.Error](err)
	if !ok || failure.Reason != superset.Unavailable || failure.Unsure || failure.RetryAfter <= 0 || waited != 0 || tries.Load() != 7 {
		t.Errorf("%+v after %s and %d tries", failure, waited, tries.Load())
	}
}

func TestWhoGoesAwayIsToldSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			say(w, 200, `{"result":{"id":1}}`)
			return
		}
		_, _ = io.Copy(io.Discard, r.Body) // the server sees who goes away when it has read all
		cancel()
		<-r.Context().Done()
	}}
	c := at(t, f.serve(t), superset.Config{})
	err := c.Import(ctx, superset.Bundle{Kind: superset.KindAssets, Archive: []byte("PK")})
	failure, ok := errors.AsType[*superset.Error](err)
	if !ok || failure.Reason != superset.Cancelled || !failure.Unsure || !errors.Is(err, context.Canceled) {
		t.Errorf("got %+v", failure)
	}
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if _, err := c.DashboardOf(late, 1); superset.ReasonOf(err) != superset.Timeout || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestExportsAreBoundedAndFresh(t *testing.T) {
	t.Parallel()
	var tokens []string
	f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
		tokens = append(tokens, r.URL.Query().Get("token")+r.Header.Get("Cache-Control"))
		w.Header().Set("Content-Type", "application/zip")
		switch r.URL.Query().Get("q") {
		case "!(1)":
			_, _ = io.WriteString(w, "PK\x03\x04 and so on")
		case "!(2)":
			_, _ = io.WriteString(w, "hello")
		case "!(3)":
			say(w, 200, "{}")
		default:
			_, _ = io.WriteString(w, "PK\x03\x04")
			for range 65 {
				_, _ = w.Write(make([]byte, 1<<20))
			}
		}
	}}
	c := at(t, f.serve(t), superset.Config{})
	for id, want := range map[int64]superset.Reason{1: "", 2: superset.Unreadable, 3: superset.Unreadable, 4: superset.TooLarge} {
		if _, err := c.Export(t.Context(), superset.KindDashboard, id); superset.ReasonOf(err) != want {
			t.Errorf("%d: %v", id, err)
		}
	}
	if _, err := c.Export(t.Context(), superset.KindDashboard); superset.ReasonOf(err) != superset.Invalid {
		t.Errorf("an export of nothing: %v", err)
	}
	for i, each := range tokens {
		if !strings.HasSuffix(each, "no-cache") || len(each) < 12 || i > 0 && each == tokens[i-1] {
			t.Errorf("a proxy may give an older one: %v", tokens)
		}
	}
	if err := c.Import(t.Context(), superset.Bundle{Kind: superset.KindChart, Archive: make([]byte, superset.MaxArchive+1)}); superset.ReasonOf(err) != superset.TooLarge {
		t.Errorf("got %v", err)
	}
}

func TestNothingAnswers(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for address, want := range map[string]superset.Reason{
		closed.URL: superset.Unreachable, "http://no-such-host.invalid": superset.Unreachable, "http://169.254.169.254": superset.Blocked,
	} {
		c := at(t, address, superset.Config{})
		report := c.Probe(t.Context())
		first := report.Steps[0]
		if report.OK() || first.State != superset.StepFailed || first.Reason != want || report.Steps[2].State != superset.StepNotTried {
			t.Errorf("%s: %+v", address, report.Steps)
		}
		again := at(t, address, superset.Config{}) // the first leaves the server alone by now
		err := again.Import(t.Context(), superset.Bundle{Kind: superset.KindChart, Archive: []byte("PK")})
		if failure, ok := errors.AsType[*superset.Error](err); !ok || failure.Reason != want || failure.Unsure {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestInsecureConnectionsAreNotMade(t *testing.T) {
	t.Parallel()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	open := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(open.Close)
	for name, address := range map[string]string{"unknown_authority": secure.URL, "no_tls": strings.Replace(open.URL, "http:", "https:", 1)} {
		c := at(t, address, superset.Config{SignIn: superset.SignIn{Kind: superset.ByToken, Token: secret.New("t")}})
		err := c.Delete(t.Context(), superset.KindChart, 1)
		failure, ok := errors.AsType[*superset.Error](err)
		if !ok || failure.Reason != superset.Unreachable || failure.Unsure || !strings.Contains(failure.Message, "secure") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
