package environment

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
)

// Health tells how the assets of an environment are.
type Health interface {
	Standing(ctx context.Context, scope access.Scope, environment string) (health.Standing, error)
}

// HTTP is the API of environments.
type HTTP struct {
	service *Service
	health  Health
}

// NewHTTP makes the API of a service.
func NewHTTP(service *Service, health Health) *HTTP { return &HTTP{service: service, health: health} }

// ListEnvironments lists the environments.
func (h *HTTP) ListEnvironments(
	ctx context.Context, _ api.ListEnvironmentsRequestObject,
) (api.ListEnvironmentsResponseObject, error) {
	scope := access.ScopeOf(ctx)
	all, err := h.service.List(ctx, scope)
	if err != nil {
		return nil, err
	}
	shown := make(api.ListEnvironments200JSONResponse, 0, len(all))
	for _, one := range all {
		standing, err := h.health.Standing(ctx, scope, one.ID)
		if err != nil {
			return nil, err
		}
		shown = append(shown, show(one, standing))
	}
	return shown, nil
}

func show(e asset.Environment, how health.Standing) api.Environment {
	return api.Environment{
		Id: e.ID, DisplayName: e.Name, Kind: api.EnvironmentKind(e.Kind), Concurrency: e.Ceiling,
		Counts: api.HealthCounts{
			Pass: how.Counts.Pass, Warn: how.Counts.Warn, Fail: how.Counts.Fail, Unknown: how.Counts.Unknown,
		},
		LastCheckedAt: api.Optional(how.LastCheckedAt), Trouble: api.Optional(how.Trouble),
		UsualCheckSeconds: api.Optional(float32(how.UsualCheck.Seconds())),
	}
}
