package account

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
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

func valueOf[T any](pointer *T) T {
	if pointer == nil {
		var none T
		return none
	}
	return *pointer
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
		Login: body.Login, DisplayName: valueOf(body.DisplayName), Email: valueOf(body.Email), IsAdmin: valueOf(body.IsAdmin),
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

// ListProjects lists the projects that one may see.
func (h *HTTP) ListProjects(ctx context.Context, request api.ListProjectsRequestObject) (api.ListProjectsResponseObject, error) {
	projects, err := h.service.Projects(ctx, access.ScopeOf(ctx).Principal())
	if err != nil {
		return nil, err
	}
	documents := []json.RawMessage{}
	for _, project := range projects {
		if !strings.HasPrefix(project.Name, valueOf(request.Params.Name)) {
			continue
		}
		document, err := project.Encode()
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
	return listed(documents)
}

// CreateProject makes a project.
func (h *HTTP) CreateProject(
	ctx context.Context, request api.CreateProjectRequestObject,
) (api.CreateProjectResponseObject, error) {
	return encoded(h.service.CreateProject(ctx, access.ScopeOf(ctx), *request.Body))
}

// GetProject gives one project.
func (h *HTTP) GetProject(ctx context.Context, _ api.GetProjectRequestObject) (api.GetProjectResponseObject, error) {
	return encoded(h.service.Project(ctx, access.ScopeOf(ctx)))
}

// UpdateProject changes a project.
func (h *HTTP) UpdateProject(
	ctx context.Context, request api.UpdateProjectRequestObject,
) (api.UpdateProjectResponseObject, error) {
	return encoded(h.service.UpdateProject(ctx, access.ScopeOf(ctx), *request.Body))
}

// DeleteProject deletes a project.
func (h *HTTP) DeleteProject(ctx context.Context, _ api.DeleteProjectRequestObject) (api.DeleteProjectResponseObject, error) {
	return api.DeleteProject204Response{}, h.service.DeleteProject(ctx, access.ScopeOf(ctx))
}

// ListMembers lists a project's members.
func (h *HTTP) ListMembers(ctx context.Context, _ api.ListMembersRequestObject) (api.ListMembersResponseObject, error) {
	members, err := h.service.Members(ctx, access.ScopeOf(ctx))
	answer := api.ListMembers200JSONResponse{}
	for _, member := range members {
		answer = append(answer, memberView(member))
	}
	return answer, err
}

func memberView(member Member) api.Member {
	return api.Member{
		Login: member.Login, DisplayName: member.DisplayName, Email: &member.Email, Disabled: &member.Disabled,
		Role: api.Role(member.Role), Since: member.Since.Time,
	}
}

// PutMember adds a member or changes a role.
func (h *HTTP) PutMember(ctx context.Context, request api.PutMemberRequestObject) (api.PutMemberResponseObject, error) {
	member, err := h.service.PutMember(ctx, access.ScopeOf(ctx), request.Login, access.Role(request.Body.Role))
	return api.PutMember200JSONResponse(memberView(member)), err
}

// RemoveMember removes a member.
func (h *HTTP) RemoveMember(ctx context.Context, request api.RemoveMemberRequestObject) (api.RemoveMemberResponseObject, error) {
	return api.RemoveMember204Response{}, h.service.RemoveMember(ctx, access.ScopeOf(ctx), request.Login)
}
