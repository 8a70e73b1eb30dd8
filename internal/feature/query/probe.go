package query

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Step is one step of a connection test.
type Step struct {
	Name, Text string
	// NeedsRestart: it failed because the server is not listed in the settings, which
	// are read at the start.
	NeedsRestart bool
	OK, Skipped  bool
	Took         time.Duration
}

// probeTimeout bounds one step.
const probeTimeout = 5 * time.Second

// Probe asks a datasource step by step what works. A step that fails ends the
// test; the rest is skipped. Kinds of error: not_found.
func (s *Service) Probe(ctx context.Context, scope access.Scope, ref question.Ref) ([]Step, error) {
	if _, err := s.cfg.Datasources.Resolve(ctx, scope, ref); err != nil {
		return nil, err //nolint:wrapcheck // already a message for people
	}
	now := s.cfg.Clock.Now()
	asks := []struct {
		name string
		ask  question.Ask
		tell func(Answer) string
	}{
		{"Reachable", question.Ask{Endpoint: question.BuildInfo, Timeout: probeTimeout}, versionOf},
		{"Answers queries", question.Ask{
			Endpoint: question.InstantQuery, Query: "vector(1)", Time: now, Timeout: probeTimeout,
		}, func(Answer) string { return "a query was evaluated" }},
		{"Has metrics", question.Ask{
			Endpoint: question.LabelValues, Label: "__name__", Start: now.Add(-time.Hour), End: now, Limit: 1000, Timeout: probeTimeout,
		}, func(a Answer) string { return metricsIn(a.Series) }},
	}
	steps := make([]Step, 0, len(asks))
	failed := false
	for _, each := range asks {
		step := Step{Name: each.name, Skipped: failed}
		if !failed {
			began := s.cfg.Clock.Now()
			answer, err := s.Ask(ctx, scope, ref, each.ask)
			step.Took, step.OK = s.cfg.Clock.Now().Sub(began), err == nil
			if failed = err != nil; failed {
				step.Text, step.NeedsRestart = sentenceOf(err), question.NeedsRestart(err)
			} else {
				step.Text = each.tell(answer)
			}
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func versionOf(answer Answer) string {
	var said struct {
		Data struct {
			Version string `json:"version"`
		} `json:"data"`
	}
	if err := json.Unmarshal(answer.Plain, &said); err != nil || said.Data.Version == "" {
		return "it answers"
	}
	return "version " + said.Data.Version
}

func metricsIn(count int) string {
	switch count {
	case 0:
		return "no metric in the last hour"
	case 1:
		return "1 metric in the last hour"
	default:
		return fmt.Sprintf("%d metrics in the last hour", count)
	}
}

func sentenceOf(err error) string {
	if known, ok := errors.AsType[*apperror.Error](err); ok {
		return known.Message
	}
	return "it does not answer"
}

// ProbeHTTP answers the contract's connection tests.
type ProbeHTTP struct{ service *Service }

// NewProbeHTTP makes the handlers.
func NewProbeHTTP(service *Service) *ProbeHTTP { return &ProbeHTTP{service: service} }

// TestDatasource tests a datasource of a project, or a global one by its name.
func (h *ProbeHTTP) TestDatasource(ctx context.Context, request api.TestDatasourceRequestObject) (
	api.TestDatasourceResponseObject, error,
) {
	scope := access.ScopeOf(ctx)
	steps, err := h.service.Probe(ctx, scope, question.Ref{Project: scope.Project(), Name: request.Name})
	return api.TestDatasource200JSONResponse{TestResultJSONResponse: resultOf(steps)}, err
}

// TestGlobalDatasource tests a global datasource.
func (h *ProbeHTTP) TestGlobalDatasource(ctx context.Context, request api.TestGlobalDatasourceRequestObject) (
	api.TestGlobalDatasourceResponseObject, error,
) {
	steps, err := h.service.Probe(ctx, access.ScopeOf(ctx), question.Ref{Name: request.Name, Global: true})
	return api.TestGlobalDatasource200JSONResponse{TestResultJSONResponse: resultOf(steps)}, err
}

func resultOf(steps []Step) api.TestResultJSONResponse {
	var result api.TestResultJSONResponse
	result.Ok = true
	for _, step := range steps {
		state := api.TestResultStepsStateFailed
		switch {
		case step.Skipped:
			state = api.TestResultStepsStateSkipped
		case step.OK:
			state = api.TestResultStepsStateOk
		}
		result.Ok = result.Ok && step.OK
		took := int(step.Took.Milliseconds())
		var restart *bool
		if step.NeedsRestart {
			restart = &step.NeedsRestart
		}
		result.Steps = append(result.Steps, struct {
			DurationMs    *int                     `json:"duration_ms,omitempty"`
			Name          string                   `json:"name"`
			RestartNeeded *bool                    `json:"restart_needed,omitempty"`
			State         api.TestResultStepsState `json:"state"`
			Text          string                   `json:"text"`
		}{&took, step.Name, restart, state, step.Text})
	}
	return result
}
