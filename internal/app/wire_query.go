package app

import (
	"context"
	"log/slog"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/platform/promstore"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// datasources finds the query path's datasources among those of projects, the global
// ones, and those that dashboards bring.
type datasources struct {
	sources    *datasource.Service
	dashboards *dashboard.Service
}

// Resolve finds a datasource by name.
func (d datasources) Resolve(ctx context.Context, scope access.Scope, name string, global bool) (query.Datasource, error) {
	find := func() (datasource.Source, error) {
		if global {
			return d.sources.ResolveGlobal(ctx, access.System("", "query", access.SignedIn), name)
		}
		if board, own, found := strings.Cut(name, "/"); found {
			document, version, err := d.dashboards.Document(ctx, scope, board)
			if err != nil {
				return datasource.Source{}, err
			}
			return d.sources.ResolveOwn(ctx, scope, document, version, own)
		}
		return d.sources.Resolve(ctx, scope, "", name)
	}
	source, err := find()
	if err != nil {
		return query.Datasource{}, err
	}
	return datasourceOf(scope, source), nil
}

func datasourceOf(scope access.Scope, source datasource.Source) query.Datasource {
	found := query.Datasource{
		Project: source.Project, Name: source.Name, Kind: query.Prometheus, URL: source.URL,
		TenantLabel: source.TenantLabel, Namespaces: source.Namespaces, ScrapeInterval: source.ScrapeInterval,
		Open: source.Open, Kept: source.Kept,
	}
	for _, shared := range source.Shared {
		found.Shared = append(found.Shared, query.SharedServer(shared))
	}
	if source.Kind == datasource.EmbeddedSource {
		found.Kind = query.Embedded
	}
	found.Login = upstream.Login{Headers: source.Headers}
	if held := source.Credentials; held != nil {
		found.Login = upstream.Login{
			Headers: source.Headers, Username: held.Username, Password: held.Password, Scheme: held.AuthorizationType,
			Token: held.Authorization, CA: held.CA, Certificate: held.ClientCertificate, Key: held.ClientKey,
		}
		found.TLS = upstream.TLS{ServerName: held.ServerName, InsecureSkipVerify: held.InsecureSkipVerify}
	}
	if found.TenantLabel != "" && len(found.Namespaces) == 0 && scope.Project() == "" {
		// Asked for without a project: everything that the asker's projects may see.
		for project := range scope.Principal().Roles {
			found.Namespaces = append(found.Namespaces, project)
		}
	}
	return found
}

func (p *program) wireQuery() error {
	service, err := query.New(query.Config{
		Datasources: datasources{p.features.datasource, p.features.dashboard}, Embedded: p.metrics.Handler(),
		Guard: p.guard, Clock: p.clock, Log: p.log.With(slog.String("part", "query")), Registry: p.registry,
		Limits: query.Limits{
			Timeout: p.settings.QueryTimeout, LookBack: p.settings.QueryLookback, Series: p.settings.QuerySeries,
		},
	})
	if err != nil {
		return err
	}
	p.features.query = service
	p.features.handlers.probeHTTP = query.NewProbeHTTP(service)
	p.onClose(func(context.Context) error { service.Close(); return nil })
	return nil
}

// querier asks the metrics path for checks.
type querier struct{ queries *query.Service }

// Query answers one question of a check.
func (q querier) Query(ctx context.Context, scope access.Scope, asked validation.Query) (validation.Answer, error) {
	ask := query.Ask{
		Endpoint: query.RangeQuery, Query: asked.Expression, Start: asked.Start, End: asked.End, Step: asked.Step,
	}
	if asked.Step == 0 && asked.Start.Equal(asked.End) {
		ask = query.Ask{Endpoint: query.InstantQuery, Query: asked.Expression, Time: asked.End}
	}
	answer, err := q.queries.Ask(ctx, scope, sourceName(asked.Dashboard, asked.Datasource), false, ask)
	return validation.Answer{Body: answer.Plain}, err
}

// sourceName is how the metrics path names a datasource, or one of a dashboard's own.
func sourceName(dashboard, name string) string {
	if dashboard == "" {
		return name
	}
	return dashboard + "/" + name
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
