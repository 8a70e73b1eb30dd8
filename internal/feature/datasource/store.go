package datasource

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// resourceRow is what the rows of datasource, variable and secret have in common.
type resourceRow struct {
	ID        string     `bun:"id,pk"`
	Project   string     `bun:"project"`
	Name      string     `bun:"name"`
	Kind      string     `bun:"kind"`
	Document  sqldb.JSON `bun:"document"`
	Version   int64      `bun:"version"`
	CreatedAt sqldb.Time `bun:"created_at"`
	UpdatedAt sqldb.Time `bun:"updated_at"`
	UpdatedBy string     `bun:"updated_by"`
	IsDefault bool       `bun:"-"`
}

type datasourceRow struct {
	bun.BaseModel `bun:"table:datasource,alias:r"`
	resourceRow
	Default bool `bun:"is_default"`
}

type variableRow struct {
	bun.BaseModel `bun:"table:variable,alias:r"`
	resourceRow
}

type secretRow struct {
	bun.BaseModel `bun:"table:secret,alias:r"`
	resourceRow
	secretValues
}

// secretValues are the values of a secret, encrypted, and the id of the user who
// gave all that are hidden.
type secretValues struct {
	Sealed    []byte `bun:"sealed"`
	EnteredBy string `bun:"entered_by"`
}

func (r resourceRow) resource(kind perses.Kind) Resource {
	return Resource{
		Kind: kind, Project: r.Project, Name: r.Name, Version: r.Version,
		Document: json.RawMessage(r.Document),
	}
}

// modelOf is the row of a kind's table.
func modelOf(kind perses.Kind, row resourceRow, values secretValues) any {
	switch kind {
	case perses.Datasource, perses.GlobalDatasource:
		return &datasourceRow{resourceRow: row, Default: row.IsDefault}
	case perses.Variable, perses.GlobalVariable:
		return &variableRow{resourceRow: row}
	default:
		return &secretRow{resourceRow: row, secretValues: values}
	}
}

func resourceColumns() []string {
	return []string{
		"r.id", "r.project", "r.name", "r.kind", "r.document", "r.version", "r.created_at", "r.updated_at", "r.updated_by",
	}
}

func findResource(
	ctx context.Context, db bun.IDB, kind perses.Kind, project, name string, lock bool,
) (resourceRow, error) {
	var row resourceRow
	query := db.NewSelect().Model(modelOf(kind, row, secretValues{})).Column(resourceColumns()...).
		Where("r.project = ?", project)
	query = named(query, name)
	if tx, inTx := db.(*sqldb.Tx); lock && inTx && tx.Engine() == sqldb.PostgreSQL {
		query = query.For("UPDATE")
	}
	err := query.Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return resourceRow{}, notFound(resourceName(kind))
	}
	if err != nil {
		return resourceRow{}, fmt.Errorf("read %s: %w", resourceWord(kind), err)
	}
	return row, nil
}

// named looks for a name in the form in which names are kept. A name from before
// there was one form, which another one keeps from getting it, is found as it is
// written.
func named(query *bun.SelectQuery, name string) *bun.SelectQuery {
	return query.Where("r.name IN (?, ?)", name, asset.FoldName(name)).
		OrderExpr("CASE WHEN r.name = ? THEN 0 ELSE 1 END", name).Limit(1)
}

// mostResources bounds a list of resources.
const mostResources = 1000

func listResources(
	ctx context.Context, db bun.IDB, kind perses.Kind, project string, filter ResourceFilter,
) ([]resourceRow, error) {
	query := db.NewSelect().Model(modelOf(kind, resourceRow{}, secretValues{})).Column(resourceColumns()...).
		Where("r.project = ?", project).OrderExpr("r.name").Limit(mostResources)
	if filter.NamePrefix != "" {
		query = query.Where(`r.name LIKE ? ESCAPE '\'`, sqldb.EscapeLike(asset.FoldName(filter.NamePrefix))+"%")
	}
	if filter.PluginKind != "" {
		query = query.Where("r.kind = ?", filter.PluginKind)
	}
	if filter.Default != nil {
		query = query.Where("r.is_default = ?", *filter.Default)
	}
	var rows []resourceRow
	if err := query.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("list %s: %w", resourceWord(kind), err)
	}
	return rows, nil
}

func storeResource(
	ctx context.Context, tx *sqldb.Tx, kind perses.Kind, row resourceRow, values secretValues, isNew bool,
) error {
	model := modelOf(kind, row, values)
	var err error
	if isNew {
		_, err = tx.NewInsert().Model(model).Returning("NULL").Exec(ctx)
	} else {
		_, err = tx.NewUpdate().Model(model).ExcludeColumn("id", "project", "name", "created_at").WherePK().Exec(ctx)
	}
	if sqldb.IsUniqueViolation(err) {
		return alreadyExists(resourceName(kind), row.Name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", resourceWord(kind), err)
	}
	return nil
}

func removeResource(ctx context.Context, tx *sqldb.Tx, kind perses.Kind, row resourceRow) error {
	if _, err := tx.NewDelete().Model(modelOf(kind, row, secretValues{})).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("delete %s: %w", resourceWord(kind), err)
	}
	return nil
}

// Kinds tells the datasources that a project may use, by name: its own and the global
// ones that none of its own hides.
func (s *Service) Kinds(ctx context.Context, db bun.IDB, scope access.Scope) (map[string]string, error) {
	project, err := projectOf(scope)
	if err != nil {
		return nil, err
	}
	var rows []resourceRow
	err = db.NewSelect().Model((*datasourceRow)(nil)).Column("r.project", "r.name", "r.kind").
		Where("r.project IN (?, '')", project).OrderExpr("r.project, r.name").Limit(2*mostResources).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list datasources: %w", err)
	}
	kinds := map[string]string{}
	for _, row := range rows {
		kinds[row.Name] = row.Kind // global ones come first
	}
	return kinds, nil
}

func secretExists(ctx context.Context, db bun.IDB, project, name string) (bool, error) {
	exists, err := db.NewSelect().Model((*secretRow)(nil)).Where("r.project = ?", project).
		Where("r.name IN (?, ?)", name, asset.FoldName(name)).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for secret: %w", err)
	}
	return exists, nil
}

// checkDatasource makes sure that the secret that a datasource names is of the
// same project and does not go where nobody who knows it sent it, and that it is
// the only default one of its kind.
func checkDatasource(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row resourceRow, d *perses.Document,
) error {
	if name := perses.SecretOf(d.Root().Get("spec")); name != "" {
		exists, err := secretExists(ctx, tx, row.Project, name)
		if err != nil {
			return err
		}
		if !exists {
			return apperror.InvalidField(secretPath, "there is no such secret here").WithCode("invalid_document")
		}
		if err := refuseMoved(ctx, tx, scope, row, d); err != nil {
			return err
		}
	}
	if !row.IsDefault {
		return nil
	}
	var other resourceRow
	err := tx.NewSelect().Model((*datasourceRow)(nil)).Column(resourceColumns()...).Where("r.project = ?", row.Project).
		Where("r.kind = ?", row.Kind).Where("r.is_default = ?", true).Where("r.id <> ?", row.ID).Limit(1).Scan(ctx,
		&other)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for the default datasource: %w", err)
	}
	if other.Project == "" && other.Name == EmbeddedName {
		return giveWay(ctx, tx, scope, other)
	}
	return apperror.InvalidField("spec.default", "%s is already the default datasource of this kind", other.Name).
		WithCode("invalid_document")
}

// goesTo reports whether a datasource of the project sends a secret to a server.
func goesTo(ctx context.Context, db bun.IDB, project, name, origin string) (bool, error) {
	kind := perses.Datasource
	if project == "" {
		kind = perses.GlobalDatasource
	}
	rows, err := listResources(ctx, db, kind, project, ResourceFilter{})
	if err != nil {
		return false, err
	}
	for _, row := range rows {
		d, err := perses.Read(row.Document)
		if err != nil {
			return false, fmt.Errorf("read the stored datasource: %w", err)
		}
		if spec := d.Root().Get("spec"); perses.SecretOf(spec) == name && perses.OriginOf(spec) == origin {
			return true, nil
		}
	}
	return false, nil
}

// enteredBy is the id of the user who gave a secret's values; empty when nobody
// is known to know them all.
func enteredBy(ctx context.Context, db bun.IDB, project, name string) (string, error) {
	var user string
	query := db.NewSelect().Model((*secretRow)(nil)).Column("r.entered_by").Where("r.project = ?", project)
	err := named(query, name).Scan(ctx, &user)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("look who entered the secret: %w", err)
	}
	return user, nil
}
