package credential

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// seenInterval is how often it is noted that a credential is used.
	seenInterval     = time.Minute
	longestTokenDays = 366
	longestTokenName = 100
)

// Session is one signed-in browser.
type Session struct {
	bun.BaseModel `bun:"table:account_session"`

	ID            string     `bun:"id,pk"`
	AccountID     string     `bun:"account_id"`
	SecretHash    []byte     `bun:"secret_hash"`
	CreatedAt     sqldb.Time `bun:"created_at"`
	LastSeenAt    sqldb.Time `bun:"last_seen_at"`
	ExpiresAt     sqldb.Time `bun:"expires_at"`
	ClientAddress string     `bun:"client_address"`
	UserAgent     string     `bun:"user_agent"`
}

// APIToken is a credential for programs. Project and Role narrow what its user
// may do; empty means no narrowing.
type APIToken struct {
	bun.BaseModel `bun:"table:api_token"`

	ID         string      `bun:"id,pk"`
	AccountID  string      `bun:"account_id"`
	Name       string      `bun:"name"`
	Project    string      `bun:"project"`
	Role       string      `bun:"role"`
	SecretHash []byte      `bun:"secret_hash"`
	CreatedAt  sqldb.Time  `bun:"created_at"`
	ExpiresAt  sqldb.Time  `bun:"expires_at"`
	LastUsedAt *sqldb.Time `bun:"last_used_at"`
}

// Users knows whose credentials they are.
type Users interface {
	// Principals gives who users are and what they may do, by id, without a method.
	// Who does not exist or may not sign in is missing.
	Principals(ctx context.Context, ids []string) (map[string]access.Principal, error)
	// Hold keeps others from changing a user until the transaction ends. Kind: not_found.
	Hold(ctx context.Context, tx *sqldb.Tx, id string) error
	// NoteSeen notes that a user is there; it holds the user as well.
	NoteSeen(ctx context.Context, tx *sqldb.Tx, id string) error
}

// Needs are what the service is made of; all are required but Key.
type Needs struct {
	DB    *sqldb.DB
	Clock clock.Clock
	Log   *slog.Logger
	Users Users
	// SessionIdle and SessionLifetime end a session.
	SessionIdle, SessionLifetime time.Duration
	// Key comes of the server's secret key; the keys of the JWTs are derived from it. Without
	// one they are signed by a key that ends with the process.
	Key []byte
}

// Service gives credentials out, looks at them and ends them.
type Service struct {
	db     *sqldb.DB
	store  store
	clock  clock.Clock
	log    *slog.Logger
	native nativeKeys
	needs  Needs
}

// New makes the service.
func New(needs Needs) (*Service, error) {
	if needs.DB == nil || needs.Clock == nil || needs.Log == nil || needs.Users == nil {
		return nil, errors.New("credential: a dependency is missing")
	}
	if len(needs.Key) == 0 {
		needs.Key = []byte(rand.Text())
	}
	native, err := newNativeKeys(needs.Key)
	if err != nil {
		return nil, err
	}
	return &Service{
		db: needs.DB, store: store{needs.DB}, clock: needs.Clock, log: needs.Log, native: native, needs: needs,
	}, nil
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make id: %w", err)
	}
	return id.String(), nil
}

// RefuseToken keeps programs from the account itself: a token that was made for one
// project, or to read, must not lock its user out. Kind: forbidden.
func RefuseToken(principal access.Principal) error {
	if principal.Method == access.ByToken {
		return apperror.New(apperror.Forbidden, "A token can't change its user's account. Sign in to do this")
	}
	return nil
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
