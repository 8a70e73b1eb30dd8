package secret

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// Derive gives a key of its own for a purpose, so that no key serves two.
func Derive(key []byte, purpose string) ([]byte, error) {
	derived, err := hkdf.Key(sha256.New, key, nil, purpose, keyBytes)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	return derived, nil
}
