package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Limiter slows down attempts by key.
type Limiter interface{ Take(key string) error }

// Purger deletes what another room keeps of a project.
type Purger func(ctx context.Context, tx *sqldb.Tx, project string) error

// Deps are what the service needs; all are required but Purgers.
type Deps struct {
	DB    *sqldb.DB
	Clock clock.Clock
	Log   *slog.Logger
	// SignIns and Links slow down guessing, by user and by address.
	SignIns, Links Limiter
	// SessionIdle and SessionLifetime end a session.
	SessionIdle, SessionLifetime time.Duration
	// Passwords is what a hash costs; SafeCost when it is zero.
	Passwords PasswordCost
	// Purgers delete what other rooms keep when a project is deleted.
	Purgers []Purger
}

// Service has the use cases of accounts.
type Service struct {
	db     *sqldb.DB
	store  store
	clock  clock.Clock
	log    *slog.Logger
	hasher *hasher
	deps   Deps
}

// NewService makes the service.
func NewService(deps Deps) (*Service, error) {
	if deps.DB == nil || deps.Clock == nil || deps.Log == nil || deps.SignIns == nil || deps.Links == nil {
		return nil, errors.New("account: a dependency is missing")
	}
	passwords, err := newHasher(deps.Passwords)
	if err != nil {
		return nil, err
	}
	return &Service{
		db: deps.DB, store: store{deps.DB}, clock: deps.Clock, log: deps.Log, hasher: passwords, deps: deps,
	}, nil
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make id: %w", err)
	}
	return id.String(), nil
}

// SignedIn is a new session: the cookie's value, shown once, and whose it is.
type SignedIn struct {
	Cookie    string
	ExpiresAt time.Time
	Principal access.Principal
}

// SignIn checks a password and opens a session. Kinds: unauthenticated (one
// answer for every reason), rate_limited.
func (s *Service) SignIn(ctx context.Context, origin access.Origin, typed string, password secret.Text) (SignedIn, error) {
	if err := s.takeSignIn(typed, origin.ClientAddress); err != nil {
		return SignedIn{}, err
	}
	user, err := s.store.userFor(ctx, typed)
	if err != nil && !apperror.Is(err, apperror.NotFound) {
		return SignedIn{}, err
	}
	matches, hashErr := s.hasher.matches(ctx, password, user.PasswordHash)
	if hashErr != nil {
		return SignedIn{}, hashErr
	}
	if err != nil || !matches || user.Disabled {
		s.noteRefusal(ctx, origin, typed)
		return SignedIn{}, wrongSignIn()
	}
	return s.openSession(ctx, origin, user, "session.create", func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := holdUnchanged(ctx, tx, user)
		return err
	})
}

func wrongSignIn() error {
	return apperror.New(apperror.Unauthenticated, "The user or the password is wrong").WithCode("auth_failed")
}

// holdUnchanged reads a user again whose password was checked before the
// transaction: the check takes long, and meanwhile somebody may have disabled the
// user or set another password. Kind: unauthenticated.
func holdUnchanged(ctx context.Context, tx *sqldb.Tx, checked User) (User, error) {
	present, err := holdUser(ctx, tx, checked.ID)
	if err != nil {
		return User{}, err
	}
	if present.Disabled || present.PasswordHash != checked.PasswordHash {
		return User{}, wrongSignIn()
	}
	return present, nil
}

func (s *Service) takeSignIn(typed, address string) error {
	return errors.Join(s.deps.SignIns.Take("user:"+fold(typed)), s.deps.SignIns.Take(httpserver.AddressKey(address)))
}

// noteRefusal writes a refused sign-in to the trail; the typed name stands there
// as it may help, the password never.
func (s *Service) noteRefusal(ctx context.Context, origin access.Origin, typed string) {
	scope := access.Attempt(typed, origin)
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: "session.create", ResourceType: "session", Result: audit.Denied,
		})
	})
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelError, "refused sign-in not recorded", slog.Any("error", err))
	}
}

// openSession makes a session in one transaction with whatever goes with it.
func (s *Service) openSession(ctx context.Context, origin access.Origin, user User, action string,
	also func(ctx context.Context, tx *sqldb.Tx) error,
) (SignedIn, error) {
	id, err := newID()
	if err != nil {
		return SignedIn{}, err
	}
	token := secret.NewToken(id)
	var opened Session
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		now := tx.Now()
		opened = Session{
			ID: id, AccountID: user.ID, SecretHash: token.Hash, CreatedAt: sqldb.At(now), LastSeenAt: sqldb.At(now),
			ExpiresAt:     sqldb.At(now.Add(s.deps.SessionLifetime)),
			ClientAddress: origin.ClientAddress, UserAgent: origin.UserAgent,
		}
		if also != nil {
			if err := also(ctx, tx); err != nil {
				return err
			}
		}
		if err := insertSession(ctx, tx, opened); err != nil {
			return err
		}
		scope := access.Attempt(user.Login, origin)
		return audit.Record(ctx, tx, scope, audit.Entry{Action: action, ResourceType: "session", ResourceID: id})
	})
	if err != nil {
		return SignedIn{}, err
	}
	principal, err := s.principalOf(ctx, user, access.BySession, origin)
	principal.SessionID = id
	return SignedIn{Cookie: token.Encode(sessionPrefix), ExpiresAt: opened.ExpiresAt.Time, Principal: principal}, err
}

// SignOut ends the session of a principal.
func (s *Service) SignOut(ctx context.Context, principal access.Principal) error {
	if principal.SessionID == "" {
		return nil
	}
	return s.endSession(ctx, principal, principal.SessionID)
}

// refuseToken keeps programs from the account itself: a token that was made for
// one project, or to read, must not lock its user out. Kind: forbidden.
func refuseToken(principal access.Principal) error {
	if principal.Method == access.ByToken {
		return apperror.New(apperror.Forbidden, "A token can't change its user's account. Sign in to do this")
	}
	return nil
}

// EndSession ends one of the principal's own sessions. Kinds: not_found, forbidden.
func (s *Service) EndSession(ctx context.Context, principal access.Principal, id string) error {
	if err := refuseToken(principal); err != nil {
		return err
	}
	return s.endSession(ctx, principal, id)
}

func (s *Service) endSession(ctx context.Context, principal access.Principal, id string) error {
	return s.change(ctx, principal, audit.Entry{Action: "session.delete", ResourceType: "session", ResourceID: id},
		func(ctx context.Context, tx *sqldb.Tx) error {
			result, err := tx.NewDelete().Table("account_session").Where("id = ?", id).
				Where("account_id = ?", principal.UserID).Exec(ctx)
			return expectOne(result, err, "end session", "There is no such session")
		})
}

// SignOutEverywhere ends every session of the principal. Kind: forbidden.
func (s *Service) SignOutEverywhere(ctx context.Context, principal access.Principal) error {
	if err := refuseToken(principal); err != nil {
		return err
	}
	return s.change(ctx, principal, audit.Entry{Action: "session.delete_all", ResourceType: "session"},
		func(ctx context.Context, tx *sqldb.Tx) error { return endSessions(ctx, tx, principal.UserID, "") })
}

// Sessions lists the principal's open sessions, newest first.
func (s *Service) Sessions(ctx context.Context, principal access.Principal) ([]Session, error) {
	return s.store.sessions(ctx, principal.UserID, s.clock.Now())
}

// ChangePassword changes one's own password and ends every other session. Kinds:
// invalid (the present password is wrong, the new one too short), rate_limited,
// forbidden.
func (s *Service) ChangePassword(ctx context.Context, principal access.Principal, present, next secret.Text) error {
	if err := refuseToken(principal); err != nil {
		return err
	}
	if err := s.deps.SignIns.Take("user:" + fold(principal.Login)); err != nil {
		return err
	}
	if err := checkSecretPassword("body.new_password", next); err != nil {
		return err
	}
	user, err := userWhere(ctx, s.db.Read(), "id", principal.UserID)
	if err != nil {
		return err
	}
	matches, err := s.hasher.matches(ctx, present, user.PasswordHash)
	if err != nil {
		return err
	}
	if !matches {
		return apperror.InvalidField("body.current_password", "is wrong")
	}
	hash, err := s.hasher.hash(ctx, next)
	if err != nil {
		return err
	}
	entry := audit.Entry{Action: "user.change_password", ResourceType: "user", ResourceID: user.ID}
	return s.change(ctx, principal, entry, func(ctx context.Context, tx *sqldb.Tx) error {
		present, err := holdUnchanged(ctx, tx, user)
		if err != nil {
			return err
		}
		present.PasswordHash = hash
		if err := updateUser(ctx, tx, present); err != nil {
			return err
		}
		return endSessions(ctx, tx, user.ID, principal.SessionID)
	})
}

func checkSecretPassword(field string, password secret.Text) error {
	var err error
	password.Use(func(plain string) { err = checkPassword(field, plain) })
	return err
}

// change does something in one transaction with its audit entry.
func (s *Service) change(ctx context.Context, principal access.Principal, entry audit.Entry,
	work func(ctx context.Context, tx *sqldb.Tx) error,
) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := work(ctx, tx); err != nil {
			return err
		}
		scope, err := principal.Require("", access.SignedIn)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, entry)
	})
}

type affected interface{ RowsAffected() (int64, error) }

func expectOne(result affected, err error, doing, missing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	count, err := result.RowsAffected()
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if count == 0 {
		return apperror.New(apperror.NotFound, "%s", missing)
	}
	return nil
}
