package edge

import (
	"crypto/sha256"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/remember"
)

const (
	// recallLife is how long who somebody is counts though nobody says that it has
	// changed: what a lost event can do at most.
	recallLife = 5 * time.Second
	mostRecall = 10_000
)

// Recaller remembers who sends requests, for the routes that a page asks many times at
// once: a session, its user and their roles are three questions to the database.
type Recaller struct {
	people authenticator
	// known has the principals by the hash of their credentials.
	known *remember.Memory[[sha256.Size]byte, access.Principal]
}

// NewRecaller makes one that forgets by itself after seconds.
func NewRecaller(people authenticator, now clock.Clock) *Recaller {
	return &Recaller{people, remember.New[[sha256.Size]byte, access.Principal](now, recallLife, mostRecall)}
}

// Authenticate tells who sends a request. Where it comes from is the request's own.
func (r *Recaller) Authenticate(request *http.Request) (access.Principal, error) {
	said := slices.Concat(request.Header.Values("Authorization"), []string{""}, request.Header.Values("Cookie"))
	key := sha256.Sum256([]byte(strings.Join(said, "\x00")))
	principal, err := r.known.Get(key, func() (access.Principal, error) {
		return r.people.Authenticate(request)
	})
	principal.Origin = account.OriginOf(request.Context())
	return principal, err
}

// Forget forgets a user; an empty id is everybody.
func (r *Recaller) Forget(user string) {
	r.known.Forget(func(_ [sha256.Size]byte, who access.Principal) bool { return user == "" || who.UserID == user })
}
