package access

import (
	"context"
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Method is the door through which a request came.
type Method string

// The doors.
const (
	BySession Method = "session"
	ByToken   Method = "token"
	BySystem  Method = "system"
	// ByGrant is a right to one thing, for a while, of whoever has it.
	ByGrant Method = "grant"
)

// Principal is who asks: a signed-in user, a token's user, or the program
// itself. The zero Principal is nobody.
type Principal struct {
	UserID string
	Login  string
	Admin  bool
	Method Method
	// Roles are the memberships: project name to role. A token's are already
	// narrowed to what the token allows.
	Roles map[string]Role
	// SessionID or TokenID tells which session or token was used.
	SessionID, TokenID string
	// Cookie is true when a browser sent the session by itself.
	Cookie bool
	// Origin says where the request came from, for the audit trail.
	Origin Origin
}

// Origin is where a request came from.
type Origin struct {
	ClientAddress string
	UserAgent     string
	RequestID     string
}

// Nobody reports whether there is no principal.
func (p Principal) Nobody() bool { return p.Method == "" }

// Scope is the proof that a principal holds a permission in a project (or, for
// administrators' permissions, globally, with an empty project). Only this
// package can make one that is not zero, so a store method that takes a Scope
// cannot be called without a decision.
type Scope struct {
	project    string
	permission Permission
	principal  Principal
	granted    bool
	// subject is the one thing that a grant is for; empty for the whole project.
	subject string
	// held is all that a scope without a person may do. What a person may do follows
	// from their roles.
	held []Permission
}

// Project is the project that every query of the holder must filter by.
func (s Scope) Project() string { return s.project }

// Permission is what was granted.
func (s Scope) Permission() Permission { return s.permission }

// Principal is who was granted it.
func (s Scope) Principal() Principal { return s.principal }

// Granted is false for the zero Scope.
func (s Scope) Granted() bool { return s.granted }

// Covers reports whether the scope is for a thing of its project, or for "", all of
// it: the scope of a grant is for its subject alone.
func (s Scope) Covers(subject string) bool { return s.subject == "" || s.subject == subject }

// Allows reports whether the holder has a permission, of the same project or of
// none, for use cases that do more for some. A scope without a person has those
// that it was made with and no others; the zero Scope has none.
func (s Scope) Allows(permission Permission) bool {
	if !s.granted {
		return false
	}
	switch s.principal.Method {
	case BySystem, ByGrant:
		return slices.Contains(s.held, permission)
	default:
		_, err := s.principal.Require(s.project, permission)
		return err == nil
	}
}

// Require asks for a permission in a project. The project is ignored for
// permissions that need none. Kinds: unauthenticated, not_found, forbidden.
func (p Principal) Require(project string, permission Permission) (Scope, error) {
	needsProject, known := permission.NeedsProject()
	switch {
	case !known:
		return Scope{}, apperror.New(apperror.Internal, "The permission %q does not exist", permission)
	case permission == Public:
		return p.grant("", permission), nil
	case p.Nobody(), p.Method == ByGrant:
		return Scope{}, apperror.New(apperror.Unauthenticated, "Sign in first")
	case permission == SignedIn:
		return p.grant("", permission), nil
	case !needsProject:
		return p.requireAdmin(permission)
	default:
		return p.requireRole(project, permission)
	}
}

func (p Principal) requireAdmin(permission Permission) (Scope, error) {
	if !p.Admin {
		return Scope{}, apperror.New(apperror.Forbidden, "Only administrators may do this").
			WithDetail("needs", "administrator")
	}
	return p.grant("", permission), nil
}

func (p Principal) requireRole(project string, permission Permission) (Scope, error) {
	if p.Admin && adminEverywhere(permission) {
		return p.grant(project, permission), nil
	}
	role, member := p.Roles[project]
	if !member {
		return Scope{}, ProjectNotFound(project)
	}
	if !role.Allows(permission) {
		needed, _ := lowest(permission)
		return Scope{}, apperror.New(apperror.Forbidden, "This needs the role %s; you are %s in %s", needed, role, project).
			WithDetail("needs", string(needed)).WithDetail("role", string(role))
	}
	return p.grant(project, permission), nil
}

func (p Principal) grant(project string, permission Permission) Scope {
	return Scope{project: project, permission: permission, principal: p, granted: true}
}

// ProjectNotFound is the one answer for a project that does not exist and for
// one that the asker is no member of.
func ProjectNotFound(string) error {
	return apperror.New(apperror.NotFound, "There is no such project, or you are not a member of it")
}

// System is the scope of the program's own work in a project, or in none: scheduled
// runs, seeding, clean-up. Who names the part of the program, for the audit trail.
// The permissions are all that the work may do: none, when it only writes down what
// it does.
func System(project, who string, permissions ...Permission) Scope {
	return Scope{
		project: project, granted: true, held: slices.Clone(permissions),
		principal: Principal{Login: who, Method: BySystem},
	}
}

type contextKey struct{}

// WithScope puts the decision of the edge into a request's context.
func WithScope(ctx context.Context, scope Scope) context.Context {
	return context.WithValue(ctx, contextKey{}, scope)
}

// ScopeOf takes the edge's decision out of a request's context. It is the zero
// Scope when no decision was made.
func ScopeOf(ctx context.Context) Scope {
	scope, _ := ctx.Value(contextKey{}).(Scope)
	return scope
}

// Attempt is the scope of somebody at the door: an attempt to sign in, under the
// name that was given. It is for the audit trail and permits nothing.
func Attempt(login string, origin Origin) Scope {
	return Scope{principal: Principal{Login: login, Method: BySession, Origin: origin}}
}
