package dashboard

import (
	"context"
	"database/sql"
	_ "embed" // the seeds are files
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// selfSeed is the dashboard of Dashkeep itself; selfSeedVersion goes up whenever
// the file changes.
//
//go:embed seed/dashkeep.json
var selfSeed []byte

const selfSeedVersion = 2

// seedRow is a row of the table dashboard_seed.
type seedRow struct {
	bun.BaseModel `bun:"table:dashboard_seed"`

	Project string `bun:"project,pk"`
	Name    string `bun:"name,pk"`
	Seed    int    `bun:"seed"`
	Digest  string `bun:"digest"`
}

// SeedSelf puts the dashboard of Dashkeep itself into the scope's project: once,
// and again when the program brings a newer one, as long as nobody has changed,
// archived or deleted it. The embedded datasource must be there.
func (s *Service) SeedSelf(ctx context.Context, scope access.Scope) error {
	d, err := perses.Read(selfSeed)
	if err != nil {
		return fmt.Errorf("read the seed: %w", err)
	}
	if _, err := s.prepare(ctx, scope, d, Save{}); err != nil {
		return fmt.Errorf("check the seed: %w", err)
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return s.seedIn(ctx, tx, scope, d) })
	if apperror.Is(err, apperror.Conflict) {
		return nil // somebody, or another replica, has taken the name
	}
	return err
}

func (s *Service) seedIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, d *perses.Document) error {
	planted := seedRow{Project: scope.Project(), Name: d.Name()}
	err := tx.NewSelect().Model(&planted).Column("project", "name", "seed", "digest").WherePK().Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read seed: %w", err)
	}
	if planted.Seed >= selfSeedVersion {
		return nil
	}
	row, err := s.plant(ctx, tx, scope, d, planted)
	if err != nil {
		return err
	}
	planted.Seed, planted.Digest = selfSeedVersion, row.Digest
	_, err = tx.NewInsert().Model(&planted).On("CONFLICT (project, name) DO UPDATE").Set("seed = EXCLUDED.seed").
		Set("digest = EXCLUDED.digest").Returning("NULL").Exec(ctx)
	if err != nil {
		return fmt.Errorf("write seed: %w", err)
	}
	return nil
}

// plant creates the dashboard the first time; later it replaces the one that it
// planted, if that is still there as it was.
func (s *Service) plant(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, d *perses.Document, planted seedRow,
) (Row, error) {
	save := Save{action: audit.DashboardSeed, Message: "Comes with Dashkeep", exact: true}
	if planted.Seed == 0 {
		return s.createIn(ctx, tx, scope, d, save)
	}
	row, err := findDashboard(ctx, tx, scope, d.Name(), true)
	if apperror.Is(err, apperror.NotFound) {
		return Row{Digest: planted.Digest}, nil
	}
	if err != nil || row.ArchivedAt != nil || row.Digest != planted.Digest {
		return Row{Digest: planted.Digest}, err
	}
	return s.updateIn(ctx, tx, scope, row, d, save)
}
