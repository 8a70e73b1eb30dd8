package account_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func from(address string) access.Origin { return access.Origin{ClientAddress: address} }

func (b *bench) guess(t *testing.T, address, login string) error {
	t.Helper()
	_, err := b.service.SignIn(t.Context(), from(address), login, secret.New("a guess"))
	return err
}

func TestGuessesAreSlowedDown(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.user(t, "ada", false, "default", access.Operator)
		for _, login := range []string{"ada", "nobody"} {
			for range 10 {
				wantKind(t, b.guess(t, "192.0.2.1", login), apperror.Unauthenticated)
			}
			err := b.guess(t, "192.0.2.1", login)
			wantKind(t, err, apperror.Limited)
			if !strings.Contains(err.Error(), "6 s") {
				t.Errorf("%s: no word of how long to wait: %v", login, err)
			}
		}
	})
}

// A login and an email are one user's, and guesses at both count together. That the
// right password is refused then looks as a wrong one does, and as an unknown name does:
// nothing tells whose email it is.
func TestGuessesByLoginAndByEmailCountTogether(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		email := "ada@example.com"
		ada := b.user(t, "ada", false, "default", access.Operator)
		if err := b.service.UpdateMe(t.Context(), require(t, ada, "", access.SignedIn), nil, &email); err != nil {
			t.Fatal(err)
		}
		wrong := b.guess(t, "192.0.2.9", "nobody@example.com")
		for range 10 {
			wantKind(t, b.guess(t, "192.0.2.1", "ada"), apperror.Unauthenticated)
		}
		try := func(address, typed string) error {
			_, err := b.service.SignIn(t.Context(), from(address), typed, secret.New(goodPassword))
			return err
		}
		err := try("192.0.2.1", email)
		wantKind(t, err, apperror.Unauthenticated)
		if err.Error() != wrong.Error() {
			t.Errorf("an email that guesses at the login used up says %v", err)
		}
		// Both names have the allowance of any other, as far as it can be seen.
		for _, typed := range []string{"ada@example.com", "nobody@example.com"} {
			for range 9 {
				wantKind(t, b.guess(t, "192.0.2.1", typed), apperror.Unauthenticated)
			}
		}
		wantKind(t, b.guess(t, "192.0.2.1", "nobody@example.com"), apperror.Unauthenticated)
		wantKind(t, b.guess(t, "192.0.2.1", "ada@example.com"), apperror.Limited)
		wantKind(t, b.guess(t, "192.0.2.1", "nobody@example.com"), apperror.Limited)
		if err := try("203.0.113.7", email); err != nil {
			t.Errorf("from elsewhere the right password is refused: %v", err)
		}
		// With time both are open again, the email as well.
		b.clock.Advance(time.Minute)
		if err := try("192.0.2.1", email); err != nil {
			t.Errorf("a minute later: %v", err)
		}
	})
}

// Whoever guesses at a user from somewhere does not keep the user out.
func TestNobodyLocksOutSomebodyElse(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		pauses := b.service.RecordPauses()
		b.user(t, "admin", true, "default", access.Owner)
		for i := range 120 {
			_ = b.guess(t, fmt.Sprintf("198.51.100.%d", i%24), "admin")
		}
		// One network of IPv6 is one client.
		for i := range 20 {
			_ = b.guess(t, fmt.Sprintf("2001:db8::%d", i+1), "admin")
		}
		wantKind(t, b.guess(t, "2001:db8::ffff", "admin"), apperror.Limited)

		*pauses = nil
		opened, err := b.service.SignIn(t.Context(), from("203.0.113.7"), "admin", secret.New(goodPassword))
		if err != nil {
			t.Fatalf("the right password is refused: %v", err)
		}
		if len(*pauses) != 1 || (*pauses)[0] <= 0 || (*pauses)[0] > 5*time.Second {
			t.Errorf("guesses from many addresses are slowed down by %v", *pauses)
		}
		*pauses = nil
		if _, err := b.service.SignIn(t.Context(), from("203.0.113.7"), "admin", secret.New(goodPassword)); err != nil || len(*pauses) != 0 {
			t.Errorf("where the user is signed in, they wait %v, %v", *pauses, err)
		}
		err = b.service.ChangePassword(t.Context(), opened.Principal, account.NewPassword{
			Present: secret.New(goodPassword), Next: secret.New("another good one"),
		})
		if err != nil {
			t.Errorf("the user can't change the password: %v", err)
		}
	})
}

// An office, or everybody behind a proxy, has one address.
func TestAnOfficeBehindOneAddressSignsIn(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		for i := range 15 {
			login := fmt.Sprintf("user%d", i)
			b.user(t, login, false, "default", access.ReadOnly)
			for range 3 {
				wantKind(t, b.guess(t, "192.0.2.1", login), apperror.Unauthenticated)
			}
		}
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { b.signIn(t, "user0", goodPassword) })
		}
		all.Wait()
		for i := range 70 {
			_ = b.guess(t, "192.0.2.1", fmt.Sprintf("invented%d", i))
		}
		wantKind(t, b.guess(t, "192.0.2.1", "one more"), apperror.Limited)
	})
}

func TestGuessesOfThePresentPasswordAndOfLinksAreSlowedDown(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada := b.user(t, "ada", false, "default", access.Operator)
		change := account.NewPassword{Present: secret.New("wrong"), Next: secret.New("another good one")}
		for range 10 {
			wantKind(t, b.service.ChangePassword(t.Context(), ada, change), apperror.Invalid)
		}
		wantKind(t, b.service.ChangePassword(t.Context(), ada, change), apperror.Limited)
		var rows []audit.Row
		err := b.db.Read().NewSelect().Model(&rows).Where("result = 'denied'").Scan(t.Context())
		if err != nil || len(rows) != 10 || rows[0].Action != "user.change_password" || rows[0].Login != "ada" {
			t.Errorf("ten wrong passwords left %d entries, %v: %+v", len(rows), err, rows[:min(len(rows), 1)])
		}

		link, err := b.service.FirstStart(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		origin := from("192.0.2.1")
		for range 100 {
			if _, err := b.service.Link(t.Context(), origin, tokenOf(link)); err != nil {
				t.Fatalf("a good link counts as a guess: %v", err)
			}
		}
		for range 60 {
			_, err := b.service.Link(t.Context(), origin, "guess")
			wantKind(t, err, apperror.NotFound)
		}
		_, err = b.service.Link(t.Context(), origin, "guess")
		wantKind(t, err, apperror.Limited)
	})
}

// People type passwords into the field of the name, and the trail keeps everything.
func TestTheTrailHoldsNoTypedNameButAUsers(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.user(t, "Ada", false, "default", access.Operator)
		for _, typed := range []string{"ada", "my secret passphrase", "My Secret passphrase", "another one"} {
			wantKind(t, b.guess(t, "192.0.2.1", typed), apperror.Unauthenticated)
		}
		var rows []audit.Row
		err := b.db.Read().NewSelect().Model(&rows).Where("result = 'denied'").OrderExpr("id").Scan(context.Background())
		if err != nil || len(rows) != 4 {
			t.Fatalf("%d refusals are in the trail, %v", len(rows), err)
		}
		if rows[0].Login != "Ada" {
			t.Errorf("a user's name is kept as %q", rows[0].Login)
		}
		if !strings.HasPrefix(rows[1].Login, "unknown#") || rows[1].Login != rows[2].Login || rows[1].Login == rows[3].Login {
			t.Errorf("names of nobody are kept as %q, %q and %q", rows[1].Login, rows[2].Login, rows[3].Login)
		}
	})
}
