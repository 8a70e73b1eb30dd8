package dashboard

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// checkReferences makes sure that a document asks datasources of the kind that it
// says, that it brings none of its own unless the saver may manage datasources, and
// that those it brings use secrets of the project only. A datasource that is not
// there yet is no fault: clients apply files in any order. before is nil for a new
// dashboard.
func (s *Service) checkReferences(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, d, before *perses.Document,
) error {
	brought, err := s.datasources.CheckOwn(ctx, tx, scope, d, before)
	if err != nil {
		return err //nolint:wrapcheck // already a message for people
	}
	findings, err := s.findingsOfReferences(ctx, tx, scope, d)
	if err != nil {
		return err
	}
	findings.Faults = append(findings.Faults, brought.Faults...)
	return findings.Err()
}

// findingsOfReferences holds the datasources that a document names against those
// that the project may use: one of another kind is a fault, one that is not there
// a warning, told once with the number of its other places.
func (s *Service) findingsOfReferences(
	ctx context.Context, db bun.IDB, scope access.Scope, d *perses.Document,
) (schema.Findings, error) {
	var findings schema.Findings
	known, err := s.datasources.Kinds(ctx, db, scope)
	if err != nil {
		return findings, err //nolint:wrapcheck // says what was done
	}
	for _, name := range perses.InlineDatasources(d) {
		known[name] = d.Root().Get("spec", "datasources", name, "plugin", "kind").Text()
	}
	var missing []perses.Reference
	places := map[string]int{}
	for _, ref := range perses.References(d) {
		kind, exists := LookUp(known, ref.Name)
		switch {
		case exists && kind != ref.Kind:
			findings.Fault(ref.Path+".kind", "the datasource of this name is of another kind")
		case !exists && places[ref.Name] == 0:
			missing = append(missing, ref)
			fallthrough
		case !exists:
			places[ref.Name]++
		}
	}
	for _, ref := range missing {
		more := ""
		if count := places[ref.Name] - 1; count > 0 {
			more = fmt.Sprintf(", nor for %d more places", count)
		}
		findings.Warn(ref.Path+".name", "this project has no datasource %q yet%s", ref.Name, more)
	}
	return findings, nil
}

// withMissing adds to warnings those of the datasources that are not there.
func (s *Service) withMissing(
	ctx context.Context, db bun.IDB, scope access.Scope, d *perses.Document, warnings []apperror.Field,
) ([]apperror.Field, error) {
	findings, err := s.findingsOfReferences(ctx, db, scope, d)
	return append(warnings, findings.Warnings...), err
}

// LookUp finds what is known under a name, as it is written or in small letters.
func LookUp(known map[string]string, name string) (string, bool) {
	if found, exists := known[name]; exists {
		return found, true
	}
	found, exists := known[asset.FoldName(name)]
	return found, exists
}

// Validate checks a document of a kind without saving it, and gives the warnings
// of a good one. What a dashboard refers to is looked at when its document names a
// project that the asker may read, so that the answer is that of saving it there.
// Kinds of error: invalid, too_large.
func (s *Service) Validate(
	ctx context.Context, asker access.Principal, kind perses.Kind, text []byte,
) ([]apperror.Field, error) {
	d, err := perses.Read(text)
	if err != nil {
		return nil, err
	}
	if kind != perses.Dashboard {
		return s.datasources.Check(kind, asset.FoldName(d.Project()), d) //nolint:wrapcheck // already a message for people
	}
	d.Complete()
	findings := s.checker.Dashboard(ctx, d)
	if err := findings.Err(); err != nil {
		return nil, err
	}
	scope, err := asker.Require(asset.FoldName(d.Project()), access.DashboardRead)
	if err != nil {
		return findings.Warnings, nil //nolint:nilerr // a project that is not there, or not theirs: nothing to look at
	}
	references, err := s.findingsOfReferences(ctx, s.db.Read(), scope, d)
	if err != nil {
		return nil, err
	}
	return append(findings.Warnings, references.Warnings...), references.Err()
}
