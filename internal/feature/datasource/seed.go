package datasource

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// EmbeddedName is the name of the global datasource inside the binary.
const EmbeddedName = "embedded"

// SeedEmbedded makes sure that the global datasource of the embedded Prometheus
// exists. It is the default one unless another is. An existing one is left alone
// but for the scrape interval, which the settings say: steps and rates reckon with it.
func (s *Service) SeedEmbedded(ctx context.Context, scrapeInterval time.Duration) error {
	scope := access.System("", "seed", access.AdminDatasources)
	known, err := s.Resource(ctx, scope, perses.GlobalDatasource, EmbeddedName)
	if err == nil {
		return s.keepPace(ctx, scope, known, scrapeInterval)
	}
	if !apperror.Is(err, apperror.NotFound) {
		return err
	}
	isDefault := true
	others, err := s.Resources(ctx, scope, perses.GlobalDatasource,
		ResourceFilter{PluginKind: perses.PrometheusDatasource, Default: &isDefault})
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
	d, err := perses.Read(known.Document)
	if err != nil {
		return fmt.Errorf("read datasource %s: %w", known.Name, err)
	}
	spec := d.Root().Get("spec", "plugin", "spec")
	if spec == nil || spec.Get("scrapeInterval").Text() == paceWords(interval) {
		return nil
	}
	spec.Set("scrapeInterval", jsonstrict.NewString(paceWords(interval)))
	_, err = s.UpdateResource(ctx, scope, perses.GlobalDatasource, known.Name, d.JSON())
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
	plugin := jsonstrict.NewObject(member("kind", text(perses.PrometheusDatasource)), member("spec", jsonstrict.NewObject(
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
	return recordResource(ctx, tx, scope, perses.GlobalDatasource, row, nil, audit.GlobalDatasourceUpdate)
}
