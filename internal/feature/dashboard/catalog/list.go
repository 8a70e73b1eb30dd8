package catalog

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
)

// Listed is a page of whole dashboards.
type Listed struct {
	Dashboards []dashboard.Dashboard
	Next       string
}

const (
	// mostListed bounds a list that asks for no page, as Perses' clients do.
	mostListed = 2000
	// heaviestList is how many bytes of documents one answer may hold.
	heaviestList = 64 << 20
	// readAtOnce is how many documents are read in one query.
	readAtOnce = 100
)

// List reads dashboards with their documents. A limit of zero is all of them, as
// far as they fit into one answer; the rest is behind Next. Kinds of error: invalid.
func (s *Service) List(ctx context.Context, scope access.Scope, filter Filter, withDocuments bool) (Listed, error) {
	limit := mostListed
	if filter.Limit > 0 {
		limit = min(filter.Limit, dashboard.LongestPage)
	}
	var listed Listed
	weight, cursor := 0, filter.Cursor
	for len(listed.Dashboards) < limit {
		rows, next, err := s.rows(ctx, scope, filter, cursor, min(limit-len(listed.Dashboards), readAtOnce),
			withDocuments)
		if err != nil {
			return Listed{}, err
		}
		for _, row := range rows {
			weight += len(row.Document)
			listed.Dashboards = append(listed.Dashboards, row.Dashboard().Veiled(scope))
		}
		if listed.Next, cursor = next, next; next == "" || weight > heaviestList {
			break
		}
	}
	return listed, nil
}
