package imports

import (
	"context"
	"errors"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Format is the form of a text.
type Format string

// The formats that are imported.
const (
	FormatPerses  Format = "perses"
	FormatGrafana Format = "grafana"
)

// Datasources are those that imported dashboards will ask.
type Datasources interface {
	// Kinds tells the datasources that a project may use, by name; Default names the
	// one that stands for a kind; empty when there is none.
	Kinds(ctx context.Context, db bun.IDB, scope access.Scope) (map[string]string, error)
	Default(ctx context.Context, scope access.Scope, kind string) (string, error)
}

// Parts are what an Importer is made of. All are required.
type Parts struct {
	DB          *sqldb.DB
	Dashboards  *dashboard.Service
	Datasources Datasources
}

// Importer makes dashboards of documents of another making.
type Importer struct {
	db          *sqldb.DB
	dashboards  *dashboard.Service
	datasources Datasources
	checker     *schema.Checker
}

// New makes the importer.
func New(parts Parts) (*Importer, error) {
	if parts.DB == nil || parts.Dashboards == nil || parts.Datasources == nil {
		return nil, errors.New("imports: a required part is missing")
	}
	return &Importer{
		db: parts.DB, dashboards: parts.Dashboards, datasources: parts.Datasources, checker: schema.NewChecker(),
	}, nil
}
