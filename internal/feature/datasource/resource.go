package datasource

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Resource is one datasource, variable or secret. Project is empty for a global
// one. The document of a secret never holds its values.
type Resource struct {
	Kind          perses.Kind
	Project, Name string
	Version       int64
	Document      json.RawMessage
	// Warnings are what deserves a look in what was just saved.
	Warnings []apperror.Field
}

// resourceProject is the project that a scope may read or write resources of a
// kind in. The global kinds need a scope without a project, so that the right to
// manage one project's datasources never reaches the global ones.
func resourceProject(scope access.Scope, kind perses.Kind) (string, error) {
	if !kind.Global() {
		return projectOf(scope)
	}
	if !scope.Granted() || scope.Project() != "" {
		return "", apperror.New(apperror.Internal, "The global resources were not granted")
	}
	return "", nil
}

// mayManage is asked again at every change, whatever the route asked for.
func mayManage(scope access.Scope, kind perses.Kind) (string, error) {
	project, err := resourceProject(scope, kind)
	if err != nil {
		return "", err
	}
	needed := access.DatasourceManage
	if kind.Global() {
		needed = access.AdminDatasources
	}
	if !scope.Allows(needed) {
		return "", apperror.New(apperror.Forbidden, "This needs the right to manage datasources").WithDetail("needs",
			string(needed))
	}
	return project, nil
}

// checkResource reads and checks the document of a resource, and gives the warnings of
// a good one.
func (s *Service) checkResource(
	kind perses.Kind, project string, text []byte,
) (*perses.Document, []apperror.Field, error) {
	d, err := perses.Read(text)
	if err != nil {
		return nil, nil, err
	}
	warnings, err := s.Check(kind, project, d)
	if err != nil {
		return nil, nil, err
	}
	d.FoldNames()
	return d, warnings, nil
}

// Check checks the document of a datasource, a variable or a secret without saving it,
// and gives the warnings of a good one. Kinds of error: invalid.
func (s *Service) Check(kind perses.Kind, project string, d *perses.Document) ([]apperror.Field, error) {
	var findings schema.Findings
	switch kind {
	case perses.Datasource, perses.GlobalDatasource:
		findings = s.checker.Datasource(d, kind)
	case perses.Variable, perses.GlobalVariable:
		findings = s.checker.Variable(d, kind)
	default:
		findings = s.checker.Secret(d, kind)
	}
	if named := d.Project(); named != "" && asset.FoldName(named) != project {
		findings.Fault("metadata.project", "must be the project of the address")
	}
	return findings.Warnings, findings.Err()
}

// CreateResource saves a new datasource, variable or secret. Kinds of error:
// invalid, conflict, too_large.
func (s *Service) CreateResource(
	ctx context.Context, scope access.Scope, kind perses.Kind, text []byte,
) (Resource, error) {
	return s.saveResource(ctx, scope, kind, "", text)
}

// UpdateResource replaces a datasource, variable or secret. Values of a secret
// that are left out or masked stay as they were. Kinds of error: invalid,
// not_found, conflict, too_large.
func (s *Service) UpdateResource(
	ctx context.Context, scope access.Scope, kind perses.Kind, name string, text []byte,
) (Resource, error) {
	return s.saveResource(ctx, scope, kind, name, text)
}

// saveResource creates when name is empty.
func (s *Service) saveResource(
	ctx context.Context, scope access.Scope, kind perses.Kind, name string, text []byte,
) (Resource, error) {
	project, err := mayManage(scope, kind)
	if err != nil {
		return Resource{}, err
	}
	d, warnings, err := s.checkResource(kind, project, text)
	if err != nil {
		return Resource{}, err
	}
	if name != "" && d.Name() != asset.FoldName(name) {
		return Resource{}, apperror.InvalidField("metadata.name", "must be the name of the address")
	}
	var saved resourceRow
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := s.startResource(ctx, tx, kind, project, name, d.Name())
		if err != nil {
			return err
		}
		saved, err = s.writeResource(ctx, tx, scope, kind, row, d, name == "")
		return err
	})
	resource := saved.resource(kind).veiled(scope)
	resource.Warnings = warnings
	return resource, err
}

// startResource gives the row that is replaced, or a new one. Kinds of error:
// not_found, conflict.
func (s *Service) startResource(
	ctx context.Context, tx *sqldb.Tx, kind perses.Kind, project, name, newName string,
) (resourceRow, error) {
	if name != "" {
		row, err := findResource(ctx, tx, kind, project, name, true)
		row.Version++
		return row, err
	}
	// A name that is taken is told before anything else: on a conflict, and on that
	// only, clients of Perses go on with a change.
	if _, err := findResource(ctx, tx, kind, project, newName, false); err == nil {
		return resourceRow{}, alreadyExists(resourceName(kind), newName)
	} else if !apperror.Is(err, apperror.NotFound) {
		return resourceRow{}, err
	}
	id, err := newID()
	return resourceRow{ID: id, Project: project, Name: newName, CreatedAt: sqldb.At(tx.Now())}, err
}

func (s *Service) writeResource(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, kind perses.Kind, row resourceRow,
	d *perses.Document, isNew bool,
) (resourceRow, error) {
	public, values, before := d, secretValues{}, []byte(row.Document)
	var err error
	switch kind {
	case perses.Datasource, perses.GlobalDatasource:
		row.Kind, row.IsDefault = d.PluginKind(), d.Root().Get("spec", "default").Truth()
		if err = checkDatasource(ctx, tx, scope, row, d); err == nil {
			err = s.sealResource(row, d)
		}
	case perses.Secret, perses.GlobalSecret:
		public, values, err = s.sealSecret(ctx, tx, scope, row, d, isNew)
	default:
		row.Kind = d.Root().Get("spec", "kind").Text()
	}
	if err != nil {
		return row, err
	}
	public.Stamp(perses.Stamp{
		Name: row.Name, Project: row.Project, Version: row.Version, CreatedAt: row.CreatedAt.Time, UpdatedAt: tx.Now(),
	})
	row.Document, row.UpdatedAt, row.UpdatedBy = sqldb.JSON(public.JSON()), sqldb.At(tx.Now()), scope.Principal().Login
	if err := storeResource(ctx, tx, kind, row, values, isNew); err != nil {
		return row, err
	}
	action := actionsOf(kind).update
	if isNew {
		action = actionsOf(kind).create
	}
	return row, recordResource(ctx, tx, scope, kind, row, before, action)
}

// resourceName is the kind as people read it.
func resourceName(kind perses.Kind) string { return strings.ReplaceAll(resourceWord(kind), "_", " ") }

func resourceWord(kind perses.Kind) string {
	return map[perses.Kind]string{
		perses.Datasource: "datasource", perses.GlobalDatasource: "global_datasource",
		perses.Variable: "variable", perses.GlobalVariable: "global_variable",
		perses.Secret: "secret", perses.GlobalSecret: "global_secret",
	}[kind]
}

// Resource reads one datasource, variable or secret. Kinds of error: not_found.
func (s *Service) Resource(ctx context.Context, scope access.Scope, kind perses.Kind, name string) (Resource, error) {
	project, err := resourceProject(scope, kind)
	if err != nil {
		return Resource{}, err
	}
	row, err := findResource(ctx, s.db.Read(), kind, project, name, false)
	return row.resource(kind).veiled(scope), err
}

// ResourceFilter narrows a list of resources. The zero ResourceFilter is all.
type ResourceFilter struct {
	NamePrefix string
	// PluginKind is the kind of a datasource; empty for any.
	PluginKind string
	// Default tells default datasources from others; nil for both.
	Default *bool
}

// Resources lists datasources, variables or secrets by name, at most 1000.
func (s *Service) Resources(
	ctx context.Context, scope access.Scope, kind perses.Kind, filter ResourceFilter,
) ([]Resource, error) {
	project, err := resourceProject(scope, kind)
	if err != nil {
		return nil, err
	}
	rows, err := listResources(ctx, s.db.Read(), kind, project, filter)
	if err != nil {
		return nil, err
	}
	resources := make([]Resource, 0, len(rows))
	for _, row := range rows {
		resources = append(resources, row.resource(kind).veiled(scope))
	}
	return resources, nil
}

// DeleteResource deletes a datasource, variable or secret. A datasource that
// dashboards use, and a secret that datasources use, stays unless force is set.
// Kinds of error: not_found, conflict.
func (s *Service) DeleteResource(
	ctx context.Context, scope access.Scope, kind perses.Kind, name string, force bool,
) error {
	project, err := mayManage(scope, kind)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := findResource(ctx, tx, kind, project, name, true)
		if err != nil {
			return err
		}
		if !force {
			if err := s.refuseWhileUsed(ctx, tx, kind, row); err != nil {
				return err
			}
		}
		if err := removeResource(ctx, tx, kind, row); err != nil {
			return err
		}
		return recordResource(ctx, tx, scope, kind, row, nil, actionsOf(kind).remove)
	})
}

// Managed is the stored document of a datasource, for whoever may manage it. Kinds of
// error: not_found, forbidden.
func (s *Service) Managed(ctx context.Context, scope access.Scope, kind perses.Kind, name string) (*perses.Document, error) {
	project, err := mayManage(scope, kind)
	if err != nil {
		return nil, err
	}
	return s.stored(ctx, kind, project, name)
}

// Nearest is the stored document of the datasource that a project means by a name: its
// own, else the global one. Kinds of error: not_found.
func (s *Service) Nearest(ctx context.Context, scope access.Scope, name string) (*perses.Document, error) {
	project, err := projectOf(scope)
	if err != nil {
		return nil, err
	}
	d, err := s.stored(ctx, perses.Datasource, project, name)
	if apperror.Is(err, apperror.NotFound) {
		return s.stored(ctx, perses.GlobalDatasource, "", name)
	}
	return d, err
}

func (s *Service) stored(ctx context.Context, kind perses.Kind, project, name string) (*perses.Document, error) {
	row, err := findResource(ctx, s.db.Read(), kind, project, name, false)
	if err != nil {
		return nil, err
	}
	d, err := perses.Read(row.Document)
	if err != nil {
		return nil, fmt.Errorf("read the stored datasource: %w", err)
	}
	return d, nil
}
