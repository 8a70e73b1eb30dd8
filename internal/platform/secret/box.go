package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	keyBytes   = 32
	keyIDBytes = 4
	boxVersion = 1
)

// ErrOpen is returned when a sealed value can't be opened: the key is another
// one, the value was changed, or it belongs to another row.
var ErrOpen = errors.New("the sealed value does not open: wrong key, changed bytes or another row")

// Box seals values with AES-256-GCM. The key's id stands in the header and the
// row's name is authenticated, so a value can't be moved to another row.
type Box struct {
	aead  cipher.AEAD
	keyID [keyIDBytes]byte
	// macKey is derived from the key, for Sign.
	macKey []byte
}

// NewBox makes a box from a key of 32 bytes.
func NewBox(key []byte) (*Box, error) {
	if len(key) != keyBytes {
		return nil, fmt.Errorf("the secret key must be %d bytes long, it is %d", keyBytes, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("make cipher mode: %w", err)
	}
	box := &Box{aead: aead}
	sum := sha256.Sum256(append([]byte("dashkeep key id:"), key...))
	copy(box.keyID[:], sum[:])
	box.macKey, err = hkdf.Expand(sha256.New, key, "dashkeep sign", keyBytes)
	if err != nil {
		return nil, fmt.Errorf("derive the key to sign with: %w", err)
	}
	return box, nil
}

// Sign gives the keyed hash (HMAC-SHA256) of a message. Who does not have the key
// can't make it.
func (b *Box) Sign(message []byte) []byte {
	sum := hmac.New(sha256.New, b.macKey)
	_, _ = sum.Write(message)
	return sum.Sum(nil)
}

// KeyID names the key without showing it, in hexadecimal.
func (b *Box) KeyID() string { return hex.EncodeToString(b.keyID[:]) }

// Seal encrypts a value for a row, such as "secret/default/prometheus".
func (b *Box) Seal(plain []byte, row string) ([]byte, error) {
	nonce := make([]byte, b.aead.NonceSize())
	_, _ = rand.Read(nonce)
	header := append([]byte{boxVersion}, b.keyID[:]...)
	sealed := append(header, nonce...)
	return b.aead.Seal(sealed, nonce, plain, b.bind(row)), nil
}

// Open decrypts a value of a row. Errors: ErrOpen.
func (b *Box) Open(sealed []byte, row string) ([]byte, error) {
	head := 1 + keyIDBytes
	if len(sealed) < head+b.aead.NonceSize() || sealed[0] != boxVersion {
		return nil, ErrOpen
	}
	nonce := sealed[head : head+b.aead.NonceSize()]
	plain, err := b.aead.Open(nil, nonce, sealed[head+b.aead.NonceSize():], b.bind(row))
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

func (b *Box) bind(row string) []byte { return append(b.keyID[:], row...) }

// LoadKey reads the key: from the given text (base64 of 32 bytes) when there is
// one, else from the file, which is created with a new key and mode 0600 when it
// does not exist. A file that others may read is refused.
func LoadKey(text Text, file string) ([]byte, error) {
	if !text.Empty() {
		var key []byte
		var err error
		text.Use(func(plain string) { key, err = decodeKey(plain) })
		return key, err
	}
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return createKey(file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the secret key: %w", err)
	}
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("read the secret key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the secret key file %s may be read by others (mode %o): set its mode to 0600",
			filepath.Base(file), info.Mode().Perm())
	}
	return decodeKey(string(raw))
}

func decodeKey(text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != keyBytes {
		return nil, fmt.Errorf("the secret key must be the base64 form of %d bytes, "+
			"as `head -c 32 /dev/urandom | base64` prints", keyBytes)
	}
	return key, nil
}

func createKey(file string) ([]byte, error) {
	key := make([]byte, keyBytes)
	_, _ = rand.Read(key)
	handle, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create the secret key: %w", err)
	}
	_, err = handle.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err = errors.Join(err, handle.Sync(), handle.Close()); err != nil {
		return nil, fmt.Errorf("write the secret key: %w", err)
	}
	return key, nil
}
