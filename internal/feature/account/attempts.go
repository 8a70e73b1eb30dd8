package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// How often somebody may fail. Only failures count, and what one address does never
// shuts out another: a user is slowed down together with the address that guesses,
// and an address may be that of a whole office.
const (
	failuresOfUserHere = 10  // a minute, one user from one address
	failuresOfAddress  = 100 // a minute, one address, whichever user
	failuresOfLinks    = 60  // a minute, one address that tries links
	failuresOfChange   = 10  // a minute, the present password of a signed-in user
	notedRefusals      = 30  // a minute and address, written to the trail

	// A user whose password is guessed from many addresses is looked at slower and
	// slower. Nobody is refused for it, and who is signed in from an address is not
	// slowed down there.
	failuresEverywhere = 60 // remembered
	freeEverywhere     = 20 // without a delay
	everywherePeriod   = 10 * time.Minute
	delayStep          = 250 * time.Millisecond
	longestDelay       = 5 * time.Second
)

// attempts slow down guessing of passwords and links.
type attempts struct {
	here, addresses, links, changes, everywhere *httpserver.Failures
	// accounts counts like here, under the user whom a name or an email means.
	accounts *httpserver.Failures

	refusals *httpserver.Limiter
	pause    func(ctx context.Context, wait time.Duration) error
}

func newAttempts(clk clock.Clock) (*attempts, error) {
	a := &attempts{pause: clock.Pause}
	for _, each := range []struct {
		made   **httpserver.Failures
		count  int
		period time.Duration
	}{
		{&a.here, failuresOfUserHere, time.Minute},
		{&a.accounts, failuresOfUserHere, time.Minute},
		{&a.addresses, failuresOfAddress, time.Minute},
		{&a.links, failuresOfLinks, time.Minute},
		{&a.changes, failuresOfChange, time.Minute},
		{&a.everywhere, failuresEverywhere, everywherePeriod},
	} {
		failures, err := httpserver.NewFailures(clk, each.count, each.period)
		if err != nil {
			return nil, err
		}
		*each.made = failures
	}
	var err error
	a.refusals, err = httpserver.NewLimiter(clk, notedRefusals, time.Minute)
	return a, err
}

// typedKey stands for a name that was typed; it is as long for every name.
func typedKey(typed string) string {
	sum := sha256.Sum256([]byte(fold(typed)))
	return hex.EncodeToString(sum[:16])
}

// begin lets an attempt to sign in begin. The names of nobody are counted as those
// of users are. Kind: rate_limited.
func (a *attempts) begin(ctx context.Context, origin access.Origin, typed string) (end func(failed bool), err error) {
	user, address := typedKey(typed), httpserver.AddressKey(origin.ClientAddress)
	// The user first: who waits here does not take the turn of others at the address.
	endHere, err := a.here.Begin(ctx, user+" "+address)
	if err != nil {
		return nil, err
	}
	endAddress, err := a.addresses.Begin(ctx, address)
	if err != nil {
		endHere(false)
		return nil, err
	}
	return func(failed bool) {
		endHere(failed)
		endAddress(failed)
		if failed {
			a.everywhere.Fail(user)
		}
	}, nil
}

// beginAt lets an attempt at a user begin, by whatever name. May is false when the user
// was guessed at too often by other names: whoever says so otherwise than by a wrong
// password tells that the names are one user's. Under one name alone it never is, since
// begin counts the same failures.
func (a *attempts) beginAt(ctx context.Context, origin access.Origin, user User) (end func(failed bool), may bool, err error) {
	if user.ID == "" {
		return func(bool) {}, true, nil
	}
	end, err = a.accounts.Begin(ctx, user.ID+" "+httpserver.AddressKey(origin.ClientAddress))
	if apperror.Is(err, apperror.Limited) {
		return func(bool) {}, false, nil
	}
	return end, true, err
}

// delay is how long to wait before a password of this name is looked at.
func (a *attempts) delay(typed string) time.Duration {
	over := a.everywhere.Level(typedKey(typed)) - freeEverywhere
	return min(longestDelay, max(0, time.Duration(over)*delayStep))
}
