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
}
