package adapter

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// Datasources finds the query path's datasources among those of projects, the global
// ones, and those that dashboards bring.
type Datasources struct {
	Sources    *datasource.Service
	Dashboards *dashboard.Service
}

// Resolve finds a datasource.
func (d Datasources) Resolve(ctx context.Context, scope access.Scope, ref question.Ref) (question.Datasource, error) {
	source, err := d.find(ctx, scope, ref)
	if err != nil {
		return question.Datasource{}, err
	}
	return datasourceOf(source), nil
}

func (d Datasources) find(ctx context.Context, scope access.Scope, ref question.Ref) (datasource.Source, error) {
	if ref.Global {
		return d.Sources.ResolveGlobal(ctx, access.System("", "query", access.SignedIn), ref.Name)
	}
	if ref.Dashboard == "" {
		return d.Sources.Resolve(ctx, scope, "", ref.Name)
	}
	document, version, err := d.Dashboards.Document(ctx, scope, ref.Dashboard)
	if err != nil {
		return datasource.Source{}, err
	}
	return d.Sources.ResolveOwn(ctx, scope, document, version, ref.Name)
}

func datasourceOf(source datasource.Source) question.Datasource {
	found := question.Datasource{
		Project: source.Project, Name: source.Name, Kind: question.Prometheus, URL: source.URL,
		TenantLabel: source.TenantLabel, Namespaces: source.Namespaces, ScrapeInterval: source.ScrapeInterval,
		Open: source.Open, Kept: source.Kept,
	}
	for _, shared := range source.Shared {
		found.Shared = append(found.Shared, question.SharedServer(shared))
	}
	if source.Kind == datasource.EmbeddedSource {
		found.Kind = question.Embedded
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
