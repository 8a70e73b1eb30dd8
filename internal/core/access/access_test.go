package access_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

func TestRequire(t *testing.T) {
	t.Parallel()
	for _, grant := range access.Table() {
		for _, role := range access.Roles() {
			member := access.Principal{UserID: "u", Method: access.BySession, Roles: map[string]access.Role{"a": role}}
			scope, err := member.Require("a", grant.Permission)
			if allowed := err == nil; allowed != role.Allows(grant.Permission) {
				t.Errorf("%s as %s: allowed %v", grant.Permission, role, allowed)
			}
			if err != nil && !apperror.Is(err, apperror.Forbidden) {
				t.Errorf("%s as %s: %v, want forbidden", grant.Permission, role, err)
			}
			if err == nil && (scope.Project() != "a" || !scope.Granted()) {
				t.Errorf("%s as %s: the scope is of %q", grant.Permission, role, scope.Project())
			}
			if _, err := member.Require("b", grant.Permission); !apperror.Is(err, apperror.NotFound) {
				t.Errorf("%s in another project: %v, want not found", grant.Permission, err)
			}
			if _, err := (access.Principal{}).Require("a", grant.Permission); !apperror.Is(err, apperror.Unauthenticated) {
				t.Errorf("%s as nobody: %v", grant.Permission, err)
			}
		}
	}
}

// The table of the specification, written out a second time on purpose.
func TestTableIsTheSpecifications(t *testing.T) {
	t.Parallel()
	want := map[access.Permission]string{
		access.ProjectRead: "omor", access.DashboardRead: "omor", access.QueryRun: "omor", access.DatasourceRead: "omor",
		access.RunRead: "omor", access.HealthRead: "omor", access.PolicyRead: "omor", access.MemberRead: "omor",
		access.DashboardWrite: "omo-", access.ValidationStart: "omo-", access.RunAnswer: "omo-",
		access.DashboardPurge: "om--", access.DatasourceManage: "om--", access.HealthDelete: "om--", access.PolicyManage: "om--",
		access.MemberManage: "o---", access.ProjectManage: "o---",
	}
	if len(want) != len(access.Table()) {
		t.Errorf("the table has %d rows, %d are known here", len(access.Table()), len(want))
	}
	for permission, marks := range want {
		for index, role := range access.Roles() {
			if got := role.Allows(permission); got != (marks[index] != '-') {
				t.Errorf("%s may %s: %v", role, permission, got)
			}
		}
	}
}

func TestAdministrators(t *testing.T) {
	t.Parallel()
	admin := access.Principal{UserID: "u", Admin: true, Method: access.BySession}
	if _, err := admin.Require("", access.AdminUsers); err != nil {
		t.Error(err)
	}
	if _, err := admin.Require("a", access.MemberManage); err != nil {
		t.Errorf("an administrator can't repair the members of a project: %v", err)
	}
	if _, err := admin.Require("a", access.DashboardRead); !apperror.Is(err, apperror.NotFound) {
		t.Errorf("an administrator who is no member reads dashboards: %v", err)
	}
	plain := access.Principal{UserID: "u", Method: access.BySession}
	if _, err := plain.Require("", access.AdminAudit); !apperror.Is(err, apperror.Forbidden) {
		t.Errorf("a user without rights: %v", err)
	}
	if _, err := admin.Require("a", "no:such"); err == nil {
		t.Error("a permission that does not exist was granted")
	}
}

func TestAtMost(t *testing.T) {
	t.Parallel()
	for _, held := range access.Roles() {
		for _, ceiling := range access.Roles() {
			got := held.AtMost(ceiling)
			for _, grant := range access.Table() {
				if got.Allows(grant.Permission) && (!held.Allows(grant.Permission) || !ceiling.Allows(grant.Permission)) {
					t.Errorf("%s at most %s is %s and may %s", held, ceiling, got, grant.Permission)
				}
			}
		}
	}
	if access.Owner.AtMost("") != access.Owner {
		t.Error("no ceiling lowers a role")
	}
}
