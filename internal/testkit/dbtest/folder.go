package dbtest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/migrations"
)

// lockWait bounds how long a test waits for another process of the machine: many
// may queue while one makes a server or a template on a busy machine.
const lockWait = 5 * time.Minute

// workFolder is the place that test processes of one user share.
func workFolder(t testing.TB) string {
	t.Helper()
	folder := filepath.Join(os.TempDir(), fmt.Sprintf("dashkeep-dbtest-%d", os.Getuid()))
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // the server's user reads below it
		t.Fatalf("make the test databases' folder: %v", err)
	}
	return folder
}

// schemaHash names a template after what is in it: the files, and the job tables
// of River's version in go.mod.
func schemaHash(t testing.TB) string {
	t.Helper()
	hash := sha256.New()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		version, err := jobqueue.Tables().Knows(engine)
		if err != nil {
			t.Fatalf("read the job tables' version: %v", err)
		}
		_, _ = fmt.Fprintln(hash, engine, version)
	}
	err := fs.WalkDir(migrations.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(migrations.Files, path)
		_, _ = fmt.Fprintf(hash, "%s\n%d\n%s", path, len(content), content)
		return err
	})
	if err != nil {
		t.Fatalf("read the migrations: %v", err)
	}
	return hex.EncodeToString(hash.Sum(nil))[:16]
}

// lock waits for a lock between processes.
func lock(t testing.TB, path string) (unlock func()) {
	t.Helper()
	deadline := time.Now().Add(lockWait)
	for {
		release, err := sqldb.LockFile(path)
		if err == nil {
			return func() { _ = release() }
		}
		if !errors.Is(err, sqldb.ErrLocked) || time.Now().After(deadline) {
			t.Fatalf("lock %s: %v", path, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
