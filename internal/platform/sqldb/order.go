package sqldb

import (
	"context"
	"fmt"
)

// commitOrderLock is the key of the advisory lock of OrderCommit: "commitor".
const commitOrderLock = 0x636f6d6d69746f72

// OrderCommit makes the transactions that call it commit one after the other, so
// that numbers taken after the call are committed in their order. It is for a
// BeforeCommit step, which keeps the lock short; there is one lock for all rooms,
// so that two of them in one transaction can't wait for each other crosswise. On
// SQLite, with its one writer, it does nothing.
func (t *Tx) OrderCommit(ctx context.Context) error {
	if t.engine != PostgreSQL {
		return nil
	}
	if _, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?)", int64(commitOrderLock)); err != nil {
		return fmt.Errorf("order commits: %w", err)
	}
	return nil
}
