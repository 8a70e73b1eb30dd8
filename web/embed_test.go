package web_test

import (
	"io/fs"
	"testing"

	"github.com/dashkeep/dashkeep/web"
)

func TestFS(t *testing.T) {
	t.Parallel()

	t.Run("opens_without_a_built_user_interface", func(t *testing.T) {
		t.Parallel()
		if _, err := fs.ReadDir(web.FS(), "."); err != nil {
			t.Fatalf("read the root of the embedded files: %v", err)
		}
	})

	t.Run("is_built_exactly_when_there_is_an_index", func(t *testing.T) {
		t.Parallel()
		_, err := fs.Stat(web.FS(), "index.html")
		if got, want := web.Built(), err == nil; got != want {
			t.Errorf("Built() = %t, want %t", got, want)
		}
	})
}
