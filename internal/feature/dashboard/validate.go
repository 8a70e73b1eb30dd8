package dashboard

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

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
