package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/diff"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// longestMessage is how many characters a save message may have: what a person
// types, 200 in the web UI, and whose version it was saved over.
const longestMessage = 320

// Save says how a document is saved.
type Save struct {
	// Message is why, for the history; may be empty.
	Message string
	// IfMatch is the If-Match header; empty lets the newest write stand.
	IfMatch string
	// Restore lets the creation of a dashboard whose name is in the bin bring that
	// one back with the new content; otherwise it is a conflict.
	Restore bool
	// change is the word of the audit trail and the event; create or update when empty.
	action audit.Action
	// exact keeps nothing of the version before: what is missing is meant to be.
	exact bool
	// restoredFrom is the version that is brought back.
	restoredFrom *int64
}

func (s Save) check() error {
	if utf8.RuneCountInString(s.Message) > longestMessage {
		return apperror.InvalidField("message", "must have at most %d characters", longestMessage)
	}
	if !utf8.ValidString(s.Message) || strings.ContainsRune(s.Message, 0) {
		return apperror.InvalidField("message", "must be text without the character NUL")
	}
	return nil
}

// Create saves a new dashboard at version 0, or brings one back from the bin. Kinds of error: invalid, conflict,
// forbidden, too_large.
func (s *Service) Create(ctx context.Context, scope access.Scope, text []byte, save Save) (Dashboard, error) {
	d, err := perses.Read(text)
	if err != nil {
		return Dashboard{}, err
	}
	return s.create(ctx, scope, d, save)
}

func (s *Service) create(ctx context.Context, scope access.Scope, d *perses.Document, save Save) (Dashboard, error) {
	warnings, err := s.prepare(ctx, scope, d, save)
	if err != nil {
		return Dashboard{}, err
	}
	var made Row
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var err error
		if made, err = s.createIn(ctx, tx, scope, d, save); err != nil {
			return err
		}
		warnings, err = s.withMissing(ctx, tx, scope, d, warnings)
		return err
	})
	return made.Dashboard().Veiled(scope).with(warnings), err
}

// prepare checks what can be known without the database, and gives the warnings of
// a document that is good.
func (s *Service) prepare(ctx context.Context, scope access.Scope, d *perses.Document, save Save) ([]apperror.Field, error) {
	project, err := ProjectOf(scope)
	if err != nil {
		return nil, err
	}
	if err := save.check(); err != nil {
		return nil, err
	}
	d.Complete()
	d.FoldNames()
	if named := d.Project(); named != "" && named != project {
		return nil, apperror.InvalidField("metadata.project", "must be the project of the address")
	}
	findings := s.checker.Dashboard(ctx, d)
	return findings.Warnings, findings.Err()
}

func (s *Service) createIn(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, d *perses.Document, save Save,
) (Row, error) {
	existing, err := findDashboard(ctx, tx, scope, d.Name(), true)
	switch {
	case err == nil && existing.ArchivedAt != nil && save.Restore:
		return s.revive(ctx, tx, scope, existing, d, save)
	case err == nil && existing.ArchivedAt != nil:
		return Row{}, inBin(d.Name())
	case err == nil:
		return Row{}, alreadyExists("dashboard", d.Name())
	case !apperror.Is(err, apperror.NotFound):
		return Row{}, err
	}
	if err := s.checkReferences(ctx, tx, scope, d, nil); err != nil {
		return Row{}, err
	}
	if err := s.datasources.SealOwn(scope.Project(), d, nil); err != nil {
		return Row{}, err
	}
	id, err := newID()
	if err != nil {
		return Row{}, err
	}
	principal := scope.Principal()
	row := Row{
		ID: id, Project: scope.Project(), Name: d.Name(), State: string(Active), CreatedAt: sqldb.At(tx.Now()),
	}
	if principal.Method != access.BySystem {
		row.OwnerID, row.Owner = principal.UserID, principal.Login
	}
	if err := s.fill(&row, scope, d, tx.Now()); err != nil {
		return Row{}, err
	}
	if err := insertDashboard(ctx, tx, &row); err != nil {
		return Row{}, err
	}
	if save.action == "" {
		save.action = audit.DashboardCreate
	}
	return row, s.writeVersion(ctx, tx, scope, row, d, save, "Created")
}

// fill writes what a row says about the document that becomes its latest.
func (s *Service) fill(row *Row, scope access.Scope, d *perses.Document, now time.Time) error {
	d.Stamp(perses.Stamp{
		Name: row.Name, Project: row.Project, Version: row.Version, CreatedAt: row.CreatedAt.Time, UpdatedAt: now,
	})
	text := d.JSON()
	if err := perses.Limits().CheckSize(text); err != nil {
		return err
	}
	tags, err := json.Marshal(append([]string{}, d.Tags()...))
	if err != nil {
		return fmt.Errorf("encode tags: %w", err)
	}
	row.Title, row.SortTitle, row.Description = d.Title(), strings.ToLower(d.Title()), d.Description()
	row.Document, row.Digest, row.Tags = sqldb.JSON(text), d.Digest(), sqldb.JSON(tags)
	row.Panels = len(perses.Panels(d))
	row.Search = searchText(d, s.checker.Metrics(d), row.Owner)
	row.UpdatedAt, row.UpdatedBy = sqldb.At(now), scope.Principal().Login
	return nil
}

func (s *Service) writeVersion(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row Row,
	d *perses.Document, save Save, summary string,
) error {
	version := versionRow{
		DashboardID: row.ID, Version: row.Version, Project: row.Project, Document: row.Document, Message: save.Message,
		Summary: summary, RestoredFrom: save.restoredFrom, SavedAt: row.UpdatedAt,
		SavedByID: scope.Principal().UserID, SavedBy: row.UpdatedBy,
	}
	if err := insertVersion(ctx, tx, &version); err != nil {
		return err
	}
	if err := writeIndex(ctx, tx, row.ID, d); err != nil {
		return err
	}
	return record(ctx, tx, scope, row.Name, row.Version, save.action, map[string]any{
		"version": row.Version,
		"summary": summary,
	})
}

// Update saves a new version of a dashboard. A save that changes nothing makes no
// version. Kinds of error: invalid, not_found, conflict, forbidden, too_large.
func (s *Service) Update(
	ctx context.Context, scope access.Scope, name string, text []byte, save Save,
) (Dashboard, error) {
	d, err := perses.Read(text)
	if err != nil {
		return Dashboard{}, err
	}
	return s.update(ctx, scope, name, d, save)
}

func (s *Service) update(
	ctx context.Context, scope access.Scope, name string, d *perses.Document, save Save,
) (Dashboard, error) {
	d.FoldNames()
	if d.Name() != asset.FoldName(name) {
		return Dashboard{}, apperror.InvalidField("metadata.name", "must be the name of the address")
	}
	// Null takes a member away, so what is missing is merged back before nulls go.
	merged := d.Clone()
	warnings, err := s.prepare(ctx, scope, d, save)
	if err != nil {
		return Dashboard{}, err
	}
	merged.Recall(d)
	var saved Row
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := findDashboard(ctx, tx, scope, name, true)
		if err != nil {
			return err
		}
		if saved, err = s.updateIn(ctx, tx, scope, row, merged, save); err != nil {
			return err
		}
		warnings, err = s.withMissing(ctx, tx, scope, merged, warnings)
		return err
	})
	return saved.Dashboard().Veiled(scope).with(warnings), err
}

func (s *Service) updateIn(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row Row, d *perses.Document, save Save,
) (Row, error) {
	if row.ArchivedAt != nil {
		return row, inBin(row.Name)
	}
	if save.IfMatch != "" && !matches(save.IfMatch, etag(row.ID, row.Version)) {
		return row, stale(ctx, tx, scope, row, save.IfMatch)
	}
	stored, err := perses.Read(row.Document)
	if err != nil {
		return row, fmt.Errorf("read the stored dashboard: %w", err)
	}
	if !save.exact {
		d.KeepUnknown(stored)
	}
	d.Complete()
	if save.restoredFrom == nil { // the values of an earlier version are sealed already
		putBackOwn(scope, d, stored)
		if err := s.datasources.SealOwn(row.Project, d, stored); err != nil {
			return row, err
		}
	}
	if d.Digest() == row.Digest {
		return row, nil
	}
	if err := s.checkReferences(ctx, tx, scope, d, stored); err != nil {
		return row, err
	}
	row.Version++
	if err := s.fill(&row, scope, d, tx.Now()); err != nil {
		return row, err
	}
	if err := updateDashboard(ctx, tx, &row); err != nil {
		return row, err
	}
	if save.action == "" {
		save.action = audit.DashboardUpdate
	}
	return row, s.writeVersion(ctx, tx, scope, row, d, save, shortened(diff.Compare(stored, d).Summary))
}

func shortened(text string) string {
	const longest = 300
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest-1]) + "…"
}

// stale is the answer to a save that was made from an older version: it carries
// the latest document and the one that the save was made from.
func stale(ctx context.Context, tx *sqldb.Tx, scope access.Scope, row Row, ifMatch string) error {
	problem := apperror.New(apperror.Conflict,
		"%s saved a newer version of this dashboard. Compare, overwrite it, or save yours as a copy", row.UpdatedBy).
		WithCode("stale_version").WithDetail("current", veiled(scope, row.Document)).
		WithDetail("current_version", row.Version).WithDetail("saved_by", row.UpdatedBy).
		WithDetail("saved_at", row.UpdatedAt.Time).WithDetail("etag", etag(row.ID, row.Version))
	if base, ok := baseVersion(ifMatch); ok && etag(row.ID, base) == strings.TrimPrefix(strings.TrimSpace(ifMatch),
		"W/") {
		old, err := findVersion(ctx, tx, row.Project, row.ID, base)
		if err == nil {
			problem = problem.WithDetail("yours_base", veiled(scope, old.Document)).WithDetail("yours_version", base)
		} else if !apperror.Is(err, apperror.NotFound) {
			return err
		}
	}
	return problem
}
