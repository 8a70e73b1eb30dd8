package account

import (
	"net/http"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
)

// Authenticator takes one kind of credential.
type Authenticator interface {
	// Authenticate tells who sends a request. Mine is false when the request has no
	// credential of this kind. Kind: unauthenticated when one does not hold.
	Authenticate(r *http.Request, origin access.Origin) (principal access.Principal, mine bool, err error)
	// LetsIn tells whether a person can sign in by what leads to these credentials. A
	// user whom none lets in can't set the server up.
	LetsIn(user User) bool
}

// Authenticate asks each kind of credential in turn who sends a request. It is nobody
// when there is none. Kind: unauthenticated when a credential does not hold, or is of
// no kind.
func (s *Service) Authenticate(r *http.Request, origin access.Origin) (access.Principal, error) {
	for _, door := range s.doors {
		if principal, mine, err := door.Authenticate(r, origin); mine {
			return principal, err
		}
	}
	if r.Header.Get("Authorization") != "" {
		return access.Principal{}, credential.NotSignedIn()
	}
	return access.Principal{Origin: origin}, nil
}

// canAdminister tells whether a user is an administrator who can sign in.
func (s *Service) canAdminister(user User) bool {
	return user.IsAdmin && !user.Disabled &&
		slices.ContainsFunc(s.doors, func(door Authenticator) bool { return door.LetsIn(user) })
}

// bearerOf is the bearer credential of a request.
func bearerOf(r *http.Request) (string, bool) {
	bearer, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return strings.TrimSpace(bearer), found
}

// looksLikeJWT tells a JWT from the credentials that Dashkeep makes up itself.
func looksLikeJWT(bearer string) bool { return strings.Count(bearer, ".") == 2 }

// sessionJWT is the bearer of a Perses client that signed in with a password.
type sessionJWT struct{ service *Service }

// Authenticate tells whose JWT it is.
func (a sessionJWT) Authenticate(r *http.Request, origin access.Origin) (access.Principal, bool, error) {
	bearer, found := bearerOf(r)
	if !found || !looksLikeJWT(bearer) {
		return access.Principal{}, false, nil
	}
	principal, err := a.service.ByNative(r.Context(), bearer, origin)
	return principal, true, err
}

// LetsIn is true of a user with a password.
func (sessionJWT) LetsIn(user User) bool { return user.PasswordHash != "" }

// apiToken is the bearer of a program.
type apiToken struct{ service *Service }

// Authenticate tells whose token it is.
func (a apiToken) Authenticate(r *http.Request, origin access.Origin) (access.Principal, bool, error) {
	bearer, found := bearerOf(r)
	if !found || looksLikeJWT(bearer) {
		return access.Principal{}, false, nil
	}
	principal, err := a.service.ByToken(r.Context(), bearer, origin)
	return principal, true, err
}

// LetsIn is false: programs have tokens, and only who is signed in makes one.
func (apiToken) LetsIn(User) bool { return false }

// sessionCookie is what a browser sends by itself. A credential that was sent on
// purpose comes first.
type sessionCookie struct{ service *Service }

// Authenticate tells whose session it is.
func (a sessionCookie) Authenticate(r *http.Request, origin access.Origin) (access.Principal, bool, error) {
	cookies := r.CookiesNamed(a.service.cookieName())
	if len(cookies) == 0 || r.Header.Get("Authorization") != "" {
		return access.Principal{}, false, nil
	}
	principal, err := a.service.BySession(r.Context(), cookies[0].Value, origin)
	return principal, true, err
}

// LetsIn is true of a user with a password.
func (sessionCookie) LetsIn(user User) bool { return user.PasswordHash != "" }

func (s *Service) cookieName() string {
	if s.deps.Secure {
		return "__Host-dashkeep_session"
	}
	return "dashkeep_session"
}
