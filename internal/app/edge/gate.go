package edge

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// authenticator tells who sends a request.
type authenticator interface {
	Authenticate(r *http.Request) (access.Principal, error)
}

// taker slows down a key.
type taker interface{ Take(key string) error }

// Gate stands before every operation: who is it, may they, is the request well
// formed. What it lets through carries its decision in the context.
type Gate struct {
	people  authenticator
	db      *sqldb.DB
	log     *slog.Logger
	perUser taker
	denials taker
	large   *httpserver.Turns
}

// GateNeeds is what a gate works with.
type GateNeeds struct {
	People authenticator
	DB     *sqldb.DB
	Log    *slog.Logger
	// PerUser slows down who asks too much, and Denials what is written of the refused.
	PerUser, Denials taker
	// Large lets requests with large bodies in, a few at a time; nil lets in all.
	Large *httpserver.Turns
}

// NewGate makes the gate.
func NewGate(needs GateNeeds) *Gate {
	return &Gate{
		people: needs.People, db: needs.DB, log: needs.Log, perUser: needs.PerUser, denials: needs.Denials, large: needs.Large,
	}
}

// operation is the gate of one operation of the contract.
func (g *Gate) operation(operation httpserver.Operation) echo.MiddlewareFunc {
	permission := access.Permission(operation.Permission)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c *echo.Context) error {
			if err := g.Admit(c, permission); err != nil {
				return err
			}
			return g.inTurn(c, func() error {
				if err := operation.Check(c); err != nil {
					return err
				}
				if err := g.admitInProject(c, operation); err != nil {
					return err
				}
				return g.noteRefusal(c, operation.ID, next(c))
			})
		}
	}
}

// inTurn waits until a large body may be read, and bounds how long that and the work
// on it last; what it becomes in memory is counted in turns of it.
func (g *Gate) inTurn(c *echo.Context, work func() error) error {
	if g.large == nil || !httpserver.IsLarge(c.Request()) {
		return work()
	}
	ctx := c.Request().Context()
	done, err := g.large.Take(ctx, keyOf(c, access.ScopeOf(ctx).Principal()))
	if err != nil {
		return err
	}
	defer done()
	limited, over := g.large.Within(c.Response(), c.Request())
	defer over()
	c.SetRequest(limited)
	return g.large.Overdue(limited.Context(), work())
}

// keyOf is what a sender is counted under: the user, or the address of nobody.
func keyOf(c *echo.Context, principal access.Principal) string {
	if principal.Nobody() {
		return httpserver.AddressKey(httpserver.InfoOf(c.Request().Context()).ClientAddress)
	}
	return "user:" + principal.UserID
}

// noteRefusal writes into the trail what a handler refused that the gate let in: the
// right to it hangs on more than the address. It gives the error back.
func (g *Gate) noteRefusal(c *echo.Context, operation string, refusal error) error {
	if !apperror.Is(refusal, apperror.Forbidden) {
		return refusal
	}
	ctx := c.Request().Context()
	scope := access.ScopeOf(ctx)
	g.record(ctx, scope.Principal(), scope.Project(), audit.Entry{
		Action: audit.Refused(scope.Permission()), ResourceID: c.Param("name"), Meta: map[string]any{"operation": operation},
	})
	return refusal
}

// Refuser answers a refusal in the form that the clients of a route read.
type Refuser func(w http.ResponseWriter, r *http.Request, err error)

// raw is the gate of a route outside the contract. Without a refuser a refusal is
// a problem document.
func (g *Gate) raw(permission access.Permission, next echo.HandlerFunc, refuse Refuser) echo.HandlerFunc {
	return func(c *echo.Context) error {
		if err := g.Admit(c, permission); err != nil {
			if refuse == nil {
				return err
			}
			refuse(c.Response(), c.Request(), err)
			return nil
		}
		return next(c)
	}
}

// Admit decides and puts the decision into the request's context.
func (g *Gate) Admit(c *echo.Context, permission access.Permission) error {
	principal, refusal := g.people.Authenticate(c.Request())
	// Credentials that do not hold count as well: each costs a look-up.
	if err := g.perUser.Take(keyOf(c, principal)); err != nil {
		return err
	}
	if refusal != nil && permission != access.Public {
		return refusal
	}
	return g.decide(c, principal, foldProject(c), permission)
}

// foldProject puts the project of an address into the form in which it is kept,
// for the decision and for the handlers alike, and gives it.
func foldProject(c *echo.Context) string {
	values := slices.Clone(c.PathValues())
	named := ""
	for i := range values {
		if values[i].Name == "project" {
			values[i].Value = asset.FoldName(values[i].Value)
			named = values[i].Value
		}
	}
	if named != "" {
		c.SetPathValues(values)
	}
	return named
}

// admitInProject decides once more about a request that names its project in its
// query or its body.
func (g *Gate) admitInProject(c *echo.Context, operation httpserver.Operation) error {
	if operation.InProject == "" {
		return nil
	}
	project, err := operation.NamedProject(c.Request())
	if err != nil || project == "" {
		return err
	}
	principal := access.ScopeOf(c.Request().Context()).Principal()
	return g.decide(c, principal, asset.FoldName(project), access.Permission(operation.InProject))
}

func (g *Gate) decide(c *echo.Context, principal access.Principal, project string, permission access.Permission) error {
	scope, err := principal.Require(project, permission)
	if err != nil {
		g.noteDenial(c.Request().Context(), principal, project, permission, err)
		return err
	}
	c.SetRequest(c.Request().WithContext(access.WithScope(c.Request().Context(), scope)))
	return nil
}

// noteDenial writes what the gate refuses to signed-in people to the trail.
func (g *Gate) noteDenial(ctx context.Context, principal access.Principal, project string,
	permission access.Permission, refusal error,
) {
	kind := apperror.KindOf(refusal)
	if principal.Nobody() || (kind != apperror.Forbidden && kind != apperror.NotFound) {
		return
	}
	g.record(ctx, principal, project, audit.Entry{Action: audit.Refused(permission)})
}

// NoteUnwatched writes a project that a stream of several left out to the trail.
func (g *Gate) NoteUnwatched(ctx context.Context, project string, refusal error) {
	g.noteDenial(ctx, access.ScopeOf(ctx).Principal(), project, access.RunRead, refusal)
}

// record writes a refused attempt to the trail, at a bounded rate for each user.
func (g *Gate) record(ctx context.Context, principal access.Principal, project string, entry audit.Entry) {
	if principal.Nobody() || g.denials.Take("user:"+principal.UserID) != nil {
		return
	}
	signedIn, err := principal.Require("", access.SignedIn)
	if err != nil {
		return
	}
	entry.Project, entry.Result = project, audit.Denied
	entry.ResourceType, _, _ = strings.Cut(string(entry.Action), ":")
	err = g.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return audit.Record(ctx, tx, signedIn, entry) })
	if err != nil {
		g.log.LogAttrs(ctx, slog.LevelError, "refused attempt not recorded", slog.Any("error", err))
	}
}
