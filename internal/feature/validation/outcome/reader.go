package outcome

import (
	"cmp"
	"context"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Reader reads what checks have found. It needs no service, as rooms that the service
// needs look into it.
type Reader struct{ Store Store }

// NewReader makes a reader of the outcomes in a database.
func NewReader(db *sqldb.DB) Reader { return Reader{Store: NewStore(db)} }

// Latest gives the marks of the named assets of an environment. Those that are not
// listed are missing.
func (o Reader) Latest(
	ctx context.Context, scope access.Scope, environment string, names []string,
) (map[string]health.Mark, error) {
	entries, err := o.Store.latest(ctx, scope, environment, names)
	if err != nil {
		return nil, err
	}
	marks := make(map[string]health.Mark, len(entries))
	for name, entry := range entries {
		marks[name] = entry.mark()
	}
	return marks, nil
}

// UsualCheck is how long a check in an environment usually takes: the median of the
// latest ones, 5 s when there are none.
func (o Reader) UsualCheck(ctx context.Context, scope access.Scope, environment string) (time.Duration, error) {
	usual, err := o.Store.Usual(ctx, scope, environment)
	if err != nil {
		return 0, err
	}
	// Plans reckon with a second at least: a quiet dashboard's check takes
	// milliseconds, and a plan that trusts this starts thousands a minute.
	return max(cmp.Or(usual, 5*time.Second), time.Second), nil
}

// CheckedSince lists the assets that a policy has checked since an instant.
func (o Reader) CheckedSince(
	ctx context.Context, scope access.Scope, policyID string, since time.Time,
) ([]string, error) {
	return o.Store.checkedSince(ctx, scope, policyID, since)
}
