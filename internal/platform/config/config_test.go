package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/config"
)

func TestLoad(t *testing.T) {
	t.Parallel()
	write := func(t *testing.T, text string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "dashkeep.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Run("flags_beat_the_environment_beats_the_file_beats_defaults", func(t *testing.T) {
		t.Parallel()
		settings, err := config.Load(config.Sources{
			File:    write(t, "listen: 127.0.0.1:1\nworkers: 3\ntrusted_proxies: [10.0.0.0/8, 192.168.0.0/16]\n"),
			Environ: []string{"DASHKEEP_LISTEN=127.0.0.1:2", "DASHKEEP_SESSION_IDLE=1h", "OTHER=1"},
			Flags:   map[string]string{"listen": "127.0.0.1:3"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if settings.Listen != "127.0.0.1:3" || settings.Workers != 3 || settings.SessionIdle != time.Hour ||
			len(settings.TrustedProxies) != 2 || settings.LogLevel != "info" {
			t.Fatalf("got %+v", settings)
		}
	})
	t.Run("every_wrong_key_is_named_at_once", func(t *testing.T) {
		t.Parallel()
		_, err := config.Load(config.Sources{
			File:    write(t, "colour: red\nworkers: many\n"),
			Environ: []string{"DASHKEEP_SESSION_IDLE=1s", "DASHKEEP_NONSENSE=1"},
		})
		if err == nil {
			t.Fatal("wrong settings were taken")
		}
		for _, part := range []string{
			"colour: there is no such setting", "workers: must be a whole number",
			"session_idle: must be between 5m and 720h", "nonsense: there is no such setting",
		} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%q is missing in %q", part, err)
			}
		}
	})
	t.Run("a_secret_comes_from_a_file_and_never_prints", func(t *testing.T) {
		t.Parallel()
		const url = "postgres://u:canary-9@127.0.0.1/d"
		settings, err := config.Load(config.Sources{Environ: []string{"DASHKEEP_DATABASE_URL_FILE=" + write(t, url+"\n")}})
		if err != nil {
			t.Fatal(err)
		}
		settings.DatabaseURL.Use(func(plain string) {
			if plain != url {
				t.Errorf("got %q", plain)
			}
		})
		var printed strings.Builder
		if err := config.Print(&printed, settings); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(printed.String(), "canary") || !strings.Contains(printed.String(), "[redacted]") {
			t.Errorf("printed %q", printed.String())
		}
	})
	t.Run("what_is_printed_can_be_read_again", func(t *testing.T) {
		t.Parallel()
		settings, err := config.Load(config.Sources{})
		if err != nil {
			t.Fatal(err)
		}
		var printed strings.Builder
		if err := config.Print(&printed, settings); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(config.Sources{File: write(t, printed.String())}); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("what_one_source_says_twice_is_refused", func(t *testing.T) {
		t.Parallel()
		for text, part := range map[string]string{
			"workers: 1\n---\nfoo: 1\n": "must hold one document only",
			"- a\n":                     "must be lines of the form key: value",
			"workers\n":                 "must be lines of the form key: value",
			"workers: 1\nworkers: 2\n":  "already defined",
			"listen:\n  host: a\n":      "listen: must be one value",
		} {
			if _, err := config.Load(config.Sources{File: write(t, text)}); err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%q: %v", text, err)
			}
		}
		for _, text := range []string{"", "# nothing yet\n", "---\nworkers: 1\n"} {
			if _, err := config.Load(config.Sources{File: write(t, text)}); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
		_, err := config.Load(config.Sources{Environ: []string{
			"DASHKEEP_METRICS_TOKEN=canary-8", "DASHKEEP_METRICS_TOKEN_FILE=" + write(t, "canary-9"),
		}})
		if err == nil || !strings.Contains(err.Error(), "metrics_token: is set, and metrics_token_file is set too") ||
			strings.Contains(err.Error(), "canary") {
			t.Error(err)
		}
	})
}

func TestForms(t *testing.T) {
	t.Parallel()
	cases := []struct {
		key       string
		good, bad []string
		says      string
	}{
		{"DATA", []string{"/x"}, []string{"", " "}, "data: must name a folder"},
		{
			"LISTEN",
			[]string{"127.0.0.1:0", ":8080", "[::1]:8080", "host:65535"},
			[]string{"", "abc", "127.0.0.1", "1.2.3.4:99999", "x:http"},
			"listen: must be host:port",
		},
		{
			"BASE_URL",
			[]string{"", "https://d.example", "http://localhost:8080/"},
			[]string{"foo", "https://u:canary@d.example", "https://d.example/path", "ftp://d.example", "https://", "https://d.example/?a"},
			"base_url: must be an address such as",
		},
		{
			"DATABASE_URL",
			[]string{"", "postgres://u:p@h/d", "postgresql:///d?host=/tmp"},
			[]string{"mysql://u:canary@h/d", "h", "postgres://u:can ary@h:99999/%zz"},
			"database_url: must be a URL such as postgres://",
		},
		{"LOG_LEVEL", []string{"debug", "error"}, []string{"", "loud", "INFO+1"}, "log_level: must be debug, info, warn or error"},
		{"LOG_FORMAT", []string{"json", "auto"}, []string{"", "xml"}, "log_format: must be auto, json or text"},
		{"TIME_ZONE", []string{"UTC", "Europe/Berlin"}, []string{"", "Local", "Mars/Base", "../etc"}, "time_zone: must be an IANA time zone"},
		{"TRUSTED_PROXIES", []string{"", "10.0.0.0/8, ::1/128"}, []string{"10.0.0.1", "10.0.0.0/99", "10.0.0.0/8,x"}, "must be a CIDR such as"},
		{
			"METRICS_TARGETS",
			[]string{"", "127.0.0.1:9100", "h:1/a/b,[::1]:2"},
			[]string{"a b", "http://h:1/x", "h", "h:0", "h:1/x?y", "u:canary@h:1"},
			"must be host:port or host:port/path",
		},
	}
	for _, each := range cases {
		for _, value := range each.good {
			if _, err := config.Load(config.Sources{Environ: []string{"DASHKEEP_" + each.key + "=" + value}}); err != nil {
				t.Errorf("%s=%q: %v", each.key, value, err)
			}
		}
		for _, value := range each.bad {
			_, err := config.Load(config.Sources{Environ: []string{"DASHKEEP_" + each.key + "=" + value}})
			if err == nil || !strings.Contains(err.Error(), each.says) {
				t.Errorf("%s=%q: %v", each.key, value, err)
			}
			if err != nil && strings.HasSuffix(each.key, "_URL") && strings.Contains(err.Error(), "canary") {
				t.Errorf("%s: the value is repeated: %v", each.key, err)
			}
		}
	}
}
