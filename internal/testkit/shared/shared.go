// Package shared finds the folder `shared` beside the repository: real documents
// and recorded answers that many tests read and that the repository does not hold.
//
// A clone elsewhere has no such folder. Its tests are then skipped with one fixed
// reason, which the summary of `make test` counts and prints; where CI=true they
// fail, because there a test that did not run has proved nothing.
package shared

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Missing begins the reason of every test that was skipped for want of the
// folder. tools/testsummary looks for these words; its own test holds them too.
const Missing = "not there: ../shared"

// Dir gives the path of a file or folder below `shared`:
//
//	shared.Dir(t, "data", "perses", "dashboards.json")
//
// Without the folder it fails the test where CI=true and skips it elsewhere. A
// folder that is there without the named part always fails: that is a mistake of
// the test, or of the folder.
func Dir(t testing.TB, parts ...string) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatalf("find the working folder: %v", err)
	}
	return dir(t, here, os.Getenv("CI") == "true", parts)
}

func dir(t testing.TB, from string, ci bool, parts []string) string {
	t.Helper()
	root, err := repository(from)
	if err != nil {
		t.Fatalf("find %s: %v", filepath.Join(parts...), err)
	}
	folder := filepath.Join(filepath.Dir(root), "shared")
	if !exists(folder) {
		if ci {
			t.Fatalf("%s (%s): CI must have it", Missing, folder)
		}
		t.Skip(Missing)
	}
	path := filepath.Join(append([]string{folder}, parts...)...)
	if !exists(path) {
		t.Fatalf("%s has no %s", folder, filepath.Join(parts...))
	}
	return path
}

// repository is the nearest folder upwards that holds the .git of a clone or of a
// worktree, or, in a tree that was unpacked without it, the top-most go.mod.
func repository(from string) (string, error) {
	module := ""
	for folder := from; ; folder = filepath.Dir(folder) {
		if exists(filepath.Join(folder, ".git")) {
			return folder, nil
		}
		if exists(filepath.Join(folder, "go.mod")) {
			module = folder
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	if module == "" {
		return "", fmt.Errorf("no repository holds %s: %w", from, fs.ErrNotExist)
	}
	return module, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
