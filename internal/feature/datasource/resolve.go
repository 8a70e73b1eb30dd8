package datasource

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// SourceKind tells how a datasource is reached.
type SourceKind string

// The kinds of sources.
const (
	EmbeddedSource   SourceKind = "embedded"
	PrometheusSource SourceKind = "prometheus"
)

// Source is a datasource as the query path needs it.
type Source struct {
	// ID names this datasource and Version this state of it, for caches.
	ID      string
	Version int64
	// Project is empty for a global datasource.
	Project, Name string
	Kind          SourceKind
	// URL is the base of the server; empty for the embedded one.
	URL     string
	Headers map[string]string
	// Credentials is nil without a secret.
	Credentials *Credentials
	// TenantLabel is the label that every selector gets; empty when the source is
	// not scoped to tenants.
	TenantLabel string
	// Namespaces are the label's values that the asking project may see: what the
	// datasource says, or the project's own name.
	Namespaces []string
	// Shared are the servers that global datasources share out by a label, with what
	// the asking project may see of each; Open those of which everybody may see all.
	// Both are told of a project's own datasources, whose connections may lead there
	// by another name.
	Shared []SharedServer
	Open   []netguard.Server
	// Kept is true for a project's own datasource that leads to a server that the
	// project asked before projects had a list of destinations.
	Kept bool
	// ScrapeInterval is the least useful step; zero when unknown.
	ScrapeInterval time.Duration
}

// SharedServer is a server that several projects share.
type SharedServer struct {
	Server      netguard.Server
	TenantLabel string
	Namespaces  []string
}

// Resolve finds the datasource that a query names: of the project, else a global
// one. An empty name is the default one of the kind; an empty kind is Prometheus.
// Kinds of error: not_found, unavailable for a kind that can't be asked.
func (s *Service) Resolve(ctx context.Context, scope access.Scope, kind, name string) (Source, error) {
	project, err := projectOf(scope)
	if err != nil {
		return Source{}, err
	}
	if kind == "" {
		kind = perses.PrometheusDatasource
	}
	for _, home := range []string{project, ""} {
		row, err := s.candidate(ctx, home, kind, name)
		if apperror.Is(err, apperror.NotFound) {
			continue
		}
		if err != nil {
			return Source{}, err
		}
		return s.source(ctx, row, project)
	}
	return Source{}, notFound("datasource")
}

// Default is the name of the datasource of a kind that a project asks without naming
// one: its own default, else the global one. Empty when there is none.
func (s *Service) Default(ctx context.Context, scope access.Scope, kind string) (string, error) {
	project, err := projectOf(scope)
	if err != nil {
		return "", err
	}
	for _, home := range []string{project, ""} {
		row, err := s.candidate(ctx, home, kind, "")
		if err == nil {
			return row.Name, nil
		}
		if !apperror.Is(err, apperror.NotFound) {
			return "", err
		}
	}
	return "", nil
}

// ResolveGlobal finds a global datasource by name, without a project: its tenant
// label then admits no namespace. Kinds of error: not_found, unavailable.
func (s *Service) ResolveGlobal(ctx context.Context, scope access.Scope, name string) (Source, error) {
	if _, err := resourceProject(scope, perses.GlobalDatasource); err != nil {
		return Source{}, err
	}
	row, err := s.candidate(ctx, "", "", name)
	if err != nil {
		return Source{}, err
	}
	return s.source(ctx, row, "")
}

func (s *Service) candidate(ctx context.Context, home, kind, name string) (resourceRow, error) {
	if name != "" {
		return findResource(ctx, s.db.Read(), perses.Datasource, home, name, false)
	}
	var row resourceRow
	err := s.db.Read().NewSelect().Model((*datasourceRow)(nil)).Column(resourceColumns()...).Where("r.project = ?",
		home).
		Where("r.kind = ?", kind).Where("r.is_default = ?", true).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return resourceRow{}, notFound("datasource")
	}
	if err != nil {
		return resourceRow{}, fmt.Errorf("read the default datasource: %w", err)
	}
	return row, nil
}

func (s *Service) source(ctx context.Context, row resourceRow, asking string) (Source, error) {
	d, err := perses.Read(row.Document)
	if err != nil {
		return Source{}, fmt.Errorf("read the stored datasource: %w", err)
	}
	spec := d.Root().Get("spec")
	if row.Kind != perses.PrometheusDatasource {
		return Source{}, apperror.New(apperror.Unavailable, "The datasource %s is of a kind that Dashkeep can't ask",
			row.Name).
			WithCode("unsupported_datasource")
	}
	source := sourceOf(row, spec, asking)
	if err := s.keepTenant(ctx, &source, spec, asking); err != nil {
		return Source{}, err
	}
	return s.withLogin(ctx, source, spec)
}

// withLogin adds how the server is asked: the headers, and what a secret says.
func (s *Service) withLogin(ctx context.Context, source Source, spec *jsonstrict.Value) (Source, error) {
	var err error
	if source.Headers, err = s.openHeaders(source.Project, spec); err != nil {
		return Source{}, err
	}
	if name := perses.SecretOf(spec); name != "" {
		source.Credentials, err = s.credentials(ctx, source.Project, name)
	}
	return source, err
}

func sourceOf(row resourceRow, spec *jsonstrict.Value, asking string) Source {
	plugin, own := spec.Get("plugin", "spec"), spec.Get("dashkeep")
	source := Source{
		ID: row.ID, Version: row.Version, Project: row.Project, Name: row.Name, Kind: PrometheusSource,
		URL: plugin.Get("directUrl").Text(), TenantLabel: own.Get("tenantLabel").Text(),
	}
	if own.Get("embedded").Truth() {
		source.Kind = EmbeddedSource
	} else if url := plugin.Get("proxy", "spec", "url").Text(); url != "" {
		source.URL = url
	}
	if source.TenantLabel != "" {
		for _, namespace := range own.Get("namespaces").Items() {
			source.Namespaces = append(source.Namespaces, namespace.Text())
		}
		if len(source.Namespaces) == 0 && asking != "" {
			source.Namespaces = []string{asking}
		}
	}
	source.ScrapeInterval, _ = perses.ParseDuration(plugin.Get("scrapeInterval").Text())
	return source
}

// keepTenant limits a project's own datasource that leads to a server which the
// global datasources share out by a tenant label: the project sees there what it
// sees by them, whatever its own datasource says. Here servers are compared by host
// and port as values; the query path compares what they lead to when it connects.
func (s *Service) keepTenant(ctx context.Context, source *Source, spec *jsonstrict.Value, asking string) error {
	if source.Project == "" || source.Kind == EmbeddedSource {
		return nil
	}
	prometheus := ResourceFilter{PluginKind: perses.PrometheusDatasource}
	globals, err := listResources(ctx, s.db.Read(), perses.GlobalDatasource, "", prometheus)
	if err != nil {
		return err
	}
	server := perses.ServerOf(spec)
	var limit *SharedServer
	for _, row := range globals {
		d, err := perses.Read(row.Document)
		if err != nil {
			return fmt.Errorf("read the stored datasource: %w", err)
		}
		global := d.Root().Get("spec")
		is, scoped := perses.ServerOf(global), sourceOf(row, global, asking)
		switch {
		case is == netguard.Server{}: // the embedded one has no address
		case scoped.TenantLabel == "":
			source.Open = append(source.Open, is)
		default:
			source.Shared = append(source.Shared, SharedServer{is, scoped.TenantLabel, scoped.Namespaces})
			if is == server && limit == nil {
				limit = &source.Shared[len(source.Shared)-1]
			}
		}
	}
	if limit != nil && !slices.Contains(source.Open, server) {
		source.TenantLabel, source.Namespaces = limit.TenantLabel, limit.Namespaces
	}
	source.Kept, err = s.isKept(ctx, source.Project, server)
	return err
}

// credentials opens a secret of the same project as the datasource that names it.
func (s *Service) credentials(ctx context.Context, project, name string) (*Credentials, error) {
	var row resourceRow
	var sealed []byte
	query := s.db.Read().NewSelect().Model((*secretRow)(nil)).Column("r.id", "r.project", "r.sealed").
		Where("r.project = ?", project)
	err := named(query, name).Scan(ctx, &row.ID, &row.Project, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, apperror.New(apperror.Unavailable,
			"The secret of the datasource is gone").WithCode("secret_missing")
	}
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	opened, err := s.unseal(row, sealed)
	if err != nil {
		return nil, err
	}
	return credentialsOf(opened.Root().Get("spec")), nil
}

// ResolveOwn finds a datasource that stands in a dashboard's document, of a version.
// Kinds of error: not_found, unavailable for a kind that can't be asked.
func (s *Service) ResolveOwn(
	ctx context.Context, scope access.Scope, d *perses.Document, version int64, name string,
) (Source, error) {
	spec := d.Root().Get("spec", "datasources", name)
	if spec == nil {
		return Source{}, notFound("datasource")
	}
	row := resourceRow{ID: d.Name() + "/" + name, Version: version, Project: scope.Project(), Name: name}
	source := sourceOf(row, spec, scope.Project())
	// Only the administrator's global datasources reach into this process.
	if spec.Get("plugin", "kind").Text() != perses.PrometheusDatasource || source.Kind == EmbeddedSource {
		return Source{}, apperror.New(apperror.Unavailable, "The datasource %s is of a kind that Dashkeep can't ask", name).
			WithCode("unsupported_datasource")
	}
	if err := s.keepTenant(ctx, &source, spec, scope.Project()); err != nil {
		return Source{}, err
	}
	return s.withLogin(ctx, source, spec)
}
