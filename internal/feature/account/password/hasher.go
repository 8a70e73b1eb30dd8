package password

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

const (
	argonKey  = 32
	argonSalt = 16
	// hashesAtOnce bounds the memory that sign-ins take together.
	hashesAtOnce = 2
)

// Cost is what one argon2id hash costs. Hashes carry their own, so those
// that were made with another stay good.
type Cost struct {
	Time, MemoryKiB uint32
	Threads         uint8
}

// SafeCost is the cost of the product, after the second recommendation of RFC 9106
// with less memory, so that a handful of sign-ins at once stay small.
func SafeCost() Cost { return Cost{Time: 3, MemoryKiB: 32 << 10, Threads: 2} }

// CheapCost protects nothing. It is for tests, whose users are many and have no secrets.
func CheapCost() Cost { return Cost{Time: 1, MemoryKiB: 8, Threads: 1} }

// check refuses every cost that nobody meant: what lies between the two is a mistake.
func (c Cost) check() error {
	safe := SafeCost()
	if c == CheapCost() || c.Time >= safe.Time && c.MemoryKiB >= safe.MemoryKiB && c.Threads >= 1 {
		return nil
	}
	return fmt.Errorf("the password cost %+v is below %+v", c, safe)
}

// Hasher makes and checks password hashes, a few at a time.
type Hasher struct {
	slots *semaphore.Weighted
	cost  Cost
}

// New makes a hasher at a price; SafeCost when it is zero. It refuses every price that
// nobody means.
func New(cost Cost) (*Hasher, error) {
	if cost == (Cost{}) {
		cost = SafeCost()
	}
	return &Hasher{slots: semaphore.NewWeighted(hashesAtOnce), cost: cost}, cost.check()
}

// Hash gives the PHC string of a password.
func (h *Hasher) Hash(ctx context.Context, password secret.Text) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt)
	key, err := h.derive(ctx, password, salt, h.cost)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.MemoryKiB, h.cost.Time, h.cost.Threads,
		encode(salt), encode(key)), nil
}

// Matches checks a password against a PHC string. An empty one never matches, but
// takes as long, so that nobody learns which users exist.
func (h *Hasher) Matches(ctx context.Context, password secret.Text, phc string) (bool, error) {
	cost, salt, want, ok := parsePHC(phc)
	if !ok {
		cost, salt, want = h.cost, make([]byte, argonSalt), make([]byte, argonKey)
	}
	key, err := h.derive(ctx, password, salt, cost)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1 && ok, nil
}

func (h *Hasher) derive(ctx context.Context, password secret.Text, salt []byte, cost Cost) ([]byte, error) {
	if err := h.slots.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("wait for a password check: %w", err)
	}
	defer h.slots.Release(1)
	var key []byte
	password.Use(func(plain string) {
		key = argon2.IDKey([]byte(plain), salt, cost.Time, cost.MemoryKiB, cost.Threads, argonKey)
	})
	return key, nil
}

func parsePHC(phc string) (cost Cost, salt, key []byte, ok bool) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return cost, nil, nil, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.MemoryKiB, &cost.Time, &cost.Threads); err != nil {
		return cost, nil, nil, false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	sound := saltErr == nil && keyErr == nil && len(key) == argonKey && cost.Time > 0 && cost.Threads > 0
	return cost, salt, key, sound
}
