package inbox

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// HTTP is the API of what waits for people.
type HTTP struct{ service *Service }

// NewHTTP makes the API of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

// GetInbox lists what waits for the asker.
func (h *HTTP) GetInbox(ctx context.Context, _ api.GetInboxRequestObject) (api.GetInboxResponseObject, error) {
	items, err := h.service.List(ctx, access.ScopeOf(ctx))
	if err != nil {
		return nil, err
	}
	shown := api.GetInbox200JSONResponse{Items: make([]api.InboxItem, 0, len(items))}
	for _, item := range items {
		one, err := showItem(item)
		if err != nil {
			return nil, err
		}
		shown.Items = append(shown.Items, one)
	}
	return shown, nil
}

// AnswerRun gives a run what it asks for.
func (h *HTTP) AnswerRun(ctx context.Context, request api.AnswerRunRequestObject) (api.AnswerRunResponseObject, error) {
	answer := run.Answer{Version: request.Body.Version, Replies: make(map[string]run.Reply, len(request.Body.Replies))}
	for name, reply := range request.Body.Replies {
		answer.Replies[name] = run.Reply{
			Value: secret.New(optional.Value(reply.Value)), Way: optional.Value(reply.Way), Skip: optional.Value(reply.Skip),
		}
	}
	if err := h.service.Answer(ctx, access.ScopeOf(ctx), request.Id, answer); err != nil {
		return nil, err
	}
	return api.AnswerRun204Response{}, nil
}

// HandOverRun says who is meant to answer.
func (h *HTTP) HandOverRun(ctx context.Context, request api.HandOverRunRequestObject) (api.HandOverRunResponseObject, error) {
	body := request.Body
	err := h.service.HandOver(
		ctx, access.ScopeOf(ctx), request.Id, optional.Value(body.Login),
		access.Role(optional.Value(body.Role)), optional.Value(body.Comment),
	)
	if err != nil {
		return nil, err
	}
	return api.HandOverRun204Response{}, nil
}

// SendBackRun ends a run that asks.
func (h *HTTP) SendBackRun(ctx context.Context, request api.SendBackRunRequestObject) (api.SendBackRunResponseObject, error) {
	if err := h.service.SendBack(ctx, access.ScopeOf(ctx), request.Id, request.Body.Comment); err != nil {
		return nil, err
	}
	return api.SendBackRun204Response{}, nil
}

func showItem(item Item) (shown api.InboxItem, err error) {
	r := item.Run
	shown = api.InboxItem{
		Id: r.ID, Project: r.Project, Resource: r.Kind.Resource, Action: r.Kind.Action, Title: r.Title, Mine: item.Mine,
		Initiator: api.Initiator{Kind: api.InitiatorKind(r.Initiator.Kind), Id: optional.Of(r.Initiator.ID), Name: r.Initiator.Name},
		CreatedAt: r.CreatedAt, Page: optional.Of(item.Page),
		Counts: api.RunCounts{
			Total: r.Counts.Total, Succeeded: r.Counts.Succeeded, Warned: r.Counts.Warned, Failed: r.Counts.Failed,
			Skipped: r.Counts.Skipped,
		},
	}
	if err := json.Unmarshal(r.InputRequest, &shown.Request); err != nil { // the forms are one
		return api.InboxItem{}, fmt.Errorf("read the request of run %s: %w", r.ID, err)
	}
	return shown, nil
}
