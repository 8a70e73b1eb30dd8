package instance

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// errOtherKey is said when a replica, or a restored database, meets another
// secret key than the one that its secrets were sealed with.
var errOtherKey = errors.New("this database's secrets were sealed with another secret key: " +
	"give every replica the same DASHKEEP_SECRET_KEY (or DASHKEEP_SECRET_KEY_FILE), the secret.key of the first start")

// OpenKey reads the secret key, makes it with the first start, and lets the database
// sign with it.
func OpenKey(ctx context.Context, settings config.Settings, db *sqldb.DB) (*secret.Box, error) {
	file, isNew, err := keyFile(ctx, settings, db)
	if err != nil {
		return nil, err
	}
	key, err := secret.LoadKey(settings.SecretKey, file)
	if err != nil {
		return nil, err
	}
	box, err := secret.NewBox(key)
	if err != nil {
		return nil, err
	}
	db.SignWith(box.Sign)
	if err := CheckKey(ctx, db, box.KeyID()); err != nil || !isNew {
		return box, err
	}
	if err := os.Rename(file, filepath.Join(settings.Data, KeyName)); err != nil {
		return nil, fmt.Errorf("keep the secret key: %w", err)
	}
	return box, nil
}

// keyFile is where the key of the data folder stands. A new one gets its name when the
// database knows it, so that a key of this name always had an instance; a start that
// was cut off before goes on with it.
func keyFile(ctx context.Context, settings config.Settings, db *sqldb.DB) (file string, isNew bool, err error) {
	file, begun := filepath.Join(settings.Data, KeyName), filepath.Join(settings.Data, NewKeyName)
	if _, err := os.Stat(file); !settings.SecretKey.Empty() || !errors.Is(err, fs.ErrNotExist) {
		return file, false, nil
	}
	known, err := knowsKey(ctx, db)
	if err != nil {
		return "", false, err
	}
	if _, err := os.Stat(begun); known && errors.Is(err, fs.ErrNotExist) {
		return "", false, errOtherKey // a new key would not be the one of this database
	}
	return begun, true, nil
}

func knowsKey(ctx context.Context, db *sqldb.DB) (bool, error) {
	known, err := db.Read().NewSelect().Table("instance").Where("name = ?", keyIDName).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the secret key's id: %w", err)
	}
	return known, nil
}

const keyIDName = "secret_key_id"

// CheckKey remembers the id of the secret key with the first start, which begins the
// audit trail too, and refuses another one later, before anything is sealed that others
// can't open.
func CheckKey(ctx context.Context, db *sqldb.DB, id string) error {
	const name = keyIDName
	var kept string
	err := db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		made, err := tx.ExecContext(ctx, `INSERT INTO instance (name, value, created_at) VALUES (?, ?, ?)
			ON CONFLICT (name) DO NOTHING`, name, id, sqldb.At(tx.Now()))
		if err != nil {
			return err
		}
		if rows, err := made.RowsAffected(); err != nil || rows > 0 {
			if err := errors.Join(err, beginTrail(ctx, tx)); err != nil {
				return err
			}
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

// beginTrail begins the audit trail of a first start. One that has people already is
// no first start, whatever was taken out of the database.
func beginTrail(ctx context.Context, tx *sqldb.Tx) error {
	used, err := tx.NewSelect().Table("account").Exists(ctx)
	if err != nil || used {
		return err
	}
	return audit.First(ctx, tx)
}
