package auditlog

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Filter chooses entries; empty fields choose all.
type Filter struct {
	User, Action, ResourceType, ResourceID, Project, Result string
	From, To                                                *time.Time
	// Before is the id of the last entry of the page before.
	Before int64
}

// Service reads the trail.
type Service struct{ db *sqldb.DB }

// NewService makes the service.
func NewService(db *sqldb.DB) *Service { return &Service{db: db} }

// Page gives entries, newest first, and the cursor of the next page, empty at the
// end. It wants the scope of an administrator.
func (s *Service) Page(ctx context.Context, scope access.Scope, filter Filter, limit int) ([]audit.Row, string, error) {
	if !scope.Granted() {
		return nil, "", apperror.New(apperror.Forbidden, "Only administrators read the audit trail")
	}
	var rows []audit.Row
	query := s.db.Read().NewSelect().Model(&rows).Column("id", "at", "account_id", "login", "action", "resource_type",
		"resource_id", "project", "result", "client_address", "user_agent", "method", "request_id", "meta").
		OrderExpr("id DESC").Limit(int64(limit) + 1)
	for column, value := range map[string]string{
		"login": filter.User, "action": filter.Action, "resource_type": filter.ResourceType,
		"resource_id": filter.ResourceID, "project": filter.Project, "result": filter.Result,
	} {
		if value != "" {
			query = query.Where(column+" = ?", value)
		}
	}
	if filter.From != nil {
		query = query.Where("at >= ?", sqldb.At(*filter.From))
	}
	if filter.To != nil {
		query = query.Where("at < ?", sqldb.At(*filter.To))
	}
	if filter.Before > 0 {
		query = query.Where("id < ?", filter.Before)
	}
	if err := query.Scan(ctx); err != nil {
		return nil, "", fmt.Errorf("read the audit trail: %w", err)
	}
	if len(rows) <= limit {
		return rows, "", nil
	}
	rows = rows[:limit]
	return rows, strconv.FormatInt(rows[limit-1].ID, 10), nil
}

// NoteExport writes into the trail that somebody takes it away, as a whole or a part.
func (s *Service) NoteExport(ctx context.Context, scope access.Scope, filter Filter, format string) error {
	meta := map[string]any{"format": format}
	if filter.Project != "" {
		meta["project"] = filter.Project
	}
	if filter.From != nil {
		meta["from"] = filter.From.UTC()
	}
	if filter.To != nil {
		meta["to"] = filter.To.UTC()
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.AuditExport, ResourceType: "audit", Meta: meta,
		})
	})
}
