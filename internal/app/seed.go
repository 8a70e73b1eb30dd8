package app

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/platform/promstore"
)

// seed makes what a first start shows: the embedded datasource, the dashboard of
// Dashkeep itself, and a policy that checks it.
func (p *program) seed(ctx context.Context) error {
	if err := p.seedDatasources(ctx); err != nil {
		return err
	}
	if err := p.features.dashboard.SeedSelf(ctx, access.System(project.Default, "Dashkeep", access.DashboardWrite)); err != nil {
		return err
	}
	scope := access.System(project.Default, "Dashkeep", access.DashboardRead, access.PolicyManage)
	return p.features.policy.SeedDefault(ctx, scope, environment.Builtin, p.settings.TimeZone)
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

// applyTargets tells the embedded Prometheus what else to scrape.
func (p *program) applyTargets(ctx context.Context) error {
	var targets []promstore.Target
	for _, text := range p.settings.MetricsTargets {
		targets = append(targets, targetOf(text, p.settings.MetricsInterval))
	}
	if len(targets) == 0 {
		return nil
	}
	return p.metrics.Apply(ctx, targets)
}

// targetOf reads host:port or host:port/path.
func targetOf(text string, interval time.Duration) promstore.Target {
	address, path, found := strings.Cut(text, "/")
	target := promstore.Target{Job: address, Address: address, Interval: interval}
	if found {
		target.Path = "/" + path
	}
	return target
}

// keepCeilings makes the ceilings of the settings hold in every project.
func (p *program) keepCeilings(ctx context.Context) error {
	projects, err := p.features.project.Names(ctx)
	if err != nil {
		return err
	}
	return p.features.validation.KeepCeilings(ctx, projects)
}
