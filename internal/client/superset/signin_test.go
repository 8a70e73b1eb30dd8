package superset_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// fake is a server that signs in and protects as Superset does, and whose tokens can be ended.
type fake struct {
	mu sync.Mutex
	// number counts the tokens; only the last is taken. csrf is the same of protection.
	number, csrf int
	// life is the life of a token in seconds.
	life int
	// calls counts the requests by method and path.
	calls map[string]int
	// cookies are those that came, by method and path.
	cookies map[string]string
	// handle answers what is not about signing in; it runs when login and protection are good.
	handle http.HandlerFunc
	// refuse answers logins in place of a token when it is set.
	refuse http.HandlerFunc
	// slow makes logins take as long.
	slow chan struct{}
}

func (f *fake) serve(t *testing.T) string {
	t.Helper()
	f.calls, f.cookies = map[string]int{}, map[string]string{}
	if f.life == 0 {
		f.life = 900
	}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return server.URL
}

func (f *fake) count(line string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[line]
}

func (f *fake) token() string {
	claims, _ := json.Marshal(map[string]any{"iat": 1000, "exp": 1000 + f.life, "n": f.number})
	return "eyJh." + base64.RawURLEncoding.EncodeToString(claims) + ".sig"
}

func say(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	line := r.Method + " " + r.URL.Path
	f.calls[line]++
	f.cookies[line] = r.Header.Get("Cookie")
	bearer := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	token, csrf := f.token(), fmt.Sprint("csrf-", f.csrf)
	f.mu.Unlock()
	w.Header().Add("Set-Cookie", "session=stray; Path=/")
	switch {
	case strings.HasSuffix(r.URL.Path, "/security/login"):
		f.login(w, r)
	case strings.HasSuffix(r.URL.Path, "/security/refresh"):
		if bearer != "the-refresh-token" {
			say(w, 422, `{"msg":"Only refresh tokens are allowed"}`)
			return
		}
		f.mu.Lock()
		f.number++
		token = f.token()
		f.mu.Unlock()
		say(w, 200, `{"access_token":"`+token+`"}`)
	case bearer != token && r.Header.Get("X-Proxy-User") == "" && !strings.Contains(r.Header.Get("Cookie"), "signed-in"):
		say(w, 401, `{"msg":"Token has expired"}`)
	case strings.HasSuffix(r.URL.Path, "/csrf_token/"):
		w.Header().Set("Set-Cookie", "session=with-"+csrf+"; HttpOnly; Path=/")
		if strings.Contains(r.Header.Get("Cookie"), "signed-in") {
			w.Header().Set("Set-Cookie", "session=signed-in-with-"+csrf+"; HttpOnly; Path=/")
		}
		say(w, 200, `{"result":"`+csrf+`"}`)
	case r.Method != http.MethodGet && (r.Header.Get("X-Csrftoken") != csrf || !strings.HasSuffix(r.Header.Get("Cookie"), "with-"+csrf)):
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			http.Redirect(w, r, "/login/?next=x", http.StatusFound)
			return
		}
		say(w, 400, `{"errors":[{"message":"400 Bad Request: The CSRF session token is missing.","error_type":"GENERIC_BACKEND_ERROR"}]}`)
	case f.handle != nil:
		f.handle(w, r)
	default:
		say(w, 200, `{"count":0,"result":[],"message":"OK"}`)
	}
}

func (f *fake) login(w http.ResponseWriter, r *http.Request) {
	if f.slow != nil {
		<-f.slow
	}
	if f.refuse != nil {
		f.refuse(w, r)
		return
	}
	var asked map[string]any
	if json.NewDecoder(r.Body).Decode(&asked) != nil || asked["provider"] == nil {
		say(w, 500, `{"message":"Fatal error"}`)
		return
	}
	if asked["password"] != "right" {
		say(w, 401, `{"message":"Not authorized"}`)
		return
	}
	f.mu.Lock()
	f.number++
	token := f.token()
	f.mu.Unlock()
	say(w, 200, `{"access_token":"`+token+`","refresh_token":"the-refresh-token"}`)
}

// end makes the present token one that has expired.
func (f *fake) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.number++
}

func byPassword(password string) superset.SignIn {
	return superset.SignIn{Kind: superset.ByDatabase, Username: "ada", Password: secret.New(password)}
}

// at makes a client that does not wait for real.
func at(t *testing.T, url string, cfg superset.Config) *superset.Client {
	t.Helper()
	cfg.URL = url
	if cfg.SignIn.Kind == "" {
		cfg.SignIn = byPassword("right")
	}
	if cfg.Pause == nil {
		cfg.Pause = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	return newClient(t, cfg)
}

func list(ctx context.Context, c *superset.Client) error {
	for _, err := range c.Dashboards(superset.Query{}).All(ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}

const listLine, loginLine, refreshLine, csrfLine = "GET /api/v1/dashboard/", "POST /api/v1/security/login", "POST /api/v1/security/refresh", "GET /api/v1/security/csrf_token/"

func TestEverybodySharesOneLogin(t *testing.T) {
	t.Parallel()
	f := &fake{slow: make(chan struct{})}
	c := at(t, f.serve(t), superset.Config{Places: 20})
	gone, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := list(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := list(gone, c); err != nil && superset.ReasonOf(err) != superset.Cancelled {
				t.Error(err)
			}
		})
	}
	cancel() // who goes away takes the login away from nobody
	close(f.slow)
	all.Wait()
	if n := f.count(loginLine); n < 1 || n > 20 {
		t.Errorf("%d logins", n)
	}
	before := f.count(loginLine)
	f.end()
	for range 20 {
		all.Go(func() {
			if err := list(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := f.count(loginLine) - before; n != 1 {
		t.Errorf("%d logins after the token ended for twenty callers", n)
	}
}

func TestTokensAreRenewedBeforeTheyEnd(t *testing.T) {
	t.Parallel()
	f := &fake{life: 900}
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	c := at(t, f.serve(t), superset.Config{Clock: now})
	for _, step := range []struct {
		advance         time.Duration
		logins, renewed int
	}{{0, 1, 0}, {700 * time.Second, 1, 0}, {21 * time.Second, 1, 1}, {time.Minute, 1, 1}, {24 * time.Hour, 1, 2}} {
		now.Advance(step.advance)
		if err := list(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if logins, renewed := f.count(loginLine), f.count(refreshLine); logins != step.logins || renewed != step.renewed {
			t.Errorf("after %s more: %d logins, %d renewals", step.advance, logins, renewed)
		}
	}
	if f.count(listLine) != 5 {
		t.Errorf("%d lists were asked for", f.count(listLine))
	}
}

// A login that was refused is not tried again at once: directories lock accounts.
func TestARefusedLoginIsNotHammered(t *testing.T) {
	t.Parallel()
	f := &fake{}
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	c := at(t, f.serve(t), superset.Config{Clock: now, SignIn: byPassword("wrong-pass"), Places: 20})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			err := list(t.Context(), c)
			failure, ok := errors.AsType[*superset.Error](err)
			if !ok || failure.Reason != superset.AuthFailed || failure.Op != "sign in" || failure.Unsure || strings.Contains(err.Error(), "wrong-pass") {
				t.Errorf("got %v", err)
			}
		})
	}
	all.Wait()
	if n := f.count(loginLine); n != 1 {
		t.Errorf("%d logins for twenty callers", n)
	}
	now.Advance(31 * time.Second)
	_ = list(t.Context(), c)
	if n := f.count(loginLine); n != 2 {
		t.Errorf("%d logins half a minute later", n)
	}
}

func TestLoginsThatFailHaveAReason(t *testing.T) {
	t.Parallel()
	for name, each := range map[string]struct {
		status int
		body   string
		media  string
		want   superset.Reason
	}{
		"no_directory":  {400, `{"message":{"provider":["Alternative authentication provider is not allowed"]}}`, "application/json", superset.Refused},
		"broken":        {500, `{"message":"Fatal error"}`, "application/json", superset.Failed},
		"no_token":      {200, `{"message":"OK"}`, "application/json", superset.Unreadable},
		"token_of_page": {200, `{"access_token":"a\r\nX-Evil: 1"}`, "application/json", superset.Unreadable},
		"no_json":       {200, `{`, "application/json", superset.Unreadable},
		"page":          {200, `<html>`, "text/html", superset.NotSuperset},
		"limited":       {429, `{"errors":[{"message":"429 Too Many Requests: 5 per 1 second"}]}`, "application/json", superset.RateLimited},
		"proxy":         {502, `<html>`, "text/html", superset.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &fake{refuse: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", each.media)
				w.WriteHeader(each.status)
				_, _ = io.WriteString(w, each.body)
			}}
			now := clock.NewManual(time.Unix(1_800_000_000, 0))
			c := at(t, f.serve(t), superset.Config{Clock: now, Pause: func(_ context.Context, span time.Duration) error { now.Advance(span); return nil }})
			if err := c.Import(t.Context(), superset.Bundle{Kind: superset.KindDashboard, Archive: []byte("x")}); superset.ReasonOf(err) != each.want {
				t.Errorf("got %v", err)
			} else if failure, _ := errors.AsType[*superset.Error](err); failure.Unsure {
				t.Error("an import that was not even sent is called unsure")
			}
		})
	}
}

func TestOtherWaysToSignIn(t *testing.T) {
	t.Parallel()
	t.Run("token", func(t *testing.T) {
		t.Parallel()
		f := &fake{}
		c := at(t, f.serve(t), superset.Config{SignIn: superset.SignIn{Kind: superset.ByToken, Token: secret.New(f.token())}})
		if err := c.SetOwners(t.Context(), superset.KindDashboard, 1, superset.Owners, []int64{1}); err != nil {
			t.Error(err)
		}
		f.end()
		if err := list(t.Context(), c); superset.ReasonOf(err) != superset.AuthFailed || f.count(loginLine) != 0 || f.count(listLine) != 1 {
			t.Errorf("%v, %d logins, %d tries", err, f.count(loginLine), f.count(listLine))
		}
	})
	t.Run("cookie", func(t *testing.T) {
		t.Parallel()
		f := &fake{}
		c := at(t, f.serve(t), superset.Config{SignIn: superset.SignIn{Kind: superset.ByCookie, Cookie: secret.New("session=signed-in; theme=dark")}})
		if err := list(t.Context(), c); err != nil || f.cookies[listLine] != "session=signed-in; theme=dark" {
			t.Errorf("%v, %q", err, f.cookies[listLine])
		}
		for range 2 {
			if err := c.SetOwners(t.Context(), superset.KindDashboard, 1, superset.Owners, []int64{1}); err != nil {
				t.Error(err)
			}
		}
		if got := f.cookies["PUT /api/v1/dashboard/1"]; got != "theme=dark; session=signed-in-with-csrf-0" || f.count(csrfLine) != 1 {
			t.Errorf("cookie %q, %d tokens", got, f.count(csrfLine))
		}
		bare := at(t, f.serve(t), superset.Config{SignIn: superset.SignIn{Kind: superset.ByCookie, Cookie: secret.New("signed-in")}})
		if err := list(t.Context(), bare); err != nil || f.cookies[listLine] != "session=signed-in" {
			t.Errorf("%v, %q", err, f.cookies[listLine])
		}
	})
	t.Run("headers", func(t *testing.T) {
		t.Parallel()
		f := &fake{}
		c := at(t, f.serve(t), superset.Config{
			SignIn: superset.SignIn{Kind: superset.ByHeaders}, Headers: map[string]secret.Text{"x-proxy-user": secret.New("ada")},
		})
		if err := list(t.Context(), c); err != nil || f.count(loginLine) != 0 {
			t.Error(err)
		}
	})
	t.Run("directory", func(t *testing.T) {
		t.Parallel()
		provider := ""
		f := &fake{refuse: func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			provider = string(body)
			say(w, 401, `{"message":"Not authorized"}`)
		}}
		sign := byPassword("right")
		sign.Kind = superset.ByLDAP
		if err := list(t.Context(), at(t, f.serve(t), superset.Config{SignIn: sign})); superset.ReasonOf(err) != superset.AuthFailed ||
			provider != `{"username":"ada","password":"right","provider":"ldap","refresh":true}` {
			t.Errorf("%v: %s", err, provider)
		}
	})
}

// An answer that carries a session cookie without the token must not replace the one with it.
func TestStrayCookiesDoNotReplaceTheProtection(t *testing.T) {
	t.Parallel()
	f := &fake{}
	c := at(t, f.serve(t), superset.Config{Places: 10})
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if err := list(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := c.SetOwners(t.Context(), superset.KindDashboard, 1, superset.Owners, []int64{1}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := f.count(csrfLine); n != 1 {
		t.Errorf("%d tokens were fetched", n)
	}
}

func TestProtectionIsRenewedOnce(t *testing.T) {
	t.Parallel()
	f := &fake{}
	c := at(t, f.serve(t), superset.Config{})
	bundle := superset.Bundle{Kind: superset.KindDashboard, Archive: []byte("PK")}
	if err := c.Import(t.Context(), bundle); err != nil {
		t.Fatal(err)
	}
	renew := func() { f.mu.Lock(); f.csrf++; f.mu.Unlock() }
	renew() // a multipart request is then sent to the page for signing in
	if err := c.Import(t.Context(), bundle); err != nil {
		t.Errorf("the redirect is not understood: %v", err)
	}
	renew()
	if err := c.Delete(t.Context(), superset.KindChart, 1); err != nil {
		t.Errorf("the text is not understood: %v", err)
	}
	if n := f.count(csrfLine); n != 3 {
		t.Errorf("%d tokens were fetched", n)
	}
	var never atomic.Int64
	f.handle = func(w http.ResponseWriter, _ *http.Request) {
		never.Add(1)
		say(w, 400, `{"errors":[{"message":"400 Bad Request: The CSRF token is invalid."}]}`)
	}
	err := c.Import(t.Context(), bundle)
	if failure, ok := errors.AsType[*superset.Error](err); !ok || failure.Reason != superset.CSRF || failure.Unsure || never.Load() != 2 {
		t.Errorf("%v after %d tries", err, never.Load())
	}
	f.handle = func(w http.ResponseWriter, _ *http.Request) {
		say(w, 400, `{"errors":[{"message":"400 Bad Request: The referrer does not match the host."}]}`)
	}
	err = c.Import(t.Context(), bundle)
	if failure, ok := errors.AsType[*superset.Error](err); !ok || failure.Reason != superset.CSRF || !failure.Has(refusal.Referrer) {
		t.Errorf("got %v", err)
	}
}

func TestSettingsThatCanNotBeSentAreRefused(t *testing.T) {
	t.Parallel()
	token := superset.SignIn{Kind: superset.ByToken, Token: secret.New("t")}
	guard, err := netguard.New(netguard.Config{})
	if err != nil {
		t.Fatal(err)
	}
	good := superset.Config{URL: "http://127.0.0.1:1", Guard: guard, SignIn: token, Headers: map[string]secret.Text{"X-A": secret.New("a")}}
	if _, err := superset.New(good); err != nil {
		t.Fatal(err)
	}
	for name, cfg := range map[string]superset.Config{
		"no_way":              {},
		"unknown_way":         {SignIn: superset.SignIn{Kind: "oauth"}},
		"no_password":         {SignIn: superset.SignIn{Kind: superset.ByDatabase, Username: "a"}},
		"no_token":            {SignIn: superset.SignIn{Kind: superset.ByToken}},
		"token_of_lines":      {SignIn: superset.SignIn{Kind: superset.ByToken, Token: secret.New("a\r\nX: y")}},
		"no_cookie":           {SignIn: superset.SignIn{Kind: superset.ByCookie}},
		"cookie_of_lines":     {SignIn: superset.SignIn{Kind: superset.ByCookie, Cookie: secret.New("session=a\r\nX: y")}},
		"cookie_bomb":         {SignIn: superset.SignIn{Kind: superset.ByCookie, Cookie: secret.New("session=" + strings.Repeat("a", 100_000))}},
		"no_headers":          {SignIn: superset.SignIn{Kind: superset.ByHeaders}},
		"header_of_lines":     {SignIn: token, Headers: map[string]secret.Text{"X-A": secret.New("a\nb")}},
		"header_of_nul":       {SignIn: token, Headers: map[string]secret.Text{"X-A": secret.New("a\x00")}},
		"header_name":         {SignIn: token, Headers: map[string]secret.Text{"X A": secret.New("a")}},
		"header_name_lines":   {SignIn: token, Headers: map[string]secret.Text{"X-A\r\nX-B": secret.New("a")}},
		"own_cookie":          {SignIn: token, Headers: map[string]secret.Text{"cookie": secret.New("a=b")}},
		"own_accept":          {SignIn: token, Headers: map[string]secret.Text{"ACCEPT": secret.New("*/*")}},
		"own_csrf":            {SignIn: token, Headers: map[string]secret.Text{"X-CSRFToken": secret.New("a")}},
		"own_authorization":   {SignIn: token, Headers: map[string]secret.Text{"Authorization": secret.New("Basic a")}},
		"own_length":          {SignIn: token, Headers: map[string]secret.Text{"Content-Length": secret.New("1")}},
		"header_of_megabytes": {SignIn: token, Headers: map[string]secret.Text{"X-A": secret.New(strings.Repeat("a", 1<<20))}},
	} {
		cfg.URL, cfg.Guard = "http://127.0.0.1:1", guard
		if _, err := superset.New(cfg); err == nil {
			t.Errorf("%s is taken", name)
		} else if strings.ContainsAny(err.Error(), "\r\n\x00") {
			t.Errorf("%s: %q", name, err)
		}
	}
}
