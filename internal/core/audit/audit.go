package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Result is how an attempt ended.
type Result string

// The results.
const (
	Success Result = "success"
	Denied  Result = "denied"
	Failed  Result = "error"
)

// Entry is one line of the trail as a room writes it. Meta is small, names
// fields and never holds a secret's value.
type Entry struct {
	Action       Action
	ResourceType string
	ResourceID   string
	// Project is the scope's project when empty.
	Project string
	// Result is Success when empty.
	Result Result
	Meta   map[string]any
}

// Row is one line of the trail as it is kept.
type Row struct {
	bun.BaseModel `bun:"table:audit_entry"`

	ID            int64      `bun:"id,pk,autoincrement"`
	At            sqldb.Time `bun:"at"`
	AccountID     string     `bun:"account_id"`
	Login         string     `bun:"login"`
	Action        string     `bun:"action"`
	ResourceType  string     `bun:"resource_type"`
	ResourceID    string     `bun:"resource_id"`
	Project       string     `bun:"project"`
	Result        string     `bun:"result"`
	ClientAddress string     `bun:"client_address"`
	UserAgent     string     `bun:"user_agent"`
	Method        string     `bun:"method"`
	RequestID     string     `bun:"request_id"`
	Meta          string     `bun:"meta"`
	PreviousHash  string     `bun:"previous_hash"`
	Hash          string     `bun:"hash"`
}

const (
	longestField = 300
	largestMeta  = 4096
)

// Record adds an entry to the trail as the transaction's last step.
func Record(_ context.Context, tx *sqldb.Tx, scope access.Scope, entry Entry) error {
	row, err := rowOf(scope, entry, tx.Now())
	if err != nil {
		return err
	}
	tx.BeforeCommit(func(ctx context.Context, tx *sqldb.Tx) error { return write(ctx, tx, row) })
	return nil
}

func rowOf(scope access.Scope, entry Entry, now time.Time) (Row, error) {
	meta := []byte("{}")
	if len(entry.Meta) > 0 {
		encoded, err := json.Marshal(entry.Meta)
		if err != nil {
			return Row{}, fmt.Errorf("encode audit entry: %w", err)
		}
		if meta = []byte(harmless(string(encoded))); len(meta) > largestMeta {
			meta = []byte(`{"cut":true}`)
		}
	}
	principal := scope.Principal()
	row := Row{
		At: sqldb.At(now), AccountID: principal.UserID, Login: short(principal.Login), Action: short(string(entry.Action)),
		ResourceType: short(entry.ResourceType), ResourceID: short(entry.ResourceID), Project: short(entry.Project),
		Result: string(entry.Result), ClientAddress: short(principal.Origin.ClientAddress),
		UserAgent: short(principal.Origin.UserAgent), Method: string(principal.Method),
		RequestID: short(principal.Origin.RequestID), Meta: string(meta),
	}
	if row.Project == "" {
		row.Project = scope.Project()
	}
	if row.Result == "" {
		row.Result = string(Success)
	}
	return row, nil
}

// short bounds a field and takes out what could break a line of a log.
func short(text string) string {
	text = harmless(strings.ToValidUTF8(text, "?"))
	if len(text) > longestField {
		text = strings.ToValidUTF8(text[:longestField], "")
	}
	return text
}

// harmless takes out control characters, and what turns the direction of writing.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return '?'
		}
		return r
	}, text)
}

func write(ctx context.Context, tx *sqldb.Tx, row Row) error {
	if err := tx.OrderCommit(ctx); err != nil {
		return err
	}
	return unavailable(extend(ctx, tx, row))
}

// extend writes an entry behind the head and moves the head on.
func extend(ctx context.Context, tx *sqldb.Tx, row Row) error {
	last, err := heldHead(ctx, tx)
	if err != nil {
		return err
	}
	row.PreviousHash = last.Hash
	row.Hash = row.digest()
	if _, err := tx.NewInsert().Model(&row).ExcludeColumn("id").Returning("id").Exec(ctx); err != nil {
		return fmt.Errorf("write audit entry: %w", err)
	}
	last.Entries, last.Hash, last.LastID = last.Entries+1, row.Hash, row.ID
	return last.keep(ctx, tx)
}

// unavailable says in words why nothing was changed, where the trail itself can't be
// written and not the whole database.
func unavailable(err error) error {
	const soon = 10 * time.Second
	if err == nil || sqldb.Outage(err) != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	failure := apperror.New(apperror.Unavailable, "Nothing was changed: the audit trail can't be written, and no change is "+
		"made without its entry. The server's log has the reason").WithCode("audit_unavailable").WithCause(err)
	failure.RetryAfter = soon
	return failure
}

// digest is the hash of the entry before and of every field but the id.
func (r Row) digest() string {
	parts := []string{
		r.PreviousHash, r.At.UTC().Format(time.RFC3339Nano), r.AccountID, r.Login, r.Action, r.ResourceType,
		r.ResourceID, r.Project, r.Result, r.ClientAddress, r.UserAgent, r.Method, r.RequestID, r.Meta,
	}
	sum := sha256.New()
	for _, part := range parts {
		// The length in front keeps the borders of the fields.
		_, _ = fmt.Fprintf(sum, "%d:%s;", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
