package access_test

import (
	"slices"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// everyPermission is all that can be asked for.
func everyPermission() []access.Permission {
	all := []access.Permission{
		access.Public, access.SignedIn, access.AdminUsers, access.AdminProjects, access.AdminDatasources, access.AdminAudit,
	}
	for _, rule := range access.Table() {
		all = append(all, rule.Permission)
	}
	return all
}

// A scope of the program may do what its work needs, and nothing more.
func TestSystem_may_do_what_it_was_made_for(t *testing.T) {
	t.Parallel()
	for _, held := range everyPermission() {
		one, none := access.System("a", "test", held), access.System("a", "test")
		for _, asked := range everyPermission() {
			if one.Allows(asked) != (asked == held) {
				t.Errorf("a scope for %s may %s: %v", held, asked, one.Allows(asked))
			}
			if none.Allows(asked) {
				t.Errorf("a scope for nothing may %s", asked)
			}
		}
		if !one.Covers("") || !one.Covers(overview) {
			t.Error("a scope of the whole project does not cover it")
		}
		if !one.Granted() || one.Project() != "a" || one.Principal().Method != access.BySystem || one.Principal().Login != "test" {
			t.Errorf("%+v", one)
		}
	}
}

// What a scope holds is not changed through the list that it was made from.
func TestSystem_keeps_a_list_of_its_own(t *testing.T) {
	t.Parallel()
	list := []access.Permission{access.DashboardRead}
	scope := access.System("a", "test", list...)
	list[0] = access.ProjectManage
	if !scope.Allows(access.DashboardRead) || scope.Allows(access.ProjectManage) {
		t.Error("the list changed what the scope may do")
	}
}

func TestAllows_of_no_decision_is_false(t *testing.T) {
	t.Parallel()
	for _, asked := range everyPermission() {
		if (access.Scope{}).Allows(asked) || access.Attempt("ada", access.Origin{}).Allows(asked) {
			t.Errorf("without a decision one may %s", asked)
		}
	}
}

func TestAllows_of_a_person_follows_from_the_role(t *testing.T) {
	t.Parallel()
	for _, role := range access.Roles() {
		member := access.Principal{UserID: "u", Method: access.BySession, Roles: map[string]access.Role{"a": role}}
		scope, err := member.Require("a", access.ProjectRead)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range access.Table() {
			if scope.Allows(rule.Permission) != role.Allows(rule.Permission) {
				t.Errorf("%s may %s: %v", role, rule.Permission, scope.Allows(rule.Permission))
			}
		}
	}
}

const overview = "dashboard/overview"

func TestGrant(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	pass := access.Grant("shop", overview, now.Add(time.Hour), access.DashboardRead, access.QueryRun)
	origin := access.Origin{ClientAddress: "192.0.2.1"}
	scope, err := pass.Open(now, "shop", overview, access.QueryRun, origin)
	if err != nil {
		t.Fatal(err)
	}
	if scope.Project() != "shop" || scope.Permission() != access.QueryRun || !scope.Granted() ||
		!scope.Covers(access.DashboardSubject("overview")) || scope.Covers("") || scope.Covers(access.DashboardSubject("secrets")) {
		t.Errorf("%+v", scope)
	}
	who := scope.Principal()
	if who.Method != access.ByGrant || who.Login != "grant:"+overview || who.UserID != "" || who.Admin || who.Origin != origin {
		t.Errorf("the trail would show %+v", who)
	}
	for _, asked := range everyPermission() {
		if scope.Allows(asked) != (asked == access.DashboardRead || asked == access.QueryRun) {
			t.Errorf("it may %s: %v", asked, scope.Allows(asked))
		}
	}
	for name, each := range map[string]struct {
		pass             access.Pass
		at               time.Time
		project, subject string
		asked            access.Permission
	}{
		"at its end":         {pass, pass.Until(), "shop", overview, access.QueryRun},
		"another project":    {pass, now, "bank", overview, access.QueryRun},
		"no project":         {pass, now, "", overview, access.QueryRun},
		"another thing":      {pass, now, "shop", "dashboard/secrets", access.QueryRun},
		"another permission": {pass, now, "shop", overview, access.DashboardWrite},
		"no pass":            {access.Pass{}, now, "", "", access.QueryRun},
		"a pass to nothing":  {access.Grant("shop", "", now.Add(time.Hour), access.QueryRun), now, "shop", "", access.QueryRun},
	} {
		scope, err := each.pass.Open(each.at, each.project, each.subject, each.asked, origin)
		if !apperror.Is(err, apperror.NotFound) || scope.Granted() {
			t.Errorf("%s: %+v, %v", name, scope, err)
		}
	}
}

// A pass is never a way to what people alone decide about, whoever makes one.
func TestGrant_holds_nothing_that_is_for_people(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	pass := access.Grant("shop", overview, now.Add(time.Hour), everyPermission()...)
	people := []access.Permission{
		access.Public, access.SignedIn, access.AdminUsers, access.AdminProjects, access.AdminDatasources, access.AdminAudit,
		access.MemberRead, access.MemberManage, access.ProjectManage,
	}
	for _, asked := range everyPermission() {
		_, err := pass.Open(now, "shop", overview, asked, access.Origin{})
		if opens := err == nil; opens == slices.Contains(people, asked) {
			t.Errorf("it opens for %s: %v", asked, opens)
		}
	}
	// The holder is no person, and a scope of theirs no step to another.
	scope, err := pass.Open(now, "shop", overview, access.DashboardRead, access.Origin{})
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range everyPermission() {
		if _, err := scope.Principal().Require("shop", asked); err == nil && asked != access.Public {
			t.Errorf("its principal got %s by asking", asked)
		}
	}
}
