package validation

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

// HTTP is the API of checks and health.
type HTTP struct{ service *Service }

// NewHTTP makes the API of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

// GetBadges gives the numbers of the navigation.
func (h *HTTP) GetBadges(ctx context.Context, _ api.GetBadgesRequestObject) (api.GetBadgesResponseObject, error) {
	badges, err := h.service.Badges(ctx, access.ScopeOf(ctx))
	if err != nil {
		return nil, err
	}
	return api.GetBadges200JSONResponse{
		Failing: badges.Counts.Fail, Warning: badges.Counts.Warn, Unknown: badges.Counts.Unknown,
		Healthy: badges.Counts.Pass, Running: badges.Running, AwaitingInput: badges.AwaitingInput,
		Worst: api.HealthStatus(badges.Counts.Worst()),
	}, nil
}

// StartValidation checks dashboards now.
func (h *HTTP) StartValidation(
	ctx context.Context, request api.StartValidationRequestObject,
) (api.StartValidationResponseObject, error) {
	scope := access.ScopeOf(ctx)
	r, created, err := h.service.Start(ctx, scope, Choice{
		Environment: optional.Value(request.Body.Environment), Assets: optional.Value(request.Body.Assets),
		Status: statusesOf(request.Body.Status),
	})
	if err != nil {
		return nil, err
	}
	started := startedRun(scope, r, created)
	if !created {
		return api.StartValidation200JSONResponse{
			Body: started, Headers: api.StartValidation200ResponseHeaders{Location: &started.Url},
		}, nil
	}
	return api.StartValidation202JSONResponse{
		Body: started, Headers: api.StartValidation202ResponseHeaders{Location: &started.Url},
	}, nil
}

func startedRun(scope access.Scope, r run.Run, created bool) api.StartedRun {
	return api.StartedRun{
		Id: r.ID, Created: created, Status: api.RunStatus(r.Status),
		Url: "/api/v1/projects/" + scope.Project() + "/runs/" + r.ID,
	}
}

// CancelValidation cancels a check.
func (h *HTTP) CancelValidation(
	ctx context.Context, request api.CancelValidationRequestObject,
) (api.CancelValidationResponseObject, error) {
	if err := h.service.Cancel(ctx, access.ScopeOf(ctx), request.Id); err != nil {
		return nil, err
	}
	return api.CancelValidation204Response{}, nil
}

const defaultLimit = 20

// GetHealth gives a page of the latest outcomes.
func (h *HTTP) GetHealth(
	ctx context.Context, request api.GetHealthRequestObject,
) (api.GetHealthResponseObject, error) {
	p := request.Params
	filter := outcome.Filter{
		Environment: optional.Value(p.Environment), Status: statusesOf(p.Status), Owner: optional.Value(p.Owner),
		Tags: optional.Value(p.Tag), Text: optional.Value(p.Q),
	}
	limit := defaultLimit
	if p.Limit != nil {
		limit = *p.Limit
	}
	page, err := h.service.Health(
		ctx, access.ScopeOf(ctx), filter, outcome.Sort(optional.Value(p.Sort)), optional.Value(p.Cursor), limit,
	)
	if err != nil {
		return nil, err
	}
	return api.GetHealth200JSONResponse(showPage(page)), nil
}

// GetHealthCauses groups what is not healthy.
func (h *HTTP) GetHealthCauses(
	ctx context.Context, request api.GetHealthCausesRequestObject,
) (api.GetHealthCausesResponseObject, error) {
	p := request.Params
	causes, err := h.service.Causes(ctx, access.ScopeOf(ctx), outcome.Filter{
		Environment: optional.Value(p.Environment), Owner: optional.Value(p.Owner), Tags: optional.Value(p.Tag),
	})
	if err != nil {
		return nil, err
	}
	return api.GetHealthCauses200JSONResponse{
		Causes: shown(causes.Groups, showCause), Counts: showCounts(causes.Counts), NewFailing: &causes.NewFailing,
		LastCheckedAt: optional.Of(causes.LastCheckedAt), NextCheckAt: optional.Of(causes.NextCheckAt),
	}, nil
}

// GetHealthReport gives the report of one asset.
func (h *HTTP) GetHealthReport(
	ctx context.Context, request api.GetHealthReportRequestObject,
) (api.GetHealthReportResponseObject, error) {
	report, err := h.service.Report(ctx, access.ScopeOf(ctx), request.Environment, request.Asset)
	if err != nil {
		return nil, err
	}
	return api.GetHealthReport200JSONResponse(showReport(report)), nil
}

// DeleteHealthReport deletes all records of an asset.
func (h *HTTP) DeleteHealthReport(
	ctx context.Context, request api.DeleteHealthReportRequestObject,
) (api.DeleteHealthReportResponseObject, error) {
	if err := h.service.Delete(ctx, access.ScopeOf(ctx), request.Environment, request.Asset); err != nil {
		return nil, err
	}
	return api.DeleteHealthReport204Response{}, nil
}

// ListHealthRecords lists the records of one asset.
func (h *HTTP) ListHealthRecords(
	ctx context.Context, request api.ListHealthRecordsRequestObject,
) (api.ListHealthRecordsResponseObject, error) {
	limit := defaultLimit
	if request.Params.Limit != nil {
		limit = *request.Params.Limit
	}
	records, next, err := h.service.Records(
		ctx, access.ScopeOf(ctx), request.Environment, request.Asset, optional.Value(request.Params.Cursor), limit)
	if err != nil {
		return nil, err
	}
	return api.ListHealthRecords200JSONResponse{Items: shown(records, showRecordEntry), NextCursor: optional.Of(next)}, nil
}

// GetHealthRecord gives one record.
func (h *HTTP) GetHealthRecord(
	ctx context.Context, request api.GetHealthRecordRequestObject,
) (api.GetHealthRecordResponseObject, error) {
	record, err := h.service.Record(ctx, access.ScopeOf(ctx), request.Environment, request.Asset, request.Id)
	if err != nil {
		return nil, err
	}
	return api.GetHealthRecord200JSONResponse(showRecord(record)), nil
}

func statusesOf(given *[]api.HealthStatus) []health.Status {
	var statuses []health.Status
	for _, status := range optional.Value(given) {
		statuses = append(statuses, health.Status(status))
	}
	return statuses
}
