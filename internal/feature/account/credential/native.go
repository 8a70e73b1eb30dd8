package credential

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Perses' clients sign in with a password and go on with a JWT as bearer, because
// they read their user's name from it. The JWT says which session it is of and
// holds for minutes; whatever ends the session ends it at the next request.
//
// The refresh token is renewed at each use. A renewed one takes the place of the
// one before when it is used for the first time, not when it is given out: an
// answer may get lost, and percli 0.52 never keeps the renewed one. From then on
// the one before is a sign that somebody else has it, and ends the session.

// accessLifetime is how long a JWT holds.
const accessLifetime = 15 * time.Minute

const (
	issuer          = "dashkeep"
	accessAudience  = "dashkeep/access"
	refreshAudience = "dashkeep/refresh"
)

// NativeTokens are what a Perses client gets for a password or a refresh token.
type NativeTokens struct {
	Access, Refresh string
	// Expiry is when Access ends.
	Expiry time.Time
}

// nativeClaims are what a token says: the login as the subject, the session as the
// id, and of a refresh token how often it was renewed.
type nativeClaims struct {
	jwt.RegisteredClaims
	Generation int64 `json:"gen,omitempty"`
}

// nativeKeys sign the two kinds of tokens, each with a key of its own.
type nativeKeys struct{ access, refresh []byte }

func newNativeKeys(key []byte) (nativeKeys, error) {
	access, err := secret.Derive(key, "dashkeep native access token v1")
	if err != nil {
		return nativeKeys{}, err
	}
	refresh, err := secret.Derive(key, "dashkeep native refresh token v1")
	return nativeKeys{access: access, refresh: refresh}, err
}

// NativeTokens gives the first tokens of a session that ends at a time.
func (s *Service) NativeTokens(login, session string, ends time.Time) (NativeTokens, error) {
	return s.nativeTokens(login, session, ends, 0)
}

func (s *Service) nativeTokens(login, session string, ends time.Time, generation int64) (NativeTokens, error) {
	now := s.clock.Now()
	expiry := now.Add(accessLifetime)
	if ends.Before(expiry) {
		expiry = ends
	}
	claims := func(audience string, until time.Time) jwt.RegisteredClaims {
		return jwt.RegisteredClaims{
			Issuer: issuer, Subject: login, ID: session, Audience: jwt.ClaimStrings{audience},
			IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(until),
		}
	}
	short := nativeClaims{RegisteredClaims: claims(accessAudience, expiry)}
	long := nativeClaims{RegisteredClaims: claims(refreshAudience, ends), Generation: generation}
	bearer, err := jwt.NewWithClaims(jwt.SigningMethodHS256, short).SignedString(s.native.access)
	if err != nil {
		return NativeTokens{}, fmt.Errorf("sign the access token: %w", err)
	}
	refresh, err := jwt.NewWithClaims(jwt.SigningMethodHS256, long).SignedString(s.native.refresh)
	if err != nil {
		return NativeTokens{}, fmt.Errorf("sign the refresh token: %w", err)
	}
	return NativeTokens{Access: bearer, Refresh: refresh, Expiry: expiry}, nil
}

// readNative reads a token that was signed with a key for an audience. It is
// false for every other one.
func (s *Service) readNative(token, audience string, key []byte) (nativeClaims, bool) {
	var claims nativeClaims
	_, err := jwt.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return key, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(issuer), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.clock.Now))
	return claims, err == nil && claims.ID != ""
}

// ByNative tells whose JWT a bearer credential is. Kind: unauthenticated.
func (s *Service) ByNative(ctx context.Context, bearer string, origin access.Origin) (access.Principal, error) {
	claims, ok := s.readNative(bearer, accessAudience, s.native.access)
	if !ok {
		return access.Principal{}, NotSignedIn()
	}
	session, err := s.openSessionOf(ctx, claims.ID)
	if err != nil {
		return access.Principal{}, err
	}
	principal, err := s.principalByID(ctx, session.AccountID, access.BySession, origin)
	if err != nil {
		return access.Principal{}, err
	}
	principal.SessionID = session.ID
	if s.clock.Now().Sub(session.LastSeenAt.Time) > seenInterval {
		s.noteUse(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			return s.touch(ctx, tx, session.ID, session.AccountID)
		})
	}
	return principal, nil
}

// openSessionOf reads a session that has not ended. Kind: unauthenticated.
func (s *Service) openSessionOf(ctx context.Context, id string) (Session, error) {
	session, err := s.store.session(ctx, id)
	if errors.Is(err, sql.ErrNoRows) || err == nil && s.hasEnded(session, s.clock.Now()) {
		return Session{}, NotSignedIn()
	}
	if err != nil {
		return Session{}, fmt.Errorf("read session: %w", err)
	}
	return session, nil
}

// refreshRefused is an invalid request, not an unauthenticated one: that is what
// makes Perses' clients sign in anew.
func refreshRefused() error {
	return apperror.New(apperror.Invalid, "The refresh token does not hold any more. Sign in again").WithCode("invalid_grant")
}

// Refresh gives new tokens for a refresh token. One whose successor was used
// already ends the session. Kind: invalid.
func (s *Service) Refresh(ctx context.Context, origin access.Origin, token string) (NativeTokens, error) {
	claims, ok := s.readNative(token, refreshAudience, s.native.refresh)
	if !ok {
		return NativeTokens{}, refreshRefused()
	}
	session, err := s.openSessionOf(ctx, claims.ID)
	if apperror.Is(err, apperror.Unauthenticated) {
		return NativeTokens{}, refreshRefused()
	}
	if err != nil {
		return NativeTokens{}, err
	}
	principal, err := s.principalByID(ctx, session.AccountID, access.BySession, origin)
	if apperror.Is(err, apperror.Unauthenticated) {
		return NativeTokens{}, refreshRefused()
	}
	if err != nil {
		return NativeTokens{}, err
	}
	principal.SessionID = session.ID
	holds := false
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var err error
		holds, err = s.renew(ctx, tx, principal, claims.Generation)
		return err
	})
	if err != nil {
		return NativeTokens{}, err
	}
	if !holds {
		return NativeTokens{}, refreshRefused()
	}
	return s.nativeTokens(principal.Login, session.ID, session.ExpiresAt.Time, claims.Generation+1)
}

// renew takes note that a refresh token of a generation was used. It is false when
// the token does not hold: its session is ended then.
func (s *Service) renew(ctx context.Context, tx *sqldb.Tx, principal access.Principal, generation int64) (bool, error) {
	// The user first, as everywhere.
	if err := s.needs.Users.Hold(ctx, tx, principal.UserID); err != nil {
		return false, err
	}
	var newest int64
	err := tx.NewSelect().Table("account_native_session").Column("generation").
		Where("session_id = ?", principal.SessionID).Scan(ctx, &newest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("read the generation of the refresh token: %w", err)
	}
	if generation < newest {
		return false, endStolen(ctx, tx, principal)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO account_native_session (session_id, generation)
		SELECT id, CAST(? AS BIGINT) FROM account_session WHERE id = ?
		ON CONFLICT (session_id) DO UPDATE SET generation = excluded.generation`, generation, principal.SessionID)
	if err != nil {
		return false, fmt.Errorf("note the use of the refresh token: %w", err)
	}
	return true, s.touch(ctx, tx, principal.SessionID, principal.UserID)
}

// endStolen ends a session whose refresh token two hold.
func endStolen(ctx context.Context, tx *sqldb.Tx, principal access.Principal) error {
	_, err := tx.NewDelete().Table("account_session").Where("id = ?", principal.SessionID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	tellEnded(tx, principal.UserID)
	scope, err := principal.Require("", access.SignedIn)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, scope, audit.Entry{
		Action: audit.SessionDelete, ResourceType: "session", ResourceID: principal.SessionID, Result: audit.Denied,
		Meta: map[string]any{"reason": "an old refresh token was used again"},
	})
}
