package adapter

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Querier asks the metrics path for checks.
type Querier struct{ Queries *query.Service }

// Query answers one question of a check.
func (q Querier) Query(ctx context.Context, scope access.Scope, asked persescheck.Query) (persescheck.Answer, error) {
	ask := question.Ask{
		Endpoint: question.RangeQuery, Query: asked.Expression, Start: asked.Start, End: asked.End, Step: asked.Step,
	}
	if asked.Step == 0 && asked.Start.Equal(asked.End) {
		ask = question.Ask{Endpoint: question.InstantQuery, Query: asked.Expression, Time: asked.End}
	}
	answer, err := q.Queries.Ask(ctx, scope, refOf(scope, asked.Dashboard, asked.Datasource), ask)
	if err != nil {
		return persescheck.Answer{}, refusal(err)
	}
	return persescheck.Answer{Body: answer.Plain}, nil
}

// LabelValues asks the metrics path for the values of a label.
func (q Querier) LabelValues(ctx context.Context, scope access.Scope, asked persescheck.LabelQuery) ([]string, error) {
	ask := question.Ask{
		Endpoint: question.LabelValues, Label: asked.Label, Matches: asked.Matchers, Start: asked.Start, End: asked.End,
	}
	if asked.Label == "" {
		ask.Endpoint = question.LabelNames
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
func refOf(scope access.Scope, dashboard, name string) question.Ref {
	return question.Ref{Project: scope.Project(), Dashboard: dashboard, Name: name}
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
		question.CodeParameter: check.Rejected, question.CodeSyntax: check.Rejected, question.CodeTooComplex: check.Rejected,
		question.CodeTooManyPoints: check.Rejected, question.CodeTooOld: check.Rejected, question.CodeTooCostly: check.Rejected,
		question.CodeForeign: check.Rejected, question.CodeNoNamespaces: check.Rejected, question.CodeExecution: check.Rejected,
		question.CodeRejected: check.Rejected, question.CodeClosed: check.Gone, question.CodeTooManySeries: check.TooMany,
		question.CodeTooLarge: check.TooMany, question.CodeBusy: check.Limited, question.CodeDown: check.Unreachable,
		question.CodeTimeout: check.TimedOut, question.CodeGarbage: check.Broken, question.CodeRefused: check.Refused,
		question.CodeCanceled: check.Unreachable, question.CodeDenied: check.Unreachable,
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
