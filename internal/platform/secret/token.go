package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// tokenBytes is the length of the random part: 256 bits.
const tokenBytes = 32

// Token is an opaque credential: an id to look it up by and a random secret of
// which only the hash is stored.
type Token struct {
	ID     string
	Secret Text
	Hash   []byte
}

// NewToken makes a credential for an id.
func NewToken(id string) Token {
	raw := make([]byte, tokenBytes)
	// crypto/rand.Read never returns an error; it ends the program instead.
	_, _ = rand.Read(raw)
	value := base64.RawURLEncoding.EncodeToString(raw)
	return Token{ID: id, Secret: New(value), Hash: HashOf(value)}
}

// Encode gives the whole credential with a prefix that tells what it is, such as
// "dkp". It is shown once and never stored.
func (t Token) Encode(prefix string) string {
	var encoded string
	t.Secret.Use(func(plain string) {
		encoded = prefix + "_" + strings.ReplaceAll(t.ID, "-", "") + "_" + plain
	})
	return encoded
}

// DecodeToken takes a credential apart. It is false when the form is wrong; the
// secret is not checked here.
func DecodeToken(prefix, encoded string) (id, plain string, ok bool) {
	rest, found := strings.CutPrefix(encoded, prefix+"_")
	if !found || len(rest) != 32+1+43 || rest[32] != '_' {
		return "", "", false
	}
	hex := rest[:32]
	for _, digit := range hex {
		if !strings.ContainsRune("0123456789abcdef", digit) {
			return "", "", false
		}
	}
	id = hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:]
	return id, rest[33:], true
}

// HashOf is what is stored of a credential's secret: SHA-256, enough for 256
// random bits.
func HashOf(plain string) []byte {
	sum := sha256.Sum256([]byte(plain))
	return sum[:]
}

// Matches compares a presented secret with a stored hash in constant time.
func Matches(plain string, hash []byte) bool {
	return subtle.ConstantTimeCompare(HashOf(plain), hash) == 1
}
