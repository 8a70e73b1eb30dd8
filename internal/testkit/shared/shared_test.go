package shared

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// witness stands in for a test and remembers how it ended.
type witness struct {
	testing.TB
	skipped, failed string
}

func (w *witness) Helper() {}

func (w *witness) Skip(args ...any) {
	w.skipped = fmt.Sprint(args...)
	runtime.Goexit()
}

func (w *witness) Fatalf(format string, args ...any) {
	w.failed = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// ask runs dir as a test of its own would.
func ask(from string, ci bool, parts ...string) (path string, seen *witness) {
	seen = &witness{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		path = dir(seen, from, ci, parts)
	}()
	<-done
	return path, seen
}

// clone makes a repository with a package deep inside it.
func clone(t *testing.T) (root, inside string) {
	t.Helper()
	root = filepath.Join(t.TempDir(), "main")
	inside = filepath.Join(root, "internal", "feature", "x")
	folderAt(t, inside)
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return root, inside
}

func folderAt(t *testing.T, folder string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o750); err != nil {
		t.Fatal(err)
	}
}

func TestDirFindsTheFolderBesideTheRepository(t *testing.T) {
	t.Parallel()
	root, inside := clone(t)
	want := filepath.Join(filepath.Dir(root), "shared", "data")
	folderAt(t, want)
	if got, seen := ask(inside, true, "data"); got != want {
		t.Errorf("got %q (%+v), want %q", got, seen, want)
	}
	// A worktree has a file .git, a clone a folder.
	folderAt(t, filepath.Join(root, ".git"))
	if got, seen := ask(inside, true, "data"); got != want {
		t.Errorf("with .git: got %q (%+v), want %q", got, seen, want)
	}
}

func TestWithoutTheFolderATestIsSkippedWithTheFixedReason(t *testing.T) {
	t.Parallel()
	_, inside := clone(t)
	if _, seen := ask(inside, false, "data"); seen.skipped != "not there: ../shared" || seen.failed != "" {
		t.Errorf("skipped %q, failed %q", seen.skipped, seen.failed)
	}
}

func TestWithoutTheFolderCIFails(t *testing.T) {
	t.Parallel()
	_, inside := clone(t)
	if _, seen := ask(inside, true, "data"); !strings.HasPrefix(seen.failed, Missing) || seen.skipped != "" {
		t.Errorf("skipped %q, failed %q", seen.skipped, seen.failed)
	}
}

func TestAMissingPartAlwaysFails(t *testing.T) {
	t.Parallel()
	root, inside := clone(t)
	folderAt(t, filepath.Join(filepath.Dir(root), "shared"))
	if _, seen := ask(inside, false, "data", "none.json"); !strings.Contains(seen.failed, "data/none.json") {
		t.Errorf("failed %q", seen.failed)
	}
}
