package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"

	"github.com/pressly/goose/v3"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Part is a part of the schema that a library brings along and numbers itself,
// beside the files. A version is the number of the library's newest step.
type Part interface {
	// Name is what people call the part: "job tables".
	Name() string
	// Knows is the version that this binary brings an engine's database to.
	Knows(engine Engine) (version int64, err error)
	// Has is the version of the database, 0 without the part. It may be newer than
	// the binary.
	Has(ctx context.Context, db *DB) (version int64, err error)
	// Up brings the database to the version that the binary knows.
	Up(ctx context.Context, db *DB) error
	// Down takes the part away, with all its data.
	Down(ctx context.Context, db *DB) error
}

// Migrate brings the schema up to this binary: first the parts, in their order,
// then the files, which are NNNN_name.sql texts as package migrations holds
// them. Processes that start together wait for each other. A schema that is
// newer than the binary is refused with the code "schema_newer", unchanged.
func Migrate(ctx context.Context, db *DB, files fs.FS, parts ...Part) error {
	return db.withSchema(ctx, files, func(product *goose.Provider) error {
		if _, err := db.refuseNewer(ctx, product, parts); err != nil {
			return err
		}
		for _, part := range parts {
			if err := part.Up(ctx, db); err != nil {
				return fmt.Errorf("migrate the %s: %w", part.Name(), err)
			}
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
func Current(ctx context.Context, db *DB, files fs.FS, parts ...Part) (current bool, err error) {
	err = db.withSchema(ctx, files, func(product *goose.Provider) error {
		if current, err = db.refuseNewer(ctx, product, parts); err != nil {
			return err
		}
		pending, err := product.HasPending(ctx)
		if err != nil {
			return fmt.Errorf("read the schema's version: %w", err)
		}
		current = current && !pending
		return nil
	})
	return current, err
}

// MigrateDown takes every table away, with all data. It is for tests of the
// down sections.
func MigrateDown(ctx context.Context, db *DB, files fs.FS, parts ...Part) error {
	return db.withSchema(ctx, files, func(product *goose.Provider) error {
		if _, err := product.DownTo(ctx, 0); err != nil {
			return fmt.Errorf("take the schema down: %w", err)
		}
		for _, part := range slices.Backward(parts) {
			if err := part.Down(ctx, db); err != nil {
				return fmt.Errorf("take the %s down: %w", part.Name(), err)
			}
		}
		return nil
	})
}

// withSchema runs work while no other process migrates this database.
func (db *DB) withSchema(ctx context.Context, files fs.FS, work func(product *goose.Provider) error) (err error) {
	rendered, err := render(files, db.engine)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	unlock, err := db.lockSchema(ctx)
	if err != nil {
		return fmt.Errorf("wait for the migration lock: %w", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
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
	return work(product)
}

// refuseNewer also reports whether every part has the binary's version.
func (db *DB) refuseNewer(ctx context.Context, product *goose.Provider, parts []Part) (current bool, err error) {
	has, knows, err := product.GetVersions(ctx)
	if err != nil {
		return false, fmt.Errorf("read the schema's version: %w", err)
	}
	if has > knows {
		return false, newerSchema("schema", has, knows)
	}
	current = true
	for _, part := range parts {
		knows, err := part.Knows(db.engine)
		if err != nil {
			return false, fmt.Errorf("read the steps of the %s: %w", part.Name(), err)
		}
		has, err := part.Has(ctx, db)
		if err != nil {
			return false, fmt.Errorf("read the version of the %s: %w", part.Name(), err)
		}
		if has > knows {
			return false, newerSchema(part.Name(), has, knows)
		}
		current = current && has == knows
	}
	return current, nil
}

func newerSchema(what string, has, knows int64) error {
	return apperror.New(apperror.Conflict,
		"The %s of the database have version %d, and this program knows up to %d. Start the newer program again, "+
			"or restore a backup that was made before the upgrade", what, has, knows).
		WithCode("schema_newer").WithDetail("database", has).WithDetail("program", knows)
}
