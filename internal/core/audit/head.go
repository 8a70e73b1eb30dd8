package audit

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// head is what the trail must have, signed: each entry moves it on in its own
// transaction. Entries that are missing, wherever they stood, don't fit it.
type head struct {
	bun.BaseModel `bun:"table:audit_head"`

	ID      int64  `bun:"id,pk"`
	Entries int64  `bun:"entries"`
	Hash    string `bun:"hash"`
	// BegunAt and BegunOver tell since when there is a head, and over how many
	// entries that were there before.
	BegunAt   sqldb.Time `bun:"begun_at"`
	BegunOver int64      `bun:"begun_over"`
	// Fault tells that somebody changed the head, for ever.
	Fault string `bun:"fault"`
	MAC   string `bun:"mac"`
}

var errNoHead = errors.New("the audit trail has no head")

func (h head) message() []byte {
	return fmt.Appendf(nil, "audit head:%d:%s:%s:%d:%s",
		h.Entries, h.Hash, h.BegunAt.UTC().Format(time.RFC3339Nano), h.BegunOver, h.Fault)
}

// holds tells whether this program has signed the head.
func (h head) holds(db signer) (bool, error) {
	want, err := db.Sign(h.message())
	if err != nil {
		return false, err
	}
	given, err := hex.DecodeString(h.MAC)
	return err == nil && hmac.Equal(want, given), nil // what is no hash was not signed
}

type signer interface {
	Sign(message []byte) ([]byte, error)
}

func readHead(ctx context.Context, db bun.IDB) (head, error) {
	var found head
	err := db.NewSelect().Model(&found).Where("id = 1").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return head{}, errNoHead
	}
	return found, err
}

// heldHead gives the head to go on from. One that is missing is begun over what is
// there; of one that somebody changed the fault is kept.
func heldHead(ctx context.Context, tx *sqldb.Tx) (head, error) {
	found, err := readHead(ctx, tx)
	if errors.Is(err, errNoHead) {
		return beginHead(ctx, tx, "")
	}
	if err != nil {
		return head{}, fmt.Errorf("read the head of the audit trail: %w", err)
	}
	holds, err := found.holds(tx)
	if err != nil {
		return head{}, err
	}
	if !holds {
		return beginHead(ctx, tx, "somebody changed the head before "+tx.Now().Format(time.RFC3339))
	}
	return found, nil
}

func beginHead(ctx context.Context, tx *sqldb.Tx, fault string) (head, error) {
	begun := head{BegunAt: sqldb.At(tx.Now()), Fault: fault}
	count, err := tx.NewSelect().Model((*Row)(nil)).Count(ctx)
	if err != nil {
		return head{}, fmt.Errorf("count the audit trail: %w", err)
	}
	begun.Entries, begun.BegunOver = count, count
	err = tx.NewSelect().Model((*Row)(nil)).Column("hash").OrderExpr("id DESC").Limit(1).Scan(ctx, &begun.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return head{}, fmt.Errorf("read the end of the audit trail: %w", err)
	}
	return begun, nil
}

// keep signs the head and writes it.
func (h head) keep(ctx context.Context, tx *sqldb.Tx) error {
	mac, err := tx.Sign(h.message())
	if err != nil {
		return err
	}
	h.ID, h.MAC = 1, hex.EncodeToString(mac)
	_, err = tx.NewInsert().Model(&h).On("CONFLICT (id) DO UPDATE").
		Set("entries = EXCLUDED.entries, hash = EXCLUDED.hash, begun_at = EXCLUDED.begun_at").
		Set("begun_over = EXCLUDED.begun_over, fault = EXCLUDED.fault, mac = EXCLUDED.mac").Exec(ctx)
	if err != nil {
		return fmt.Errorf("write the head of the audit trail: %w", err)
	}
	return nil
}

// Begin makes the head when there is none: with the first start, and with the first
// start of a version that has one. The trail tells what was there before.
func Begin(ctx context.Context, db *sqldb.DB) error {
	if _, err := readHead(ctx, db.Read()); !errors.Is(err, errNoHead) {
		return err
	}
	return db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := tx.OrderCommit(ctx); err != nil {
			return err
		}
		// Another replica may have been first.
		if _, err := readHead(ctx, tx); !errors.Is(err, errNoHead) {
			return err
		}
		begun, err := beginHead(ctx, tx, "")
		if err != nil {
			return err
		}
		if begun.Entries == 0 {
			return begun.keep(ctx, tx)
		}
		return Record(ctx, tx, access.System("", "Dashkeep"), Entry{
			Action: "audit.begin", ResourceType: "audit", Meta: map[string]any{"entries": begun.Entries, "head": begun.Hash},
		})
	})
}

// Mark names a state of the trail, to be kept outside the database: the number of
// entries and the hash of the last, as "17:ab…".
type Mark struct {
	Entries int64
	Hash    string
}

func (m Mark) String() string { return strconv.FormatInt(m.Entries, 10) + ":" + m.Hash }

// ParseMark reads what String gives.
func ParseMark(text string) (Mark, error) {
	var mark Mark
	if _, err := fmt.Sscanf(text, "%d:%s", &mark.Entries, &mark.Hash); err != nil || mark.Entries < 1 {
		return Mark{}, errors.New("a mark is a number of entries and a hash such as 17:9f86d0…, as `audit verify` prints it")
	}
	return mark, nil
}
