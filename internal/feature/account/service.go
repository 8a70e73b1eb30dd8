package account

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/feature/account/guess"
	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Projects knows which users are in which projects.
type Projects interface {
	// Ensure makes a project of that name unless there is one. Kind: invalid.
	Ensure(ctx context.Context, tx *sqldb.Tx, project string) error
	// Place makes a user a member of a project, which is made unless there is one.
	// Kind: invalid.
	Place(ctx context.Context, tx *sqldb.Tx, project, userID string, role access.Role) error
	// RolesOf gives the roles of users: user to project to role. Who is no member of
	// any project is missing.
	RolesOf(ctx context.Context, userIDs []string) (map[string]map[string]access.Role, error)
	// TellRights tells the watchers that what a user may do has changed.
	TellRights(ctx context.Context, tx *sqldb.Tx, userID string) error
}

// Deps are what the service needs; all are required but what says otherwise.
type Deps struct {
	DB       *sqldb.DB
	Clock    clock.Clock
	Log      *slog.Logger
	Projects Projects
	// FirstProject is the project that the first start makes.
	FirstProject string
	// SessionIdle and SessionLifetime end a session.
	SessionIdle, SessionLifetime time.Duration
	// Passwords is what a hash costs; the safe one when it is zero.
	Passwords password.Cost
	// Key comes of the server's secret key; the keys of the JWTs are derived from it. Without
	// one they are signed by a key that ends with the process.
	Key []byte
	// Secure is true when people reach the server by https.
	Secure bool
	// Authenticators take further kinds of credentials; they are asked before the own.
	Authenticators []Authenticator
}

// Service has the use cases of accounts, and those of their credentials.
type Service struct {
	*credential.Service

	db     *sqldb.DB
	store  store
	clock  clock.Clock
	log    *slog.Logger
	hasher *password.Hasher
	tries  *guess.Limits
	pause  func(ctx context.Context, wait time.Duration) error
	doors  []Authenticator
	deps   Deps
	// foldedAtOnce is foldedAtOnce, or less in a test.
	foldedAtOnce int
}

// NewService makes the service.
func NewService(deps Deps) (*Service, error) {
	if deps.DB == nil || deps.Clock == nil || deps.Log == nil || deps.Projects == nil || deps.FirstProject == "" {
		return nil, errors.New("account: a dependency is missing")
	}
	passwords, err := password.New(deps.Passwords)
	if err != nil {
		return nil, err
	}
	tries, err := guess.New(deps.Clock)
	if err != nil {
		return nil, err
	}
	credentials, err := credential.New(credential.Needs{
		DB: deps.DB, Clock: deps.Clock, Log: deps.Log, Users: users{db: deps.DB, projects: deps.Projects}, Key: deps.Key,
		SessionIdle: deps.SessionIdle, SessionLifetime: deps.SessionLifetime,
	})
	if err != nil {
		return nil, err
	}
	s := &Service{
		Service: credentials, db: deps.DB, store: store{deps.DB}, clock: deps.Clock, log: deps.Log,
		hasher: passwords, tries: tries, pause: clock.Pause, deps: deps, foldedAtOnce: foldedAtOnce,
	}
	s.doors = append(slices.Clone(deps.Authenticators), sessionJWT{s}, apiToken{s}, sessionCookie{s})
	return s, nil
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

// SignIn checks a password and opens a session: for every door that takes a
// password. Kinds: unauthenticated (one answer for every reason), rate_limited.
func (s *Service) SignIn(ctx context.Context, origin access.Origin, typed string, password secret.Text) (SignedIn, error) {
	end, err := s.tries.Begin(ctx, origin, fold(typed))
	if err != nil {
		return SignedIn{}, err
	}
	user, err := s.checkSignIn(ctx, origin, typed, password)
	end(isWrong(err))
	if isWrong(err) {
		s.noteRefusal(ctx, origin, typed, user)
	}
	if err != nil {
		return SignedIn{}, err
	}
	return s.openSession(ctx, origin, user, audit.SessionCreate, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := holdUnchanged(ctx, tx, user)
		return err
	})
}

// checkSignIn finds the user whose password this is. With the error of a wrong
// password it gives the user that was meant, when there is one. Kind: unauthenticated.
func (s *Service) checkSignIn(ctx context.Context, origin access.Origin, typed string, password secret.Text) (User, error) {
	user, err := s.store.userFor(ctx, typed)
	if err != nil && !apperror.Is(err, apperror.NotFound) {
		return User{}, err
	}
	if err := s.slowDown(ctx, origin, typed, user); err != nil {
		return User{}, err
	}
	end, may, beginErr := s.tries.BeginAt(ctx, origin, user.ID)
	if beginErr != nil {
		return User{}, beginErr
	}
	// It is looked at even when it may not be right, which takes as long.
	matches, hashErr := s.hasher.Matches(ctx, password, user.PasswordHash)
	wrong := err != nil || !matches || !may || user.Disabled
	end(hashErr == nil && wrong)
	switch {
	case hashErr != nil:
		return User{}, hashErr
	case wrong:
		return user, wrongSignIn()
	default:
		return user, nil
	}
}

// slowDown waits while a user's password is guessed from many addresses, but not
// where the user is signed in.
func (s *Service) slowDown(ctx context.Context, origin access.Origin, typed string, user User) error {
	wait := s.tries.Delay(fold(typed))
	if wait == 0 {
		return nil
	}
	if user.ID != "" {
		sessions, err := s.Sessions(ctx, user.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(sessions, func(session credential.Session) bool {
			return httpserver.AddressKey(session.ClientAddress) == httpserver.AddressKey(origin.ClientAddress)
		}) {
			return nil
		}
	}
	return s.pause(ctx, wait)
}

func isWrong(err error) bool { return apperror.Is(err, apperror.Unauthenticated) }

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

// noteRefusal writes a refused sign-in to the trail, at a bounded rate for each
// address. What was typed stands there only when it is a user's name: people type
// passwords into the wrong field, and the trail keeps everything. Of anything else
// there is a mark, the same for the same text, that tells nothing without the key.
func (s *Service) noteRefusal(ctx context.Context, origin access.Origin, typed string, user User) {
	if s.tries.Noted.Take(httpserver.AddressKey(origin.ClientAddress)) != nil {
		return
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		name := user.Login
		if name == "" {
			const marked = 6
			mark, err := tx.Sign([]byte("sign-in name:" + fold(typed)))
			if err != nil {
				return err
			}
			name = "unknown#" + hex.EncodeToString(mark[:marked])
		}
		return audit.Record(ctx, tx, access.Attempt(name, origin), audit.Entry{
			Action: audit.SessionCreate, ResourceType: "session", Result: audit.Denied,
		})
	})
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelError, "refused sign-in not recorded", slog.Any("error", err))
	}
}

// openSession makes a session in one transaction with whatever goes with it.
func (s *Service) openSession(ctx context.Context, origin access.Origin, user User, action audit.Action,
	also func(ctx context.Context, tx *sqldb.Tx) error,
) (SignedIn, error) {
	var opened credential.Opened
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := also(ctx, tx); err != nil {
			return err
		}
		if err := noteSeen(ctx, tx, user.ID); err != nil {
			return err
		}
		var err error
		if opened, err = s.Open(ctx, tx, user.ID, origin); err != nil {
			return err
		}
		scope := access.Attempt(user.Login, origin)
		return audit.Record(ctx, tx, scope, audit.Entry{Action: action, ResourceType: "session", ResourceID: opened.ID})
	})
	if err != nil {
		return SignedIn{}, err
	}
	principal, err := s.principalOf(ctx, user, access.BySession, origin)
	principal.SessionID = opened.ID
	return SignedIn{Cookie: opened.Cookie, ExpiresAt: opened.ExpiresAt, Principal: principal}, err
}

// NativeSignIn checks a password as SignIn does, and opens a session for a Perses
// client. Kinds: unauthenticated, rate_limited.
func (s *Service) NativeSignIn(
	ctx context.Context, origin access.Origin, typed string, password secret.Text,
) (credential.NativeTokens, error) {
	opened, err := s.SignIn(ctx, origin, typed, password)
	if err != nil {
		return credential.NativeTokens{}, err
	}
	return s.NativeTokens(opened.Principal.Login, opened.Principal.SessionID, opened.ExpiresAt)
}

// NewPassword is a change of one's own password.
type NewPassword struct {
	Present, Next secret.Text
	// EndTokens ends the API tokens too; other sessions always end.
	EndTokens bool
}

// ChangePassword changes one's own password and ends every other session. Kinds:
// invalid (the present password is wrong, the new one too easy), rate_limited,
// forbidden.
func (s *Service) ChangePassword(ctx context.Context, principal access.Principal, input NewPassword) error {
	if err := credential.RefuseToken(principal); err != nil {
		return err
	}
	user, err := userWhere(ctx, s.db.Read(), "id", principal.UserID)
	if err != nil {
		return err
	}
	if err := checkSecretPassword("body.new_password", input.Next, user); err != nil {
		return err
	}
	if err := s.checkPresent(ctx, user, input.Present); err != nil {
		if apperror.Is(err, apperror.Invalid) {
			s.noteWrongPresent(ctx, principal)
		}
		return err
	}
	hash, err := s.hasher.Hash(ctx, input.Next)
	if err != nil {
		return err
	}
	entry := audit.Entry{
		Action: audit.UserChangePassword, ResourceType: "user", ResourceID: user.ID,
		Meta: map[string]any{"end_tokens": input.EndTokens},
	}
	return s.change(ctx, principal, entry, func(ctx context.Context, tx *sqldb.Tx) error {
		present, err := holdUnchanged(ctx, tx, user)
		if err != nil {
			return err
		}
		if err := s.setPassword(ctx, tx, present, hash); err != nil {
			return err
		}
		if input.EndTokens {
			if err := credential.EndTokens(ctx, tx, user.ID); err != nil {
				return err
			}
		}
		return credential.EndSessions(ctx, tx, user.ID, principal.SessionID)
	})
}

// checkPresent checks the password of somebody who is signed in. Failures count for
// them alone: nobody else can use them up. Kinds: invalid, rate_limited.
func (s *Service) checkPresent(ctx context.Context, user User, present secret.Text) error {
	end, err := s.tries.Changes.Begin(ctx, user.ID)
	if err != nil {
		return err
	}
	matches, err := s.hasher.Matches(ctx, present, user.PasswordHash)
	end(err == nil && !matches)
	if err == nil && !matches {
		err = apperror.InvalidField("body.current_password", "is wrong")
	}
	return err
}

// noteWrongPresent writes a wrong present password into the trail, at a bounded rate
// for each user: whoever has a session of theirs may be guessing.
func (s *Service) noteWrongPresent(ctx context.Context, principal access.Principal) {
	if s.tries.Noted.Take("user:"+principal.UserID) != nil {
		return
	}
	entry := audit.Entry{
		Action: audit.UserChangePassword, ResourceType: "user", ResourceID: principal.UserID, Result: audit.Denied,
		Meta: map[string]any{"wrong": "current_password"},
	}
	err := s.change(ctx, principal, entry, func(context.Context, *sqldb.Tx) error { return nil })
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelError, "refused change of a password not recorded", slog.Any("error", err))
	}
}

func checkSecretPassword(field string, chosen secret.Text, user User) error {
	local, _, _ := strings.Cut(user.Email, "@")
	return password.Check(field, chosen, fold(user.Login), fold(local), fold(user.DisplayName))
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

// DeleteExpired deletes the sessions and links whose time is over, for periodic
// work.
func (s *Service) DeleteExpired(ctx context.Context) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := s.Service.DeleteExpired(ctx, tx); err != nil {
			return err
		}
		ended := tx.NewSelect().Table("one_time_link").Column("id").Where("expires_at <= ?", sqldb.At(tx.Now()))
		if tx.Engine() == sqldb.PostgreSQL {
			// Whoever uses them at this moment does not need help.
			ended = ended.For("UPDATE SKIP LOCKED")
		}
		if _, err := tx.NewDelete().Table("one_time_link").Where("id IN (?)", ended).Exec(ctx); err != nil {
			return fmt.Errorf("delete expired links: %w", err)
		}
		return nil
	})
}
