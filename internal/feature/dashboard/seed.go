package dashboard

import (
	"context"
	"database/sql"
	_ "embed" // the seeds are files
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// selfSeed is the dashboard of Dashkeep itself; selfSeedVersion goes up whenever
// the file changes.
//
//go:embed seed/dashkeep.json
var selfSeed []byte

const (
	selfSeedVersion = 2
	// EmbeddedName is the name of the global datasource inside the binary.
	EmbeddedName = "embedded"
)

// seedRow is a row of the table dashboard_seed.
type seedRow struct {
	bun.BaseModel `bun:"table:dashboard_seed"`

	Project string `bun:"project,pk"`
	Name    string `bun:"name,pk"`
	Seed    int    `bun:"seed"`
	Digest  string `bun:"digest"`
}

// SeedEmbedded makes sure that the global datasource of the embedded Prometheus
// exists. It is the default one unless another is. An existing one is left alone
// but for the scrape interval, which the settings say: steps and rates reckon with it.
func (s *Service) SeedEmbedded(ctx context.Context, scrapeInterval time.Duration) error {
	scope := access.System("", "seed")
	known, err := s.Resource(ctx, scope, perses.GlobalDatasource, EmbeddedName)
	if err == nil {
		return s.keepPace(ctx, scope, known, scrapeInterval)
	}
	if !apperror.Is(err, apperror.NotFound) {
		return err
	}
	isDefault := true
	others, err := s.Resources(ctx, scope, perses.GlobalDatasource,
		ResourceFilter{PluginKind: "PrometheusDatasource", Default: &isDefault})
	if err != nil {
		return err
	}
	_, err = s.CreateResource(ctx, scope, perses.GlobalDatasource, embeddedDatasource(len(others) == 0,
		scrapeInterval))
	if apperror.Is(err, apperror.Conflict) {
		return nil // another replica was faster
	}
	return err
}

// keepPace writes the scrape interval into the datasource when it is another one.
func (s *Service) keepPace(ctx context.Context, scope access.Scope, known Resource, interval time.Duration) error {
	text, err := jsonstrict.JSON(known.Document, perses.Limits())
	if err != nil {
		return fmt.Errorf("read datasource %s: %w", known.Name, err)
	}
	spec := text.Get("spec", "plugin", "spec")
	if spec == nil || spec.Get("scrapeInterval").Text() == paceWords(interval) {
		return nil
	}
	spec.Set("scrapeInterval", jsonstrict.NewString(paceWords(interval)))
	_, err = s.UpdateResource(ctx, scope, perses.GlobalDatasource, known.Name, text.JSON())
	return err
}

// paceWords is an interval as Perses writes it, in whole seconds.
func paceWords(interval time.Duration) string {
	return fmt.Sprintf("%ds", max(1, int(interval.Seconds())))
}

func embeddedDatasource(isDefault bool, scrapeInterval time.Duration) []byte {
	member := func(key string, value *jsonstrict.Value) jsonstrict.Member {
		return jsonstrict.Member{Key: key, Value: value}
	}
	text := jsonstrict.NewString
	plugin := jsonstrict.NewObject(member("kind", text("PrometheusDatasource")), member("spec", jsonstrict.NewObject(
		member("scrapeInterval", text(paceWords(scrapeInterval))))))
	spec := jsonstrict.NewObject(
		member("default", jsonstrict.NewBool(isDefault)),
		member("display", jsonstrict.NewObject(member("name", text("Embedded Prometheus")),
			member("description",
				text("The Prometheus inside Dashkeep. It watches Dashkeep itself and the targets from the settings.")))),
		member("plugin", plugin), member("dashkeep", jsonstrict.NewObject(member("embedded",
			jsonstrict.NewBool(true)))))
	return jsonstrict.NewObject(member("kind", text(string(perses.GlobalDatasource))),
		member("metadata", jsonstrict.NewObject(member("name", text(EmbeddedName)))), member("spec", spec)).JSON()
}

// giveWay lets another global datasource be the default one in place of the
// embedded one, which nobody chose: it came with the program.
func giveWay(ctx context.Context, tx *sqldb.Tx, scope access.Scope, row resourceRow) error {
	d, err := perses.Read(row.Document)
	if err != nil {
		return fmt.Errorf("read datasource %s: %w", row.Name, err)
	}
	d.Root().Get("spec").Set("default", jsonstrict.NewBool(false))
	row.IsDefault, row.Version = false, row.Version+1
	d.Stamp(perses.Stamp{Name: row.Name, Version: row.Version, CreatedAt: row.CreatedAt.Time, UpdatedAt: tx.Now()})
	row.Document, row.UpdatedAt, row.UpdatedBy = sqldb.JSON(d.JSON()), sqldb.At(tx.Now()), scope.Principal().Login
	if err := storeResource(ctx, tx, perses.GlobalDatasource, row, secretValues{}, false); err != nil {
		return err
	}
	return recordResource(ctx, tx, scope, perses.GlobalDatasource, row, nil, "update")
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
	return s.tell(ctx, tx, scope, d.Name())
}

// plant creates the dashboard the first time; later it replaces the one that it
// planted, if that is still there as it was.
func (s *Service) plant(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, d *perses.Document, planted seedRow,
) (dashboardRow, error) {
	save := Save{change: "seed", Message: "Comes with Dashkeep", exact: true}
	if planted.Seed == 0 {
		return s.createIn(ctx, tx, scope, d, save)
	}
	row, err := findDashboard(ctx, tx, scope, d.Name(), true)
	if apperror.Is(err, apperror.NotFound) {
		return dashboardRow{Digest: planted.Digest}, nil
	}
	if err != nil || row.ArchivedAt != nil || row.Digest != planted.Digest {
		return dashboardRow{Digest: planted.Digest}, err
	}
	return s.updateIn(ctx, tx, scope, row, d, save)
}
