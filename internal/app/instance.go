package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// errOtherKey is said when a replica, or a restored database, meets another
// secret key than the one that its secrets were sealed with.
var errOtherKey = errors.New("this database's secrets were sealed with another secret key: " +
	"give every replica the same DASHKEEP_SECRET_KEY (or DASHKEEP_SECRET_KEY_FILE), the secret.key of the first start")

// checkKey remembers the id of the secret key with the first start and refuses
// another one later, before anything is sealed that others can't open.
func checkKey(ctx context.Context, db *sqldb.DB, id string) error {
	const name = "secret_key_id"
	var kept string
	err := db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO instance (name, value, created_at) VALUES (?, ?, ?)
			ON CONFLICT (name) DO NOTHING`, name, id, sqldb.At(tx.Now()))
		if err != nil {
			return err
		}
		return tx.NewSelect().Table("instance").Column("value").Where("name = ?", name).Scan(ctx, &kept)
	})
	if err != nil {
		return fmt.Errorf("compare the secret key: %w", err)
	}
	if kept != id {
		return errOtherKey
	}
	return nil
}
