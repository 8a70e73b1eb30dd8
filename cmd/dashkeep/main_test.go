package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// call runs a command line with a data folder.
func call(t *testing.T, data string, arguments ...string) (code int, out, problems string) {
	t.Helper()
	var said, complained bytes.Buffer
	code = run(t.Context(), append([]string{"--data", data}, arguments...), &said, &complained)
	return code, said.String(), complained.String()
}

// The line leads to the command with everything that it says.
func TestRun_from_an_empty_folder_to_a_token(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("correct horse battery"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ line, says string }{
		{"migrate", "this version's schema"},
		{"admin create-user ada --admin --password-file " + file + " --email ada@example.com --display-name Ada", "Made the user ada"},
		{"admin create-user bob --password-file " + file + " --project= --role manager", "Made the user bob"},
		{"admin create-token ada --label ci --project default --role readonly --days 3", "dkp_"},
		{"admin reset-password ada --password-file " + file, "Set the password of ada"},
		{"audit verify", "The audit trail is sound"},
		{"config print", data},
		{"version", "dashkeep dev (unknown, unknown)"},
	} {
		code, out, problems := call(t, data, strings.Fields(step.line)...)
		if code != 0 || !strings.Contains(out, step.says) {
			t.Errorf("%s: %d, %q, %q", step.line, code, out, problems)
		}
	}
}

func TestRun_says_what_is_wrong_and_ends_with_a_code(t *testing.T) {
	t.Parallel()
	for line, says := range map[string]string{
		"":                                   "expected one of",
		"fly":                                "unexpected argument fly",
		"admin create-user":                  "missing flags: --password-file",
		"admin create-user ada":              "missing flags: --password-file",
		"admin create-token nobody --days 1": "dashkeep: There is no such user",
		"admin create-token ada --days many": "--days",
		"audit verify --mark x":              "dashkeep: --mark:",
		"healthcheck --url nonsense":         "dashkeep: --url must be an address",
		"serve --listen nonsense":            "dashkeep: ",
	} {
		code, out, problems := call(t, t.TempDir(), strings.Fields(line)...)
		if code == 0 || !strings.Contains(problems, says) {
			t.Errorf("%q: %d, %q, %q", line, code, out, problems)
		}
	}
}

func TestRun_helps(t *testing.T) {
	t.Parallel()
	for line, says := range map[string]string{"--help": "control room", "admin create-user --help": "--password-file"} {
		code, out, problems := call(t, t.TempDir(), strings.Fields(line)...)
		if code != 0 || !strings.Contains(out, says) {
			t.Errorf("%q: %d, %q, %q", line, code, out, problems)
		}
	}
}

// A server ends well when it is told to stop.
func TestRun_serves_until_it_is_stopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	out, problems := &told{word: "Dashkeep is ready", tell: stop}, &told{word: "never", tell: func() {}}
	if code := run(ctx, []string{"--data", t.TempDir(), "serve", "--listen", "127.0.0.1:0"}, out, problems); code != 0 {
		t.Errorf("%d: %s", code, problems.text())
	}
	if !strings.Contains(out.text(), "/setup/") {
		t.Errorf("no link to set up: %s", out.text())
	}
}

// told keeps what is written, by whichever part of the server, and tells of a word.
type told struct {
	word string
	tell func()

	mu   sync.Mutex
	kept bytes.Buffer
}

func (w *told) Write(text []byte) (int, error) {
	if strings.Contains(string(text), w.word) {
		w.tell()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.kept.Write(text)
}

func (w *told) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.kept.String()
}
