package instance

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/migrations"
)

// sqlitePath is where the embedded database stands in a data folder.
func sqlitePath(data string) string { return filepath.Join(data, "dashkeep.db") }

// OpenBeside opens the database for a command. It has the data folder's lock only
// while it brings the schema up to date; a running server has it all the time, and
// the schema below that stays as it is.
func OpenBeside(ctx context.Context, settings config.Settings, clk clock.Clock, log *slog.Logger) (*sqldb.DB, error) {
	unlock, err := Lock(settings)
	if errors.Is(err, sqldb.ErrLocked) {
		return OpenStore(ctx, settings, clk, log, refuseOtherSchema)
	}
	if err != nil {
		return nil, err
	}
	db, err := OpenStore(ctx, settings, clk, log, Migrate)
	if failure := unlock(); failure != nil && err == nil {
		return nil, errors.Join(failure, db.Close())
	}
	return db, err
}

// OpenStore opens the database of the settings and brings it to this version's
// schema with prepare. The data folder must be locked, by this process or by the
// server that it works beside.
func OpenStore(ctx context.Context, settings config.Settings, clk clock.Clock, log *slog.Logger,
	prepare func(ctx context.Context, db *sqldb.DB) error,
) (*sqldb.DB, error) {
	source := sqldb.Config{URL: sqlitePath(settings.Data), MaxConns: settings.DatabaseConns}
	if !settings.DatabaseURL.Empty() {
		settings.DatabaseURL.Use(func(plain string) { source.URL = plain })
	} else if err := refuseLostFile(settings); err != nil {
		return nil, err
	}
	db, err := sqldb.Open(ctx, source, clk, log)
	if err != nil {
		return nil, err
	}
	if err := refuseLostInstance(ctx, settings, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := prepare(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Migrate brings a database to this version's schema.
func Migrate(ctx context.Context, db *sqldb.DB) error {
	return sqldb.Migrate(ctx, db, migrations.Files, jobqueue.Tables())
}

// refuseOtherSchema keeps a command from changing the schema below a running
// server.
func refuseOtherSchema(ctx context.Context, db *sqldb.DB) error {
	current, err := sqldb.Current(ctx, db, migrations.Files, jobqueue.Tables())
	if err == nil && !current {
		err = errors.New("a Dashkeep of another version runs on this data folder: stop it first, or use its own program")
	}
	return err
}
