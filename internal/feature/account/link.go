package account

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// LinkState is what somebody who holds a one-time link may know.
type LinkState struct {
	Purpose   Purpose
	Login     string
	Email     string
	ExpiresAt time.Time
}

// NewLink is a one-time link: the path of the page, shown once.
type NewLink struct {
	Path      string
	ExpiresAt time.Time
}

// Link tells what a one-time link is for. Kinds: not_found, rate_limited.
func (s *Service) Link(ctx context.Context, origin access.Origin, token string) (LinkState, error) {
	link, user, err := s.findLink(ctx, origin, token)
	if err != nil {
		return LinkState{}, err
	}
	return LinkState{Purpose: link.Purpose, Login: user.Login, Email: user.Email, ExpiresAt: link.ExpiresAt.Time}, nil
}

func (s *Service) findLink(ctx context.Context, origin access.Origin, token string) (Link, User, error) {
	end, err := s.tries.Links.Begin(ctx, httpserver.AddressKey(origin.ClientAddress))
	if err != nil {
		return Link{}, User{}, err
	}
	link, err := s.store.link(ctx, secret.HashOf(token))
	end(apperror.Is(err, apperror.NotFound))
	if err != nil {
		return Link{}, User{}, err
	}
	if !s.clock.Now().Before(link.ExpiresAt.Time) {
		return Link{}, User{}, linkGone()
	}
	user, err := userWhere(ctx, s.db.Read(), "id", link.AccountID)
	if err == nil && user.Disabled {
		err = linkGone()
	}
	return link, user, err
}

// UseLink sets the password of the link's user, once, and signs in. Every session
// that was open and every API token ends. Kinds: not_found, invalid, rate_limited.
func (s *Service) UseLink(ctx context.Context, origin access.Origin, token string, password secret.Text, email *string) (
	SignedIn, error,
) {
	link, user, err := s.findLink(ctx, origin, token)
	if err != nil {
		return SignedIn{}, err
	}
	if email != nil {
		if err := checkEmail(*email); err != nil {
			return SignedIn{}, err
		}
		user.Email = *email
	}
	if err := checkSecretPassword("body.password", password, user); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hasher.Hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	return s.openSession(ctx, origin, user, audit.UserSetPassword, func(ctx context.Context, tx *sqldb.Tx) error {
		// The user before their links, as wherever both are held: else two wait for each other.
		present, err := holdUser(ctx, tx, user.ID)
		if err != nil {
			return err
		}
		taken, err := takeLink(ctx, tx, link.ID)
		if err != nil {
			return err
		}
		if !taken || present.Disabled {
			return linkGone()
		}
		if err := takeEmail(ctx, tx, &present, email); err != nil {
			return err
		}
		if err := s.setPassword(ctx, tx, present, hash); err != nil {
			return err
		}
		return credential.EndAll(ctx, tx, user.ID)
	})
}

// makeLink replaces a user's links by a new one.
func makeLink(ctx context.Context, tx *sqldb.Tx, accountID string, purpose Purpose, lifetime time.Duration) (NewLink, error) {
	id, err := newID()
	if err != nil {
		return NewLink{}, err
	}
	if _, err := tx.NewDelete().Table("one_time_link").Where("account_id = ?", accountID).Exec(ctx); err != nil {
		return NewLink{}, fmt.Errorf("replace links: %w", err)
	}
	token := secret.NewToken(id)
	expires := tx.Now().Add(lifetime)
	link := Link{
		ID: id, AccountID: accountID, Purpose: purpose, SecretHash: token.Hash, CreatedAt: sqldb.At(tx.Now()),
		ExpiresAt: sqldb.At(expires),
	}
	if _, err := tx.NewInsert().Model(&link).Exec(ctx); err != nil {
		return NewLink{}, fmt.Errorf("insert link: %w", err)
	}
	made := NewLink{ExpiresAt: expires}
	token.Secret.Use(func(plain string) { made.Path = "/" + string(purpose) + "/" + plain })
	return made, nil
}

// PasswordLink makes a new link for a user, for an administrator to hand over.
func (s *Service) PasswordLink(ctx context.Context, scope access.Scope, id string) (User, NewLink, error) {
	var made NewLink
	var user User
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var err error
		if user, err = holdUser(ctx, tx, id); err != nil {
			return err
		}
		if user.Disabled {
			return apperror.New(apperror.Conflict, "The user %s is disabled. Enable them first", user.Login)
		}
		if made, err = makeLink(ctx, tx, user.ID, Password, linkLifetime); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{Action: audit.UserPasswordLink, ResourceType: "user", ResourceID: id})
	})
	return user, made, err
}
