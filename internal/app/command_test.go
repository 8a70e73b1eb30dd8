package app

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/app/instance"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func commandOptions(t *testing.T) Options {
	t.Helper()
	return Options{Flags: map[string]string{"data": t.TempDir()}, Out: io.Discard, Err: io.Discard}
}

func passwordFile(t *testing.T, password string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// said runs a command and gives what it prints.
func said(t *testing.T, options Options, command func(options Options) error) string {
	t.Helper()
	var out bytes.Buffer
	options.Out = &out
	if err := command(options); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// refused runs a command that must fail with some words.
func refused(t *testing.T, options Options, words string, command func(options Options) error) {
	t.Helper()
	if err := command(options); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, want %q", err, words)
	}
}

// who signs in by a password or, without one, by a token.
func who(t *testing.T, options Options, login, password, token string) (access.Principal, error) {
	t.Helper()
	var found access.Principal
	err := withAccounts(t.Context(), options, func(ctx context.Context, _ *sqldb.DB, accounts *account.Service) (err error) {
		if password == "" {
			found, err = accounts.ByToken(ctx, strings.TrimSpace(token), access.Origin{})
			return err
		}
		opened, err := accounts.SignIn(ctx, access.Origin{}, login, secret.New(password))
		found = opened.Principal
		return err
	})
	return found, err
}

func TestCommandsMakeAUserATokenAndAPassword(t *testing.T) {
	t.Parallel()
	options, ctx := commandOptions(t), t.Context()
	file := passwordFile(t, testPassword)
	made := said(t, options, func(o Options) error {
		return CreateUser(ctx, o, NewUser{Login: "root", PasswordFile: file, Project: "Shop", Admin: true})
	})
	if made != "Made the user root\n" {
		t.Errorf("%q", made)
	}
	root, err := who(t, options, "root", testPassword, "")
	if err != nil || !root.Admin || root.Roles["shop"] != access.Owner {
		t.Errorf("an administrator is an owner: %+v, %v", root, err)
	}
	said(t, options, func(o Options) error {
		return CreateUser(ctx, o, NewUser{Login: "ada", PasswordFile: file, Project: "shop", Email: "ada@example.com"})
	})
	ada, err := who(t, options, "ada@example.com", testPassword, "")
	if err != nil || ada.Admin || ada.Roles["shop"] != access.ReadOnly {
		t.Errorf("anybody else reads: %+v, %v", ada, err)
	}
	token := said(t, options, func(o Options) error {
		return CreateToken(ctx, o, NewToken{Login: "root", Label: "ci", Project: "shop", Role: "operator", Days: 1})
	})
	if strings.Count(token, "\n") != 1 || !strings.HasPrefix(token, "dkp_") {
		t.Errorf("the token does not stand alone on its line: %q", token)
	}
	if program, err := who(t, options, "", "", token); err != nil || program.Admin || program.Roles["shop"] != access.Operator {
		t.Errorf("%+v, %v", program, err)
	}
	next := "another good one"
	if got := said(t, options, func(o Options) error { return ResetPassword(ctx, o, "root", passwordFile(t, next)) }); !strings.Contains(got, "have ended") {
		t.Errorf("%q", got)
	}
	if _, err := who(t, options, "", "", token); err == nil {
		t.Error("the token outlives the password")
	}
	if _, err := who(t, options, "root", next, ""); err != nil {
		t.Error(err)
	}
}

func TestCommandsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	options, ctx := commandOptions(t), t.Context()
	file := passwordFile(t, testPassword)
	create := func(user NewUser) func(o Options) error {
		return func(o Options) error { return CreateUser(ctx, o, user) }
	}
	refused(t, options, "--role must be owner", create(NewUser{Login: "ada", PasswordFile: file, Role: "king"}))
	refused(t, options, "read the password", create(NewUser{Login: "ada", PasswordFile: filepath.Join(t.TempDir(), "none")}))
	refused(t, options, "12 to 256 characters", create(NewUser{Login: "ada", PasswordFile: passwordFile(t, "short")}))
	refused(t, options, "letters, digits", create(NewUser{Login: "a b", PasswordFile: file}))
	refused(t, options, "letters, digits", create(NewUser{Login: "ada", PasswordFile: file, Project: "a b"}))
	said(t, options, create(NewUser{Login: "ada", PasswordFile: file}))
	refused(t, options, "is taken", create(NewUser{Login: "ADA", PasswordFile: file}))
	refused(t, options, "no such user", func(o Options) error { return ResetPassword(ctx, o, "eve", file) })
	refused(t, options, "read the password", func(o Options) error { return ResetPassword(ctx, o, "ada", "/nowhere") })
	refused(t, options, "common password", func(o Options) error { return ResetPassword(ctx, o, "ada", passwordFile(t, "Password2026")) })
	options.ConfigFile = filepath.Join(t.TempDir(), "none.yaml")
	for name, command := range map[string]func(o Options) error{
		"migrate": func(o Options) error { return Migrate(ctx, o) }, "config": PrintConfig,
		"verify": func(o Options) error { return VerifyAudit(ctx, o, "") },
		"health": func(o Options) error { return Healthcheck(ctx, o, "") },
		"serve":  func(o Options) error { return Serve(ctx, o) },
	} {
		if err := command(options); err == nil {
			t.Errorf("%s does not miss its settings", name)
		}
	}
}

func TestMigrateAndVerify(t *testing.T) {
	t.Parallel()
	options, ctx := commandOptions(t), t.Context()
	for range 2 { // the second time there is nothing to do
		if got := said(t, options, func(o Options) error { return Migrate(ctx, o) }); !strings.Contains(got, "sqlite database has this version's schema") {
			t.Errorf("%q", got)
		}
	}
	said(t, options, func(o Options) error {
		return CreateUser(ctx, o, NewUser{Login: "ada", PasswordFile: passwordFile(t, testPassword)})
	})
	report := said(t, options, func(o Options) error { return VerifyAudit(ctx, o, "") })
	_, mark, found := strings.Cut(report, "Its mark is ")
	if mark, _, _ = strings.Cut(mark, "\n"); !found || !strings.Contains(report, "The audit trail is sound") {
		t.Fatalf("%q", report)
	}
	said(t, options, func(o Options) error { return VerifyAudit(ctx, o, mark) })
	refused(t, options, "--mark: ", func(o Options) error { return VerifyAudit(ctx, o, "no mark") })
	other := commandOptions(t)
	said(t, other, func(o Options) error { return Migrate(ctx, o) })
	refused(t, other, "", func(o Options) error { return VerifyAudit(ctx, o, mark) })
}

// Beside a server a command does not touch the schema: it may be another version's.
func TestACommandBesideAServerLeavesTheSchemaAlone(t *testing.T) {
	t.Parallel()
	options, ctx := commandOptions(t), t.Context()
	settings, err := config.Load(config.Sources{Flags: options.Flags})
	if err != nil {
		t.Fatal(err)
	}
	unlock, err := instance.Lock(settings)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, options, "another version", func(o Options) error { return Migrate(ctx, o) })
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	said(t, options, func(o Options) error { return Migrate(ctx, o) })
	if unlock, err = instance.Lock(settings); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unlock() }()
	said(t, options, func(o Options) error { return Migrate(ctx, o) })
}

func TestPrintConfigHidesSecrets(t *testing.T) {
	t.Parallel()
	options := commandOptions(t)
	options.Flags["database_url"] = "postgres://dashkeep:hunter2@db.example/dashkeep"
	got := said(t, options, PrintConfig)
	if !strings.Contains(got, "listen") || !strings.Contains(got, options.Flags["data"]) || strings.Contains(got, "hunter2") {
		t.Errorf("%s", got)
	}
}

// Without an address it asks the server of the settings, on this machine.
func TestHealthcheckAsksTheServerOfTheSettings(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ready" {
			_, _ = io.WriteString(w, readyText)
		}
	}))
	t.Cleanup(server.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	for _, listen := range []string{"127.0.0.1:" + port, "0.0.0.0:" + port, ":" + port} {
		options := commandOptions(t)
		options.Flags["listen"] = listen
		if err := Healthcheck(t.Context(), options, ""); err != nil {
			t.Errorf("%s: %v", listen, err)
		}
	}
	server.Close()
	options := commandOptions(t)
	options.Flags["listen"] = "127.0.0.1:" + port
	refused(t, options, "does not answer", func(o Options) error { return Healthcheck(t.Context(), o, "") })
}

func TestCommandsNameTheirFlags(t *testing.T) {
	t.Parallel()
	options := commandOptions(t)
	if err := CreateUser(t.Context(), options, NewUser{Login: "ada", PasswordFile: passwordFile(t, testPassword), Project: "default"}); err != nil {
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
