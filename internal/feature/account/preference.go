package account

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const largestPreferences = 64 << 10

// Preferences gives a principal's preferences, {} when none are kept.
func (s *Service) Preferences(ctx context.Context, principal access.Principal) (json.RawMessage, error) {
	var document string
	err := s.db.Read().NewSelect().Table("preference").Column("document").Where("account_id = ?", principal.UserID).
		Limit(1).Scan(ctx, &document)
	if errors.Is(err, sql.ErrNoRows) {
		return json.RawMessage("{}"), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read preferences: %w", err)
	}
	return json.RawMessage(document), nil
}

// PutPreferences replaces a principal's preferences. Kind: invalid.
func (s *Service) PutPreferences(ctx context.Context, principal access.Principal, document json.RawMessage, zone string) error {
	if len(document) > largestPreferences {
		return apperror.InvalidField("body", "must be at most %d bytes", largestPreferences)
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return apperror.InvalidField("body.time_zone", "must be an IANA time zone such as Europe/Berlin")
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO preference (account_id, document, updated_at) VALUES (?, ?, ?)
			ON CONFLICT (account_id) DO UPDATE SET document = excluded.document, updated_at = excluded.updated_at`,
			principal.UserID, string(document), sqldb.At(tx.Now()))
		if err != nil {
			return fmt.Errorf("write preferences: %w", err)
		}
		return nil
	})
}
