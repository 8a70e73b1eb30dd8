package app

import (
	"context"
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
)

func (p *program) wireDatasource() error {
	index := usage.New(p.db)
	service, err := datasource.New(datasource.Parts{
		DB: p.db, Sealer: p.box, Log: p.log.With(slog.String("part", "datasource")), Dashboards: index,
	})
	if err != nil {
		return err
	}
	p.features.datasource = service
	p.features.handlers.datasourceHTTP = datasource.NewHTTP(service)
	p.features.handlers.usageHTTP = usage.NewHTTP(index, service)
	return nil
}

// tellKept lists the servers that projects reach by the administrators' list because
// they did before projects had one. Without entries it opens nothing.
func (p *program) tellKept(ctx context.Context) error {
	if len(p.settings.OutboundAllow) == 0 {
		return nil
	}
	kept, err := p.features.datasource.KeptServers(ctx)
	if err != nil {
		return err
	}
	for _, one := range kept {
		p.log.InfoContext(ctx, "a project's datasource is kept from before and counts by outbound_allow: "+
			"list its server in outbound_allow_projects, or delete it",
			slog.String("project", one.Project), slog.String("server", one.Server))
	}
	return nil
}

// seedDatasources puts names from before into the one form that they have, and makes
// the embedded datasource.
func (p *program) seedDatasources(ctx context.Context) error {
	kept, err := p.features.datasource.FoldNames(ctx)
	if err != nil {
		return err
	}
	for _, name := range kept {
		p.log.LogAttrs(ctx, slog.LevelWarn, "name kept with its capitals: another differs by them only",
			slog.String("name", name))
	}
	p.doubleNames = kept
	return p.features.datasource.SeedEmbedded(ctx, p.settings.MetricsInterval)
}
