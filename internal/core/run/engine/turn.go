package engine

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// turnsOn is how many transactions of workers are open at the same time.
func turnsOn(engine sqldb.Engine) int {
	if engine == sqldb.SQLite {
		return 2 // one writes, the next is ready
	}
	return 4
}

// inTurn is InTx for the work of jobs. Workers of one run wait for the lock of
// its row, and all wait for the order of the commits, so more of them at once
// would get no more done. But each would wait with a connection in its hand, and
// whoever starts a run would find none. Work must not call inTurn again.
func (e *Engine) inTurn(ctx context.Context, work func(ctx context.Context, tx *sqldb.Tx) error) error {
	select {
	case e.turns <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("wait for a turn: %w", context.Cause(ctx))
	}
	defer func() { <-e.turns }()
	return e.db.InTx(ctx, work)
}
