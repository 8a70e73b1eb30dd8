package project

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
)

// HTTP answers the contract's operations of projects and members.
type HTTP struct{ service *Service }

// NewHTTP makes the handlers.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

// MembershipsOf gives the projects that a principal may see, with what it may do in
// each, by name.
func (h *HTTP) MembershipsOf(ctx context.Context, principal access.Principal) ([]api.Membership, error) {
	memberships, err := h.service.Memberships(ctx, principal)
	if err != nil {
		return nil, err
	}
	views := make([]api.Membership, 0, len(memberships))
	for _, membership := range memberships {
		views = append(views, membershipView(principal, membership))
	}
	return views, nil
}

func membershipView(principal access.Principal, membership Membership) api.Membership {
	view := api.Membership{Name: membership.Name, DisplayName: membership.DisplayName, Permissions: []string{}}
	if membership.Role != "" {
		role := api.Role(membership.Role)
		view.Role = &role
	}
	for _, grant := range access.Table() {
		if _, err := principal.Require(membership.Name, grant.Permission); err == nil {
			view.Permissions = append(view.Permissions, string(grant.Permission))
		}
	}
	return view
}

// ListProjects lists the projects that one may see.
func (h *HTTP) ListProjects(ctx context.Context, request api.ListProjectsRequestObject) (api.ListProjectsResponseObject, error) {
	projects, err := h.service.Visible(ctx, access.ScopeOf(ctx).Principal())
	if err != nil {
		return nil, err
	}
	prefix := ""
	if request.Params.Name != nil {
		prefix = *request.Params.Name
	}
	documents := []json.RawMessage{}
	for _, project := range projects {
		if !strings.HasPrefix(project.Name, prefix) {
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
	return encoded(h.service.Create(ctx, access.ScopeOf(ctx), *request.Body))
}

// GetProject gives one project.
func (h *HTTP) GetProject(ctx context.Context, _ api.GetProjectRequestObject) (api.GetProjectResponseObject, error) {
	return encoded(h.service.Get(ctx, access.ScopeOf(ctx)))
}

// UpdateProject changes a project.
func (h *HTTP) UpdateProject(
	ctx context.Context, request api.UpdateProjectRequestObject,
) (api.UpdateProjectResponseObject, error) {
	return encoded(h.service.Update(ctx, access.ScopeOf(ctx), *request.Body))
}

// DeleteProject deletes a project.
func (h *HTTP) DeleteProject(ctx context.Context, _ api.DeleteProjectRequestObject) (api.DeleteProjectResponseObject, error) {
	return api.DeleteProject204Response{}, h.service.Delete(ctx, access.ScopeOf(ctx))
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
