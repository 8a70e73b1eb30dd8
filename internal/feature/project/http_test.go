package project_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// asked is the context of a request that the gate let in.
func (b *bench) asked(t *testing.T, login, project string, permission access.Permission) context.Context {
	t.Helper()
	return access.WithScope(t.Context(), b.as(t, login, project, permission))
}

// named reads the names of the documents that an answer writes.
func named(t *testing.T, write func(w *httptest.ResponseRecorder) error) []string {
	t.Helper()
	recorder := httptest.NewRecorder()
	if err := write(recorder); err != nil {
		t.Fatal(err)
	}
	type document struct {
		Kind     string
		Metadata struct{ Name string }
	}
	var many []document
	if err := json.Unmarshal(recorder.Body.Bytes(), &many); err != nil {
		var one document
		if err := json.Unmarshal(recorder.Body.Bytes(), &one); err != nil {
			t.Fatalf("%s: %v", recorder.Body, err)
		}
		many = []document{one}
	}
	names := []string{}
	for _, each := range many {
		if each.Kind != "Project" {
			t.Errorf("a %s among projects", each.Kind)
		}
		names = append(names, each.Metadata.Name)
	}
	if recorder.Header().Get("Content-Type") != "application/json" {
		t.Errorf("it is %s", recorder.Header().Get("Content-Type"))
	}
	return names
}

func TestHTTP_projects(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := project.NewHTTP(b.service)
		for _, name := range []string{"shop", "shipping", "billing"} {
			body := form(name)
			made, err := h.CreateProject(b.asked(t, "root", "", access.AdminProjects), api.CreateProjectRequestObject{Body: &body})
			if err != nil {
				t.Fatal(err)
			}
			if got := named(t, func(w *httptest.ResponseRecorder) error { return made.VisitCreateProjectResponse(w) }); !slices.Equal(got, []string{name}) {
				t.Errorf("made %v", got)
			}
		}
		list := func(prefix *string) []string {
			t.Helper()
			listed, err := h.ListProjects(b.asked(t, "root", "", access.SignedIn), api.ListProjectsRequestObject{
				Params: api.ListProjectsParams{Name: prefix},
			})
			if err != nil {
				t.Fatal(err)
			}
			return named(t, func(w *httptest.ResponseRecorder) error { return listed.VisitListProjectsResponse(w) })
		}
		begin := "sh"
		if got := list(&begin); !slices.Equal(got, []string{"shipping", "shop"}) {
			t.Errorf("those that begin with sh: %v", got)
		}
		got, err := h.GetProject(b.asked(t, "root", "shop", access.ProjectRead), api.GetProjectRequestObject{})
		if err != nil {
			t.Fatal(err)
		}
		if names := named(t, func(w *httptest.ResponseRecorder) error { return got.VisitGetProjectResponse(w) }); !slices.Equal(names, []string{"shop"}) {
			t.Errorf("got %v", names)
		}
		body := form("shop")
		changed, err := h.UpdateProject(b.asked(t, "root", "shop", access.ProjectManage), api.UpdateProjectRequestObject{Body: &body})
		if err != nil {
			t.Fatal(err)
		}
		if names := named(t, func(w *httptest.ResponseRecorder) error { return changed.VisitUpdateProjectResponse(w) }); !slices.Equal(names, []string{"shop"}) {
			t.Errorf("changed %v", names)
		}
		gone := b.asked(t, "root", "shop", access.ProjectManage)
		if _, err := h.DeleteProject(gone, api.DeleteProjectRequestObject{}); err != nil {
			t.Fatal(err)
		}
		if got := list(nil); !slices.Equal(got, []string{"billing", "shipping"}) {
			t.Errorf("left are %v", got)
		}
		_, err = h.GetProject(gone, api.GetProjectRequestObject{})
		wantKind(t, err, apperror.NotFound)
		_, err = h.UpdateProject(gone, api.UpdateProjectRequestObject{Body: &body})
		wantKind(t, err, apperror.NotFound)
	})
}

func TestHTTP_members(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := project.NewHTTP(b.service)
		b.place(t, "olga", "shop", access.Owner)
		ctx := b.asked(t, "olga", "shop", access.MemberManage)
		put, err := h.PutMember(ctx, api.PutMemberRequestObject{Login: "Ada", Body: &api.PutMemberJSONRequestBody{Role: api.RoleOperator}})
		if err != nil {
			t.Fatal(err)
		}
		if member, ok := put.(api.PutMember200JSONResponse); !ok || member.Login != "ada" || member.Role != api.RoleOperator {
			t.Errorf("%+v", put)
		}
		listed, err := h.ListMembers(ctx, api.ListMembersRequestObject{})
		if err != nil {
			t.Fatal(err)
		}
		members, ok := listed.(api.ListMembers200JSONResponse)
		if !ok || len(members) != 2 || members[0].Login != "ada" || *members[0].Email != "ada@example.com" || members[1].Role != api.RoleOwner {
			t.Errorf("%+v", listed)
		}
		if _, err := h.RemoveMember(ctx, api.RemoveMemberRequestObject{Login: "ada"}); err != nil {
			t.Fatal(err)
		}
		_, err = h.RemoveMember(ctx, api.RemoveMemberRequestObject{Login: "olga"})
		wantKind(t, err, apperror.Conflict)
	})
}

// A page learns what it may offer from the server: of a member their role's, of an
// administrator who is no member what repairs a project.
func TestHTTP_MembershipsOf(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := project.NewHTTP(b.service)
		b.place(t, "olga", "shop", access.ReadOnly)
		for login, want := range map[string]struct {
			role string
			may  []access.Permission
		}{
			"olga": {"readonly", access.ReadOnly.Permissions()},
			"root": {"", []access.Permission{access.ProjectRead, access.MemberRead, access.MemberManage}},
		} {
			views, err := h.MembershipsOf(t.Context(), b.who(t, login))
			if err != nil || len(views) != 1 || views[0].Name != "shop" {
				t.Fatalf("%s: %+v, %v", login, views, err)
			}
			role := ""
			if views[0].Role != nil {
				role = string(*views[0].Role)
			}
			if role != want.role || len(views[0].Permissions) != len(want.may) {
				t.Errorf("%s is %q and may %v", login, role, views[0].Permissions)
			}
		}
		if views, err := h.MembershipsOf(t.Context(), b.who(t, "ada")); err != nil || views == nil || len(views) != 0 {
			t.Errorf("who is in no project gets %+v, %v, not an empty list", views, err)
		}
	})
}
