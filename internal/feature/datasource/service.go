package datasource

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Sealer encrypts values for one row.
type Sealer interface {
	Seal(plain []byte, row string) ([]byte, error)
	Open(sealed []byte, row string) ([]byte, error)
}

// Dashboards are those that ask datasources and bring some of their own.
type Dashboards interface {
	// Asking names the dashboards that ask a datasource by its kind and name, as
	// project/name when the project is empty, at most 100 of them, and counts all. Those
	// of some projects do not count, nor those in the bin.
	Asking(ctx context.Context, db bun.IDB, project, kind, name string, except []string) ([]string, int64, error)
	// Sending names the dashboards of a project whose own datasources name a secret.
	Sending(ctx context.Context, db bun.IDB, project, secret string) ([]string, error)
	// EachLatest visits the latest document of every dashboard.
	EachLatest(ctx context.Context, tx *sqldb.Tx, visit func(project string, d *perses.Document) error) error
	// Rewrite changes the documents of dashboards, of earlier versions too, whose text
	// holds a word, and counts those that were changed.
	Rewrite(
		ctx context.Context, tx *sqldb.Tx, holding string,
		change func(project string, d *perses.Document) (changed bool, err error),
	) (int, error)
}

// Parts are what a Service is made of. All are required.
type Parts struct {
	DB         *sqldb.DB
	Sealer     Sealer
	Log        *slog.Logger
	Dashboards Dashboards
}

// Service is every use case of datasources, variables and secrets.
type Service struct {
	db         *sqldb.DB
	sealer     Sealer
	log        *slog.Logger
	dashboards Dashboards
	checker    *schema.Checker
}

// New makes the service.
func New(parts Parts) (*Service, error) {
	if parts.DB == nil || parts.Sealer == nil || parts.Log == nil || parts.Dashboards == nil {
		return nil, errors.New("datasource: a required part is missing")
	}
	return &Service{
		db: parts.DB, sealer: parts.Sealer, log: parts.Log, dashboards: parts.Dashboards, checker: schema.NewChecker(),
	}, nil
}

func projectOf(scope access.Scope) (string, error) {
	if !scope.Granted() || scope.Project() == "" {
		return "", apperror.New(apperror.Internal, "No project was granted")
	}
	return scope.Project(), nil
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make id: %w", err)
	}
	return id.String(), nil
}

func notFound(what string) error {
	return apperror.New(apperror.NotFound, "There is no such %s", what)
}

func alreadyExists(what, name string) error {
	return apperror.New(apperror.Conflict, "There is already a %s named %s", what, name).WithCode("already_exists")
}

// PurgeProject deletes everything of a project, in the transaction that deletes the
// project.
func (s *Service) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	for _, table := range []any{(*datasourceRow)(nil), (*variableRow)(nil), (*secretRow)(nil), (*keptRow)(nil)} {
		if _, err := tx.NewDelete().Model(table).Where("project = ?", project).Exec(ctx); err != nil {
			return fmt.Errorf("delete the datasources of the project: %w", err)
		}
	}
	return nil
}
