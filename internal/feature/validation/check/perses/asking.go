package perses

import (
	"context"
	"encoding/json"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

// Dashboards are the documents of the Perses dashboards.
type Dashboards interface {
	// Load gives one; kind not_found when it is archived or gone.
	Load(ctx context.Context, scope access.Scope, name string) (Document, error)
	// Around gives what the dashboards of the scope's project find around themselves.
	Around(ctx context.Context, scope access.Scope) (Surroundings, error)
}

// Document is a dashboard.
type Document struct {
	// Name is the dashboard's, Version the document's.
	Name    string
	Version int64
	// Body is the Perses document.
	Body []byte
}

// Surroundings are what a dashboard finds around itself. They are shared: nobody changes
// them.
type Surroundings struct {
	// Datasources are the project's and the global ones.
	Datasources []fill.Datasource
	// Variables are the documents of the project's and the global ones, nearest first.
	Variables []json.RawMessage
}

// Querier is the metrics path. An error that is a Refusal says why there is no answer;
// of any other no more is known.
type Querier interface {
	// Query answers in Prometheus' form.
	Query(ctx context.Context, scope access.Scope, q Query) (Answer, error)
	// LabelValues gives the values of a label, sorted or not.
	LabelValues(ctx context.Context, scope access.Scope, q LabelQuery) ([]string, error)
}

// Refusal is an error of the metrics path in the words of checks.
type Refusal struct {
	Failure check.Failure
	// Err is the path's own error, with what may be shown of it.
	Err error
}

// Error is the path's own.
func (r *Refusal) Error() string { return r.Err.Error() }

// Unwrap gives the path's own error.
func (r *Refusal) Unwrap() error { return r.Err }

// Query is one question to a datasource. With an equal start and end and no
// step it is an instant query.
type Query struct {
	// Dashboard is set for a datasource of the dashboard's own.
	Dashboard, Datasource, Expression string
	Start, End                        time.Time
	Step                              time.Duration
}

// LabelQuery asks for the values of a label, or for the names of labels when
// Label is empty, of the series that any of the matchers selects.
type LabelQuery struct {
	// Dashboard is set for a datasource of the dashboard's own.
	Dashboard, Datasource, Label string
	Matchers                     []string
	Start, End                   time.Time
}

// Answer is what came back: a Prometheus answer, whole or only its data.
type Answer struct {
	Body []byte
	// Stale says that the datasource did not answer and an old answer is given.
	Stale bool
}
