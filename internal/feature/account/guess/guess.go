package guess

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

// Limits count the failures.
type Limits struct {
	// Links counts links that do not exist, by address; Changes wrong present passwords
	// of users who are signed in.
	Links, Changes *httpserver.Failures
	// Noted bounds how many refusals are written to the trail.
	Noted *httpserver.Limiter

	here, addresses, everywhere *httpserver.Failures
	// accounts counts like here, under the user whom a name or an email means.
	accounts *httpserver.Failures
}

// New makes limits by which nobody has failed yet.
func New(clk clock.Clock) (*Limits, error) {
	a := &Limits{}
	for _, each := range []struct {
		made   **httpserver.Failures
		count  int
		period time.Duration
	}{
		{&a.here, failuresOfUserHere, time.Minute},
		{&a.accounts, failuresOfUserHere, time.Minute},
		{&a.addresses, failuresOfAddress, time.Minute},
		{&a.Links, failuresOfLinks, time.Minute},
		{&a.Changes, failuresOfChange, time.Minute},
		{&a.everywhere, failuresEverywhere, everywherePeriod},
	} {
		failures, err := httpserver.NewFailures(clk, each.count, each.period)
		if err != nil {
			return nil, err
		}
		*each.made = failures
	}
	var err error
	a.Noted, err = httpserver.NewLimiter(clk, notedRefusals, time.Minute)
	return a, err
}

// keyOf stands for a name that was typed, folded; it is as long for every name.
func keyOf(folded string) string {
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:16])
}

// Begin lets an attempt to sign in begin, under the folded name that was typed. The
// names of nobody are counted as those of users are. Kind: rate_limited.
func (a *Limits) Begin(ctx context.Context, origin access.Origin, folded string) (end func(failed bool), err error) {
	user, address := keyOf(folded), httpserver.AddressKey(origin.ClientAddress)
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

// BeginAt lets an attempt at a user, or at nobody, begin, by whatever name. May is
// false when the user was guessed at too often by other names: whoever says so
// otherwise than by a wrong password tells that the names are one user's. Under one
// name alone it never is, since Begin counts the same failures.
func (a *Limits) BeginAt(ctx context.Context, origin access.Origin, userID string) (end func(failed bool), may bool, err error) {
	if userID == "" {
		return func(bool) {}, true, nil
	}
	end, err = a.accounts.Begin(ctx, userID+" "+httpserver.AddressKey(origin.ClientAddress))
	if apperror.Is(err, apperror.Limited) {
		return func(bool) {}, false, nil
	}
	return end, true, err
}

// Delay is how long to wait before a password of a folded name is looked at.
func (a *Limits) Delay(folded string) time.Duration {
	over := a.everywhere.Level(keyOf(folded)) - freeEverywhere
	return min(longestDelay, max(0, time.Duration(over)*delayStep))
}
