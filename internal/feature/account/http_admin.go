package account

import (
	"context"
	"encoding/json"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

// userView is a user as our own interface reads it, and, in kind, metadata and
// spec, as Perses' clients do.
func userView(user User) api.User {
	hasPassword := user.PasswordHash != ""
	kind, metadata, spec := persesUser(user)
	return api.User{
		Kind: &kind, Metadata: &metadata, Spec: &spec,
		Id: user.ID, Login: user.Login, DisplayName: user.DisplayName, Email: user.Email, IsAdmin: user.IsAdmin,
		Disabled: user.Disabled, HasPassword: &hasPassword, CreatedAt: user.CreatedAt.Time, LastSeenAt: when(user.LastSeenAt),
	}
}

func persesUser(user User) (kind string, metadata, spec api.Document) {
	native := map[string]string{}
	if user.PasswordHash != "" {
		native["password"] = "<secret>"
	}
	// Texts and times can be written.
	metadata, _ = json.Marshal(map[string]any{
		"name": user.Login, "createdAt": user.CreatedAt.UTC(), "updatedAt": user.UpdatedAt.UTC(), "version": 0,
	})
	spec, _ = json.Marshal(map[string]any{"firstName": user.DisplayName, "nativeProvider": native})
	return "User", metadata, spec
}

// GetUser gives one user.
func (h *HTTP) GetUser(ctx context.Context, request api.GetUserRequestObject) (api.GetUserResponseObject, error) {
	user, err := h.service.UserNamed(ctx, request.Id)
	return api.GetUser200JSONResponse(userView(user)), err
}

// ListUsers lists all users.
func (h *HTTP) ListUsers(ctx context.Context, _ api.ListUsersRequestObject) (api.ListUsersResponseObject, error) {
	users, err := h.service.Users(ctx)
	answer := api.ListUsers200JSONResponse{}
	for _, user := range users {
		answer = append(answer, userView(user))
	}
	return answer, err
}

// CreateUser makes a user.
func (h *HTTP) CreateUser(ctx context.Context, request api.CreateUserRequestObject) (api.CreateUserResponseObject, error) {
	body := request.Body
	user, link, err := h.service.CreateUser(ctx, access.ScopeOf(ctx), NewUser{
		Login: body.Login, DisplayName: optional.Value(body.DisplayName), Email: optional.Value(body.Email),
		IsAdmin: optional.Value(body.IsAdmin),
	})
	return api.CreateUser201JSONResponse{User: userView(user), Link: link.Path, ExpiresAt: link.ExpiresAt}, err
}

// UpdateUser changes a user.
func (h *HTTP) UpdateUser(ctx context.Context, request api.UpdateUserRequestObject) (api.UpdateUserResponseObject, error) {
	body := request.Body
	user, err := h.service.UpdateUser(ctx, access.ScopeOf(ctx), request.Id, UserChange{
		DisplayName: body.DisplayName, Email: body.Email, IsAdmin: body.IsAdmin, Disabled: body.Disabled,
	})
	return api.UpdateUser200JSONResponse(userView(user)), err
}

// CreatePasswordLink makes a one-time link for a user.
func (h *HTTP) CreatePasswordLink(ctx context.Context, request api.CreatePasswordLinkRequestObject) (
	api.CreatePasswordLinkResponseObject, error,
) {
	user, link, err := h.service.PasswordLink(ctx, access.ScopeOf(ctx), request.Id)
	return api.CreatePasswordLink201JSONResponse{User: userView(user), Link: link.Path, ExpiresAt: link.ExpiresAt}, err
}
