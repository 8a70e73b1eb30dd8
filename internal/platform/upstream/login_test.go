package upstream_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

func TestLogin(t *testing.T) {
	t.Parallel()
	seen := make(chan http.Header, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header.Clone()
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"status":"success","data":[]}`)
	}))
	t.Cleanup(server.Close)
	guard, err := netguard.New(netguard.Config{Allow: []string{netip.MustParseAddr("127.0.0.1").String() + "/32"}})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(t *testing.T, login upstream.Login) http.Header {
		t.Helper()
		client, err := upstream.New(upstream.Config{URL: server.URL, Guard: guard, Login: login})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(client.Close)
		answer, err := client.Do(t.Context(), upstream.Request{Path: "/labels"})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		return <-seen
	}
	basic := ask(t, upstream.Login{Username: "ada", Password: secret.New("pass word")})
	if user, password, ok := (&http.Request{Header: basic}).BasicAuth(); !ok || user != "ada" || password != "pass word" {
		t.Errorf("basic authentication arrived as %q", basic.Get("Authorization"))
	}
	token := ask(t, upstream.Login{Token: secret.New("t0ken"), Headers: map[string]string{
		"X-Scope-OrgID": "team-a", "host": "evil", "Content-Length": "9", "X-Bad": "a\r\nb",
	}})
	if token.Get("Authorization") != "Bearer t0ken" || token.Get("X-Scope-Orgid") != "team-a" || token.Get("X-Bad") != "" {
		t.Errorf("the headers arrived as %v", token)
	}
	one, two := upstream.Login{Token: secret.New("a")}, upstream.Login{Token: secret.New("b")}
	if one.Fingerprint() == two.Fingerprint() {
		t.Error("two logins have one fingerprint")
	}
}
