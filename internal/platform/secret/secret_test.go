package secret_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func TestText(t *testing.T) {
	t.Parallel()
	const canary = "canary-7f1c"
	held := struct{ Password secret.Text }{secret.New(canary)}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", slog.Any("held", held), slog.Any("bare", held.Password))
	encoded, err := json.Marshal(held)
	if err != nil {
		t.Fatal(err)
	}
	shown := []string{
		fmt.Sprint(held), fmt.Sprintf("%v %+v %#v %s %q %x %d", held, held, held, held.Password, held.Password,
			held.Password, held.Password), string(encoded), log.String(), fmt.Errorf("x: %v", held).Error(),
	}
	for _, text := range shown {
		if strings.Contains(text, canary) || strings.Contains(text, fmt.Sprintf("%x", canary)) {
			t.Errorf("the secret shows in %q", text)
		}
	}
}

func TestBox(t *testing.T) {
	t.Parallel()
	box, err := secret.NewBox(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := box.Seal([]byte("plain"), "row/1")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("opens_what_it_sealed_for_the_same_row", func(t *testing.T) {
		t.Parallel()
		plain, err := box.Open(sealed, "row/1")
		if err != nil || string(plain) != "plain" {
			t.Fatalf("got %q, %v", plain, err)
		}
	})
	t.Run("refuses_another_row", func(t *testing.T) {
		t.Parallel()
		if _, err := box.Open(sealed, "row/2"); !errors.Is(err, secret.ErrOpen) {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("refuses_changed_bytes_and_short_values", func(t *testing.T) {
		t.Parallel()
		for at := range sealed {
			changed := append([]byte(nil), sealed...)
			changed[at] ^= 1
			if _, err := box.Open(changed, "row/1"); at == 0 || at > 4 {
				if !errors.Is(err, secret.ErrOpen) {
					t.Fatalf("byte %d: got %v", at, err)
				}
			}
			if _, err := box.Open(sealed[:at], "row/1"); !errors.Is(err, secret.ErrOpen) {
				t.Fatalf("length %d: got %v", at, err)
			}
		}
	})
	t.Run("refuses_a_short_key", func(t *testing.T) {
		t.Parallel()
		if _, err := secret.NewBox(make([]byte, 31)); err == nil {
			t.Fatal("a key of 31 bytes was taken")
		}
	})
}

func TestLoadKey(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "secret.key")
	first, err := secret.LoadKey(secret.Text{}, file)
	if err != nil {
		t.Fatal(err)
	}
	again, err := secret.LoadKey(secret.Text{}, file)
	if err != nil || string(again) != string(first) {
		t.Fatalf("the second start reads another key: %v", err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.LoadKey(secret.Text{}, file); err == nil || !strings.Contains(err.Error(), "0600") {
		t.Fatalf("a key that others may read: got %v", err)
	}
	if _, err := secret.LoadKey(secret.New("short"), file); err == nil || strings.Contains(err.Error(), "short") {
		t.Fatalf("a malformed key: got %v", err)
	}
}

func TestToken(t *testing.T) {
	t.Parallel()
	const id = "01939a5b-8e21-7abc-8def-0123456789ab"
	token := secret.NewToken(id)
	gotID, plain, ok := secret.DecodeToken("dkp", token.Encode("dkp"))
	if !ok || gotID != id || !secret.Matches(plain, token.Hash) {
		t.Fatalf("a token does not survive its encoding: %v %v", gotID, ok)
	}
	for _, bad := range []string{"", "dkp_", "dkp_" + strings.Repeat("z", 76), token.Encode("dks"), token.Encode("dkp") + "x"} {
		if _, _, ok := secret.DecodeToken("dkp", bad); ok {
			t.Errorf("%q was taken for a token", bad)
		}
	}
	if secret.Matches(plain+"x", token.Hash) {
		t.Error("a wrong secret matches")
	}
}
