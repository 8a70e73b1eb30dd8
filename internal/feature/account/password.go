package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/sync/semaphore"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// The cost of argon2id, after the second recommendation of RFC 9106 with less
// memory, so that a handful of sign-ins at once stay small.
const (
	argonTime    = 3
	argonMemory  = 32 << 10 // KiB
	argonThreads = 2
	argonKey     = 32
	argonSalt    = 16
	// hashesAtOnce bounds the memory that sign-ins take together.
	hashesAtOnce = 2
)

// hasher makes and checks password hashes, a few at a time.
type hasher struct{ slots *semaphore.Weighted }

func newHasher() *hasher { return &hasher{slots: semaphore.NewWeighted(hashesAtOnce)} }

// hash gives the PHC string of a password.
func (h *hasher) hash(ctx context.Context, password secret.Text) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt)
	key, err := h.derive(ctx, password, salt, argonTime, argonMemory, argonThreads)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		encode(salt), encode(key)), nil
}

// matches checks a password against a PHC string. An empty one never matches, but
// takes as long, so that nobody learns which users exist.
func (h *hasher) matches(ctx context.Context, password secret.Text, phc string) (bool, error) {
	cost, salt, want, ok := parsePHC(phc)
	if !ok {
		cost, salt, want = phcCost{argonTime, argonMemory, argonThreads}, make([]byte, argonSalt), make([]byte, argonKey)
	}
	key, err := h.derive(ctx, password, salt, cost.time, cost.memory, cost.threads)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1 && ok, nil
}

func (h *hasher) derive(ctx context.Context, password secret.Text, salt []byte, time, memory uint32, threads uint8) (
	[]byte, error,
) {
	if err := h.slots.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("wait for a password check: %w", err)
	}
	defer h.slots.Release(1)
	var key []byte
	password.Use(func(plain string) { key = argon2.IDKey([]byte(plain), salt, time, memory, threads, argonKey) })
	return key, nil
}

type phcCost struct {
	time, memory uint32
	threads      uint8
}

func parsePHC(phc string) (cost phcCost, salt, key []byte, ok bool) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return cost, nil, nil, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.memory, &cost.time, &cost.threads); err != nil {
		return cost, nil, nil, false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	sound := saltErr == nil && keyErr == nil && len(key) == argonKey && cost.time > 0 && cost.threads > 0
	return cost, salt, key, sound
}
