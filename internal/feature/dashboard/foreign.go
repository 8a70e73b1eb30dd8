package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Foreign is how a document of another making is saved.
type Foreign struct {
	// Message is why, for the history.
	Message string
	// Overwrite saves a new version of a dashboard that exists, and brings one of the
	// name back from the bin.
	Overwrite bool
	// DryRun checks everything and saves nothing.
	DryRun bool
	// Taken are the names of other documents that would be saved before.
	Taken map[string]bool
}

// Placed is what became of a foreign document, or would become of it.
type Placed struct {
	// Exists and InBin: a dashboard of this name is there. FreeName is one that is not
	// taken, of a dry run.
	Exists, InBin bool
	FreeName      string
	// Missing are the datasources that the project does not have yet.
	Missing []apperror.Field
	Saved   bool
	// Document is the document as it was, or would be, saved; ETag its version.
	Document json.RawMessage
	ETag     string
}

// CheckForeign checks a document as a save of it does, and gives the warnings of a good
// one. Kinds of error: invalid.
func (s *Service) CheckForeign(ctx context.Context, scope access.Scope, d *perses.Document) ([]apperror.Field, error) {
	return s.prepare(ctx, scope, d, Save{})
}

// SaveForeign saves a document that CheckForeign found to be good. What is known of its
// place is told with an error, too. Kinds of error: invalid, conflict, forbidden, too_large.
func (s *Service) SaveForeign(ctx context.Context, scope access.Scope, d *perses.Document, how Foreign) (Placed, error) {
	save := Save{Message: how.Message, action: audit.DashboardImport, exact: true, Restore: how.Overwrite}
	var row Row
	var placed Placed
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		existing, err := findDashboard(ctx, tx, scope, d.Name(), true)
		if placed.Exists = err == nil; err != nil && !apperror.Is(err, apperror.NotFound) {
			return err
		}
		placed.InBin = placed.Exists && existing.ArchivedAt != nil
		switch {
		case how.DryRun:
			return s.tryForeign(ctx, tx, scope, d, how.Taken, &placed) // nothing is changed, nobody is told
		case placed.Exists && existing.ArchivedAt == nil && how.Overwrite:
			row, err = s.updateIn(ctx, tx, scope, existing, d, save)
		default:
			row, err = s.createIn(ctx, tx, scope, d, save)
		}
		return err
	})
	if err != nil {
		return placed, err
	}
	if placed.Missing, err = s.withMissing(ctx, s.db.Read(), scope, d, nil); err != nil {
		return placed, err
	}
	placed.Document = json.RawMessage(d.JSON())
	if !how.DryRun {
		placed.Saved, placed.Document, placed.ETag = true, veiled(scope, row.Document), etag(row.ID, row.Version)
	}
	return placed, nil
}

// tryForeign checks what a save would check, and finds a name that is free.
func (s *Service) tryForeign(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, d *perses.Document, taken map[string]bool, placed *Placed,
) error {
	if err := s.checkReferences(ctx, tx, scope, d, nil); err != nil {
		return err
	}
	if taken[d.Name()] {
		placed.Exists = true
	}
	if !placed.Exists {
		return nil
	}
	const mostTries = 200
	for n := 2; n < mostTries; n++ {
		suffix := fmt.Sprintf("-%d", n)
		name := strings.TrimRight(d.Name()[:min(len(d.Name()), 75-len(suffix))], "-") + suffix
		if taken[name] {
			continue
		}
		_, err := findDashboard(ctx, tx, scope, name, false)
		if apperror.Is(err, apperror.NotFound) {
			placed.FreeName = name
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
