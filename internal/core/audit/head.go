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
	// LastID is the number of the last entry; zero in a head of an older version.
	LastID int64 `bun:"last_id"`
	// BegunAt and BegunOver tell since when there is a head, and over how many
	// entries that were there before.
	BegunAt   sqldb.Time `bun:"begun_at"`
	BegunOver int64      `bun:"begun_over"`
	// Fault tells that somebody changed the head or took it away, for ever.
	Fault string `bun:"fault"`
	MAC   string `bun:"mac"`
}

var errNoHead = errors.New("the audit trail has no head")

func (h head) message() []byte {
	begun := h.BegunAt.UTC().Format(time.RFC3339Nano)
	if h.LastID == 0 {
		return fmt.Appendf(nil, "audit head:%d:%s:%s:%d:%s", h.Entries, h.Hash, begun, h.BegunOver, h.Fault)
	}
	return fmt.Appendf(nil, "audit head of %d:%d:%s:%s:%d:%s", h.LastID, h.Entries, h.Hash, begun, h.BegunOver, h.Fault)
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

// heldHead gives the head to go on from. Every instance has had one since its first
// start, so that of one that is missing, or that somebody changed, the fault is kept.
func heldHead(ctx context.Context, tx *sqldb.Tx) (head, error) {
	found, err := readHead(ctx, tx)
	if errors.Is(err, errNoHead) {
		return beginHead(ctx, tx, tookAway(tx.Now()))
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

func tookAway(before time.Time) string {
	return "somebody took the head away before " + before.UTC().Format(time.RFC3339) + ", and what it stood for with it"
}

func beginHead(ctx context.Context, tx *sqldb.Tx, fault string) (head, error) {
	begun := head{BegunAt: sqldb.At(tx.Now()), Fault: fault}
	count, err := tx.NewSelect().Model((*Row)(nil)).Count(ctx)
	if err != nil {
		return head{}, fmt.Errorf("count the audit trail: %w", err)
	}
	begun.Entries, begun.BegunOver = count, count
	err = tx.NewSelect().Model((*Row)(nil)).Column("id", "hash").OrderExpr("id DESC").Limit(1).
		Scan(ctx, &begun.LastID, &begun.Hash)
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
		Set("entries = EXCLUDED.entries, hash = EXCLUDED.hash, last_id = EXCLUDED.last_id, begun_at = EXCLUDED.begun_at").
		Set("begun_over = EXCLUDED.begun_over, fault = EXCLUDED.fault, mac = EXCLUDED.mac").Exec(ctx)
	if err != nil {
		return fmt.Errorf("write the head of the audit trail: %w", err)
	}
	return nil
}

// First makes the head of a new instance, in the transaction that writes the instance
// down. Over entries, which a new instance has none of, it leaves that to Begin.
func First(ctx context.Context, tx *sqldb.Tx) error {
	if err := tx.OrderCommit(ctx); err != nil {
		return err
	}
	if _, err := readHead(ctx, tx); !errors.Is(err, errNoHead) {
		return err
	}
	begun, err := beginHead(ctx, tx, "")
	if err != nil || begun.Entries > 0 {
		return err
	}
	return begun.keep(ctx, tx)
}

// Begin looks at the head of an instance that was started before. The trail of an older
// version gets its first, as Adopt says. One that is missing otherwise is begun anew and
// never silently: the head keeps that it was missing, so that Verify fails from then on,
// and an entry audit.begin tells how many entries were left.
func Begin(ctx context.Context, db *sqldb.DB) error {
	if err := Adopt(ctx, db); err != nil {
		return err
	}
	if _, err := readHead(ctx, db.Read()); !errors.Is(err, errNoHead) {
		return err
	}
	return db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := tx.OrderCommit(ctx); err != nil {
			return err
		}
		return beginWhereMissing(ctx, tx, tookAway(tx.Now()))
	})
}

// beginWhereMissing begins a head where there is none, with the fault that it is to keep.
// Another replica may have been first.
func beginWhereMissing(ctx context.Context, tx *sqldb.Tx, fault string) error {
	if _, err := readHead(ctx, tx); !errors.Is(err, errNoHead) {
		return err
	}
	begun, err := beginHead(ctx, tx, fault)
	if err != nil {
		return err
	}
	if err := begun.keep(ctx, tx); err != nil {
		return err
	}
	return Record(ctx, tx, access.System("", "Dashkeep"), Entry{
		Action: AuditBegin, ResourceType: "audit", Meta: map[string]any{"entries": begun.Entries, "head": begun.Hash},
	})
}

// HeadFault says in words what is wrong with the head alone; empty when nothing is. It
// is quick: whether the trail fits the head is for Verify.
func HeadFault(ctx context.Context, db *sqldb.DB) (string, error) {
	found, err := readHead(ctx, db.Read())
	if errors.Is(err, errNoHead) {
		return noHead, nil
	}
	if err != nil {
		return "", fmt.Errorf("read the head of the audit trail: %w", err)
	}
	holds, err := found.holds(db)
	if err == nil && !holds {
		return notSigned, nil
	}
	return found.Fault, err
}

const (
	noHead    = "the trail has no signed head: somebody took it away"
	notSigned = "somebody changed the head: it is not signed with this server's secret key"
)

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
