package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Migrate brings the schema up to this binary: first the job queue's tables,
// then the files, which are NNNN_name.sql texts as package migrations holds
// them. Processes that start together wait for each other. A schema that is
// newer than the binary is refused with the code "schema_newer", unchanged.
func Migrate(ctx context.Context, db *DB, files fs.FS) error {
	return db.withSchema(ctx, files, func(product *goose.Provider, queue queueSchema) error {
		if err := db.refuseNewer(ctx, product, queue); err != nil {
			return err
		}
		if err := queue.up(ctx); err != nil {
			return fmt.Errorf("migrate the job tables: %w", err)
		}
		applied, err := product.Up(ctx)
		if err != nil {
			return fmt.Errorf("migrate the schema: %w", err)
		}
		for _, step := range applied {
			db.log.Info("migration applied", slog.String("file", step.Source.Path), slog.Duration("took", step.Duration))
		}
		return nil
	})
}

// Current reports whether the schema is this binary's already. It changes nothing.
func Current(ctx context.Context, db *DB, files fs.FS) (current bool, err error) {
	err = db.withSchema(ctx, files, func(product *goose.Provider, queue queueSchema) error {
		if err := db.refuseNewer(ctx, product, queue); err != nil {
			return err
		}
		pending, err := product.HasPending(ctx)
		if err != nil {
			return fmt.Errorf("read the schema's version: %w", err)
		}
		has, err := db.queueVersion(ctx)
		current = !pending && has == queue.knows
		return err
	})
	return current, err
}

// MigrateDown takes every table away, with all data. It is for tests of the
// down sections.
func MigrateDown(ctx context.Context, db *DB, files fs.FS) error {
	return db.withSchema(ctx, files, func(product *goose.Provider, queue queueSchema) error {
		if _, err := product.DownTo(ctx, 0); err != nil {
			return fmt.Errorf("take the schema down: %w", err)
		}
		if err := queue.down(ctx); err != nil {
			return fmt.Errorf("take the job tables down: %w", err)
		}
		return nil
	})
}

// withSchema runs work while no other process migrates this database.
func (db *DB) withSchema(
	ctx context.Context, files fs.FS, work func(product *goose.Provider, queue queueSchema) error,
) (err error) {
	rendered, err := render(files, db.engine)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	unlock, err := db.lockSchema(ctx)
	if err != nil {
		return fmt.Errorf("wait for the migration lock: %w", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	queue, err := db.queueSchema()
	if err != nil {
		return fmt.Errorf("read the job tables' migrations: %w", err)
	}
	dialect := goose.DialectSQLite3
	if db.engine == PostgreSQL {
		dialect = goose.DialectPostgres
	}
	// Out of order is allowed: files belong to rooms, and rooms grow at their own pace.
	product, err := goose.NewProvider(dialect, db.writer.DB, rendered,
		goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	return work(product, queue)
}

func (db *DB) refuseNewer(ctx context.Context, product *goose.Provider, queue queueSchema) error {
	has, knows, err := product.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if has > knows {
		return newerSchema("schema", has, knows)
	}
	queueHas, err := db.queueVersion(ctx)
	if err != nil {
		return fmt.Errorf("read the job tables' version: %w", err)
	}
	if queueHas > queue.knows {
		return newerSchema("job tables", queueHas, queue.knows)
	}
	return nil
}

func newerSchema(what string, has, knows int64) error {
	return apperror.New(apperror.Conflict,
		"The %s of the database have version %d, and this program knows up to %d. Start the newer program again, "+
			"or restore a backup that was made before the upgrade", what, has, knows).
		WithCode("schema_newer").WithDetail("database", has).WithDetail("program", knows)
}

// queueSchema is River's own migrator without its type parameter.
type queueSchema struct {
	up, down func(ctx context.Context) error
	knows    int64 // the newest version that this binary has
}

func (db *DB) queueSchema() (queueSchema, error) {
	if db.engine == PostgreSQL {
		return newQueueSchema(riverpgxv5.New(db.pool), db.log)
	}
	return newQueueSchema(riversqlite.New(db.writer.DB), db.log)
}

func newQueueSchema[T any](driver riverdriver.Driver[T], log *slog.Logger) (queueSchema, error) {
	quiet := slog.New(atLeast{log.Handler(), slog.LevelWarn})
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: quiet})
	if err != nil {
		return queueSchema{}, err
	}
	run := func(direction rivermigrate.Direction, opts *rivermigrate.MigrateOpts) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := migrator.Migrate(ctx, direction, opts)
			return err
		}
	}
	return queueSchema{
		up:    run(rivermigrate.DirectionUp, nil),
		down:  run(rivermigrate.DirectionDown, &rivermigrate.MigrateOpts{TargetVersion: -1}),
		knows: newest(migrator.AllVersions()),
	}, nil
}

func newest(versions []rivermigrate.Migration) int64 {
	version := 0
	for _, each := range versions {
		version = max(version, each.Version)
	}
	return int64(version)
}

// queueVersion is the version of the job tables, 0 without them. River's own
// look fails on a version that it does not know.
func (db *DB) queueVersion(ctx context.Context) (version int64, err error) {
	known := "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'river_migration')"
	if db.engine == PostgreSQL {
		known = "SELECT to_regclass('river_migration') IS NOT NULL"
	}
	var exists bool
	if err := db.writer.QueryRowContext(ctx, known).Scan(&exists); err != nil || !exists {
		return 0, err
	}
	err = db.writer.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM river_migration WHERE line = 'main'").
		Scan(&version)
	return version, err
}

// atLeast drops a library's chatter below a level.
type atLeast struct {
	slog.Handler
	level slog.Level
}

func (h atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= h.level && h.Handler.Enabled(ctx, level)
}
