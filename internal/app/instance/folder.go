package instance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// The names within the data folder.
const (
	lockName    = "dashkeep.lock"
	KeyName     = "secret.key"
	NewKeyName  = "secret.key.new"
	MetricsName = "metrics"
)

// Lock makes this process the only one that works with the data folder. It
// comes before anything there is read, migrated or written.
func Lock(settings config.Settings) (unlock func() error, err error) {
	if err := os.MkdirAll(settings.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	unlock, err = sqldb.LockFile(filepath.Join(settings.Data, lockName))
	if errors.Is(err, sqldb.ErrLocked) {
		return nil, fmt.Errorf("the data folder %s is in use by another Dashkeep: stop that one first, "+
			"or give this one a folder of its own with --data: %w", settings.Data, err)
	}
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	return unlock, nil
}

// lockWait is how long a start waits for the lock: a command that brings the schema
// up to date has it for a moment.
const lockWait = 2 * time.Second

// LockPatiently is Lock for a start, which waits a moment for a command.
func LockPatiently(ctx context.Context, settings config.Settings) (unlock func() error, err error) {
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	ticker := time.NewTicker(lockWait / 20)
	defer ticker.Stop()
	unlock, err = Lock(settings)
	for errors.Is(err, sqldb.ErrLocked) && waiting.Err() == nil {
		select {
		case <-ticker.C:
			unlock, err = Lock(settings)
		case <-waiting.Done():
		}
	}
	return unlock, err
}

// lostDatabase is said when the folder remembers an instance that the database
// does not know: to begin anew silently would lose sight of the old one.
func lostDatabase(what string, left []string) error {
	names := strings.Join(left, " and ")
	return fmt.Errorf("%s, but %s of an earlier start is here: the database was lost or emptied. "+
		"Restore it from a backup and start again. To begin anew instead, move %s away first", what, names, names)
}

// refuseLostFile looks at an embedded database before it is opened: one that is gone or
// empty beside the metrics or the key of an instance was lost. Only where the key comes
// from the settings may a file of one be left beside no database at all.
func refuseLostFile(settings config.Settings) error {
	path, left := sqlitePath(settings.Data), leftBehind(settings.Data)
	there, content := fileState(path)
	_, journal := fileState(path + "-wal")
	if content || journal || len(left) == 0 {
		return nil
	}
	if !there && len(left) == 1 && strings.HasSuffix(left[0], KeyName) && !settings.SecretKey.Empty() {
		return nil
	}
	what := "the database " + path + " is empty"
	if !there {
		what = "there is no database " + path
	}
	return lostDatabase(what, left)
}

// refuseLostInstance looks at an open database before it is migrated. The metrics are
// made, and the key gets its name, after an instance is written down, so that they never
// stand beside a first start that was cut off.
func refuseLostInstance(ctx context.Context, settings config.Settings, db *sqldb.DB) error {
	ownKey, _ := fileState(filepath.Join(settings.Data, KeyName))
	if !hasContent(filepath.Join(settings.Data, MetricsName)) && (!ownKey || !settings.SecretKey.Empty()) {
		return nil
	}
	known, err := hasInstance(ctx, db)
	if err != nil || known {
		return err
	}
	return lostDatabase("the database holds no instance", leftBehind(settings.Data))
}

// leftBehind are the traces of an instance in the data folder.
func leftBehind(data string) []string {
	var left []string
	if there, _ := fileState(filepath.Join(data, KeyName)); there {
		left = append(left, filepath.Join(data, KeyName))
	}
	if metrics := filepath.Join(data, MetricsName); hasContent(metrics) {
		left = append(left, metrics)
	}
	return left
}

func fileState(path string) (there, content bool) {
	info, err := os.Stat(path)
	return err == nil, err == nil && info.Size() > 0
}

func hasContent(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && len(entries) > 0
}

// hasInstance reports whether the database remembers a first start.
func hasInstance(ctx context.Context, db *sqldb.DB) (bool, error) {
	made, err := hasTable(ctx, db, "instance")
	if err != nil || !made {
		return false, err
	}
	known, err := db.Read().NewSelect().Table("instance").Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the instance in the database: %w", err)
	}
	return known, nil
}

func hasTable(ctx context.Context, db *sqldb.DB, name string) (made bool, err error) {
	query := "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)"
	if db.Engine() == sqldb.PostgreSQL {
		query = "SELECT to_regclass(?) IS NOT NULL"
	}
	if err := db.Read().NewRaw(query, name).Scan(ctx, &made); err != nil {
		return false, fmt.Errorf("look for the table %s: %w", name, err)
	}
	return made, nil
}
