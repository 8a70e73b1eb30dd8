package app

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func commandOptions(t *testing.T) Options {
	t.Helper()
	return Options{Flags: map[string]string{"data": t.TempDir()}, Out: io.Discard, Err: io.Discard}
}

func TestCommandsNameTheirFlags(t *testing.T) {
	t.Parallel()
	options := commandOptions(t)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte(testPassword+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := CreateUser(t.Context(), options, NewUser{Login: "ada", PasswordFile: password, Project: "default"}); err != nil {
		t.Fatal(err)
	}
	for want, token := range map[string]NewToken{
		"--days must be between 1 and 366":          {Login: "ada", Label: "x", Days: 367},
		"--label must be 1 to 100 characters long":  {Login: "ada", Days: 1},
		"--role must be owner, manager, operator o": {Login: "ada", Label: "x", Days: 1, Role: "king"},
		"There is no such user":                     {Login: "bob", Label: "x", Days: 1},
	} {
		if err := CreateToken(t.Context(), options, token); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestHealthcheckWantsADashkeep(t *testing.T) {
	t.Parallel()
	answer := func(status int, text string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	for address, want := range map[string]string{
		answer(http.StatusOK, readyText):                 "",
		answer(http.StatusOK, "<!doctype html>"):         "is no Dashkeep",
		answer(http.StatusOK, readyText+"and more"):      "is no Dashkeep",
		answer(http.StatusServiceUnavailable, readyText): "the server is not ready: status 503",
		"127.0.0.1:8080": "--url must be an address",
		"foo":            "--url must be an address",
	} {
		err := Healthcheck(t.Context(), commandOptions(t), address)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}
