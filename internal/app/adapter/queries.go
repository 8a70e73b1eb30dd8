package adapter

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Querier asks the metrics path for checks.
type Querier struct{ Queries *query.Service }

// Query answers one question of a check.
func (q Querier) Query(ctx context.Context, scope access.Scope, asked persescheck.Query) (persescheck.Answer, error) {
	ask := query.Ask{
		Endpoint: query.RangeQuery, Query: asked.Expression, Start: asked.Start, End: asked.End, Step: asked.Step,
	}
	if asked.Step == 0 && asked.Start.Equal(asked.End) {
		ask = query.Ask{Endpoint: query.InstantQuery, Query: asked.Expression, Time: asked.End}
	}
	answer, err := q.Queries.Ask(ctx, scope, refOf(scope, asked.Dashboard, asked.Datasource), ask)
	if err != nil {
		return persescheck.Answer{}, refusal(err)
	}
	return persescheck.Answer{Body: answer.Plain}, nil
}

// LabelValues asks the metrics path for the values of a label.
func (q Querier) LabelValues(ctx context.Context, scope access.Scope, asked persescheck.LabelQuery) ([]string, error) {
	ask := query.Ask{
		Endpoint: query.LabelValues, Label: asked.Label, Matches: asked.Matchers, Start: asked.Start, End: asked.End,
	}
	if asked.Label == "" {
		ask.Endpoint = query.LabelNames
	}
	answer, err := q.Queries.Ask(ctx, scope, refOf(scope, asked.Dashboard, asked.Datasource), ask)
	if err != nil {
		return nil, refusal(err)
	}
	var read struct {
		Data []string `json:"data"`
	}
	if err := json.Unmarshal(answer.Plain, &read); err != nil {
		return nil, err
	}
	return read.Data, nil
}

// refOf names a datasource of a project for the metrics path, or one of a dashboard's own.
func refOf(scope access.Scope, dashboard, name string) query.Ref {
	return query.Ref{Project: scope.Project(), Dashboard: dashboard, Name: name}
}

// refusal says in the words of checks why the metrics path gave no answer.
func refusal(err error) error {
	found, ok := errors.AsType[*apperror.Error](err)
	if !ok {
		return err
	}
	failure, known := failures()[found.Code]
	if !known {
		failure = failureOf(found.Kind)
	}
	return &persescheck.Refusal{Failure: failure, Err: err}
}

// failures are what the codes of the metrics path mean to a check. Every code is here.
func failures() map[string]check.Failure {
	return map[string]check.Failure{
		query.CodeParameter: check.Rejected, query.CodeSyntax: check.Rejected, query.CodeTooComplex: check.Rejected,
		query.CodeTooManyPoints: check.Rejected, query.CodeTooOld: check.Rejected, query.CodeTooCostly: check.Rejected,
		query.CodeForeign: check.Rejected, query.CodeNoNamespaces: check.Rejected, query.CodeExecution: check.Rejected,
		query.CodeRejected: check.Rejected, query.CodeClosed: check.Gone, query.CodeTooManySeries: check.TooMany,
		query.CodeTooLarge: check.TooMany, query.CodeBusy: check.Limited, query.CodeDown: check.Unreachable,
		query.CodeTimeout: check.TimedOut, query.CodeGarbage: check.Broken, query.CodeRefused: check.Refused,
		query.CodeCanceled: check.Unreachable, query.CodeDenied: check.Unreachable,
	}
}

// failureOf is for errors of what the metrics path asks itself, such as a datasource
// that is not there.
func failureOf(kind apperror.Kind) check.Failure {
	switch kind {
	case apperror.Unavailable:
		return check.Unreachable
	case apperror.Limited:
		return check.Limited
	case apperror.TooLarge:
		return check.TooMany
	case apperror.NotFound:
		return check.Gone
	case apperror.Invalid, apperror.Forbidden, apperror.Unauthenticated, apperror.Unsupported, apperror.Conflict:
		return check.Rejected
	default:
		return check.Broken
	}
}
