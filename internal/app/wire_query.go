package app

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/platform/promstore"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// datasources finds the query path's datasources among those of projects, the global
// ones, and those that dashboards bring.
type datasources struct {
	sources    *datasource.Service
	dashboards *dashboard.Service
}

// Resolve finds a datasource.
func (d datasources) Resolve(ctx context.Context, scope access.Scope, ref query.Ref) (query.Datasource, error) {
	source, err := d.find(ctx, scope, ref)
	if err != nil {
		return query.Datasource{}, err
	}
	return datasourceOf(source), nil
}

func (d datasources) find(ctx context.Context, scope access.Scope, ref query.Ref) (datasource.Source, error) {
	if ref.Global {
		return d.sources.ResolveGlobal(ctx, access.System("", "query", access.SignedIn), ref.Name)
	}
	if ref.Dashboard == "" {
		return d.sources.Resolve(ctx, scope, "", ref.Name)
	}
	document, version, err := d.dashboards.Document(ctx, scope, ref.Dashboard)
	if err != nil {
		return datasource.Source{}, err
	}
	return d.sources.ResolveOwn(ctx, scope, document, version, ref.Name)
}

func datasourceOf(source datasource.Source) query.Datasource {
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
