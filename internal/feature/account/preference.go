package account

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const largestPreferences = 64 << 10

// Preferences gives a principal's preferences, {} when none are kept.
func (s *Service) Preferences(ctx context.Context, principal access.Principal) (json.RawMessage, error) {
	return preferencesOf(ctx, s.db.Read(), principal.UserID)
}

func preferencesOf(ctx context.Context, db bun.IDB, accountID string) (json.RawMessage, error) {
	var document string
	err := db.NewSelect().Table("preference").Column("document").Where("account_id = ?", accountID).
		Limit(1).Scan(ctx, &document)
	if errors.Is(err, sql.ErrNoRows) {
		return json.RawMessage("{}"), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read preferences: %w", err)
	}
	return json.RawMessage(document), nil
}

// preferencesTag names a document of preferences for If-Match.
func preferencesTag(document json.RawMessage) string {
	sum := sha256.Sum256(document)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// PutPreferences replaces a principal's preferences: with ifMatch only those of
// that tag, so that who adds to a list loses nothing that was added meanwhile.
// Kind: invalid, conflict.
func (s *Service) PutPreferences(
	ctx context.Context, principal access.Principal, document json.RawMessage, zone, ifMatch string,
) error {
	if len(document) > largestPreferences {
		return apperror.InvalidField("body", "must be at most %d bytes", largestPreferences)
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return apperror.InvalidField("body.time_zone", "must be an IANA time zone such as Europe/Berlin")
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		// Of two who write at once the second compares with what the first wrote, whether
		// that one had a tag or none.
		if _, err := holdUser(ctx, tx, principal.UserID); err != nil {
			return err
		}
		if err := matchPreferences(ctx, tx, principal.UserID, ifMatch); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO preference (account_id, document, updated_at) VALUES (?, ?, ?)
			ON CONFLICT (account_id) DO UPDATE SET document = excluded.document, updated_at = excluded.updated_at`,
			principal.UserID, string(document), sqldb.At(tx.Now()))
		if err != nil {
			return fmt.Errorf("write preferences: %w", err)
		}
		return nil
	})
}

// matchPreferences refuses a tag that is not that of the kept preferences; none
// matches all. Kind: conflict.
func matchPreferences(ctx context.Context, tx *sqldb.Tx, accountID, ifMatch string) error {
	if ifMatch == "" {
		return nil
	}
	kept, err := preferencesOf(ctx, tx, accountID)
	if err != nil {
		return err
	}
	// A proxy that compresses answers makes tags weak.
	if strings.TrimPrefix(strings.TrimSpace(ifMatch), "W/") != preferencesTag(kept) {
		return apperror.New(apperror.Conflict, "The preferences were changed meanwhile. Read them again")
	}
	return nil
}
