package sqldb

import "errors"

// errNoSigner is returned where something has to be signed before SignWith.
var errNoSigner = errors.New("sqldb: there is no key to sign with")

// SignWith gives the function that signs what only this program may have written.
// It takes a message to its keyed hash. Call it before the first transaction.
func (db *DB) SignWith(sign func(message []byte) []byte) { db.sign.Store(&sign) }

// Sign gives the keyed hash of a message.
func (db *DB) Sign(message []byte) ([]byte, error) {
	sign := db.sign.Load()
	if sign == nil {
		return nil, errNoSigner
	}
	return (*sign)(message), nil
}

// Sign gives the keyed hash of a message.
func (t *Tx) Sign(message []byte) ([]byte, error) { return t.db.Sign(message) }
