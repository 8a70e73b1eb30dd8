package access

import (
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Pass is a right of no person in particular: to do a few things with one thing of
// a project, for a while. Whoever holds it, a link that is shared or a browser that
// takes a picture, may do nothing else. A pass is no Scope: Open makes one, so that
// nobody can forget to look whether it still holds.
type Pass struct {
	project, subject string
	until            time.Time
	held             []Permission
}

// DashboardSubject names a dashboard of a project as the subject of a grant.
func DashboardSubject(name string) string { return "dashboard/" + name }

// Grant makes a pass. Subject names the one thing within the project, a dashboard by
// DashboardSubject. It holds before until.
// Permissions that are not of a project are left out, as are those of members and
// of the project itself: those are for people.
func Grant(project, subject string, until time.Time, permissions ...Permission) Pass {
	pass := Pass{project: project, subject: subject, until: until}
	for _, permission := range permissions {
		if needsProject, known := permission.NeedsProject(); known && needsProject && !forPeopleOnly(permission) {
			pass.held = append(pass.held, permission)
		}
	}
	return pass
}

func forPeopleOnly(permission Permission) bool {
	return permission == MemberRead || permission == MemberManage || permission == ProjectManage
}

// Until is the end of the pass, for what stays open.
func (p Pass) Until() time.Time { return p.until }

// Open gives the scope of one use of the pass: for a permission on a subject of a
// project, at an instant. The scope is for the request at hand; the trail shows it as
// the use of a grant for its subject, from origin. Kind: not_found, the same for a pass
// that is over, of something else or for something else, so that nothing is learnt
// from it.
func (p Pass) Open(now time.Time, project, subject string, permission Permission, origin Origin) (Scope, error) {
	if p.subject == "" || p.project == "" || project != p.project || subject != p.subject ||
		!now.Before(p.until) || !slices.Contains(p.held, permission) {
		return Scope{}, apperror.New(apperror.NotFound, "There is nothing at this address, or not any more")
	}
	return Scope{
		project: p.project, permission: permission, granted: true, subject: p.subject, held: slices.Clone(p.held),
		principal: Principal{Login: "grant:" + p.subject, Method: ByGrant, Origin: origin},
	}, nil
}
