package jobqueue

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/rivermigrate"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Tables are River's tables, as a part of the schema. The queue's other tables
// are in the numbered files.
func Tables() sqldb.Part { return tables{} }

type tables struct{}

// Name is for people.
func (tables) Name() string { return "job tables" }

// Knows is the number of River's newest migration.
func (tables) Knows(engine sqldb.Engine) (version int64, err error) {
	river, err := migrator(engine, nil)
	if err != nil {
		return 0, err
	}
	for _, each := range river.AllVersions() {
		version = max(version, int64(each.Version))
	}
	return version, nil
}

// Has asks by itself: River's own look fails on a version that it does not know.
func (tables) Has(ctx context.Context, db *sqldb.DB) (version int64, err error) {
	known := "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'river_migration')"
	if db.Engine() == sqldb.PostgreSQL {
		known = "SELECT to_regclass('river_migration') IS NOT NULL"
	}
	var exists bool
	if err := db.Writer().QueryRowContext(ctx, known).Scan(&exists); err != nil || !exists {
		return 0, err
	}
	err = db.Writer().QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM river_migration WHERE line = 'main'").
		Scan(&version)
	return version, err
}

// Up applies what is missing.
func (tables) Up(ctx context.Context, db *sqldb.DB) error {
	return move(ctx, db, rivermigrate.DirectionUp, nil)
}

// Down drops the tables with the jobs.
func (tables) Down(ctx context.Context, db *sqldb.DB) error {
	return move(ctx, db, rivermigrate.DirectionDown, &rivermigrate.MigrateOpts{TargetVersion: -1})
}

func move(ctx context.Context, db *sqldb.DB, to rivermigrate.Direction, opts *rivermigrate.MigrateOpts) error {
	river, err := migrator(db.Engine(), db.Writer())
	if err != nil {
		return err
	}
	_, err = river.Migrate(ctx, to, opts)
	return err
}

func migrator(engine sqldb.Engine, pool *sql.DB) (*rivermigrate.Migrator[*sql.Tx], error) {
	// It logs only what it did; what failed is in its errors.
	made, err := rivermigrate.New(driver(engine, pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("read River's migrations: %w", err)
	}
	return made, nil
}
