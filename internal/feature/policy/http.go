package policy

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

// HTTP is the API of policies.
type HTTP struct{ service *Service }

// NewHTTP makes the API of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

// ListPolicies lists the project's policies.
func (h *HTTP) ListPolicies(
	ctx context.Context, _ api.ListPoliciesRequestObject,
) (api.ListPoliciesResponseObject, error) {
	views, err := h.service.List(ctx, access.ScopeOf(ctx))
	if err != nil {
		return nil, err
	}
	return api.ListPolicies200JSONResponse(shown(views, showPolicy)), nil
}

// CreatePolicy adds a policy.
func (h *HTTP) CreatePolicy(
	ctx context.Context, request api.CreatePolicyRequestObject,
) (api.CreatePolicyResponseObject, error) {
	scope := access.ScopeOf(ctx)
	view, err := h.service.Create(ctx, scope, readInput(*request.Body))
	if err != nil {
		return nil, err
	}
	location := "/api/v1/projects/" + scope.Project() + "/policies/" + view.ID
	return api.CreatePolicy201JSONResponse{
		Body: showPolicy(view), Headers: api.CreatePolicy201ResponseHeaders{Location: &location},
	}, nil
}

// GetPolicy gives one policy.
func (h *HTTP) GetPolicy(ctx context.Context, request api.GetPolicyRequestObject) (api.GetPolicyResponseObject, error) {
	view, err := h.service.Get(ctx, access.ScopeOf(ctx), request.Id)
	if err != nil {
		return nil, err
	}
	return api.GetPolicy200JSONResponse(showPolicy(view)), nil
}

// UpdatePolicy changes a policy.
func (h *HTTP) UpdatePolicy(
	ctx context.Context, request api.UpdatePolicyRequestObject,
) (api.UpdatePolicyResponseObject, error) {
	view, err := h.service.Update(ctx, access.ScopeOf(ctx), request.Id, readInput(*request.Body))
	if err != nil {
		return nil, err
	}
	return api.UpdatePolicy200JSONResponse(showPolicy(view)), nil
}

// DeletePolicy removes a policy.
func (h *HTTP) DeletePolicy(
	ctx context.Context, request api.DeletePolicyRequestObject,
) (api.DeletePolicyResponseObject, error) {
	if err := h.service.Delete(ctx, access.ScopeOf(ctx), request.Id); err != nil {
		return nil, err
	}
	return api.DeletePolicy204Response{}, nil
}

// SetPolicyActive pauses or resumes a policy.
func (h *HTTP) SetPolicyActive(
	ctx context.Context, request api.SetPolicyActiveRequestObject,
) (api.SetPolicyActiveResponseObject, error) {
	view, err := h.service.SetActive(ctx, access.ScopeOf(ctx), request.Id, request.Body.Active)
	if err != nil {
		return nil, err
	}
	return api.SetPolicyActive200JSONResponse(showPolicy(view)), nil
}

// RunPolicy checks the policy's dashboards now.
func (h *HTTP) RunPolicy(ctx context.Context, request api.RunPolicyRequestObject) (api.RunPolicyResponseObject, error) {
	scope := access.ScopeOf(ctx)
	r, created, err := h.service.RunNow(ctx, scope, request.Id)
	if err != nil {
		return nil, err
	}
	started := startedRun(scope, r, created)
	if !created {
		return api.RunPolicy200JSONResponse{
			Body: started, Headers: api.RunPolicy200ResponseHeaders{Location: &started.Url},
		}, nil
	}
	return api.RunPolicy202JSONResponse{
		Body: started, Headers: api.RunPolicy202ResponseHeaders{Location: &started.Url},
	}, nil
}

func startedRun(scope access.Scope, r run.Run, created bool) api.StartedRun {
	return api.StartedRun{
		Id: r.ID, Created: created, Status: api.RunStatus(r.Status),
		Url: "/api/v1/projects/" + scope.Project() + "/runs/" + r.ID,
	}
}

// PreviewPolicy plans what an input would do.
func (h *HTTP) PreviewPolicy(
	ctx context.Context, request api.PreviewPolicyRequestObject,
) (api.PreviewPolicyResponseObject, error) {
	preview, err := h.service.Preview(
		ctx, access.ScopeOf(ctx), readInput(*request.Body), optional.Or(request.Params.Policy, ""))
	if err != nil {
		return nil, err
	}
	return api.PreviewPolicy200JSONResponse(showPreview(preview)), nil
}

// ListPolicyWindows lists past and next windows.
func (h *HTTP) ListPolicyWindows(
	ctx context.Context, request api.ListPolicyWindowsRequestObject,
) (api.ListPolicyWindowsResponseObject, error) {
	windows, err := h.service.Windows(ctx, access.ScopeOf(ctx), request.Id)
	if err != nil {
		return nil, err
	}
	return api.ListPolicyWindows200JSONResponse(shown(windows, showWindow)), nil
}
