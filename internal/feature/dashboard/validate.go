package dashboard

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Validate checks a document of a kind without saving it and without looking at
// what it refers to, and gives the warnings of a good one. Kinds of error:
// invalid, too_large.
func (s *Service) Validate(kind document.Kind, text []byte) ([]apperror.Field, error) {
	d, err := document.Read(text)
	if err != nil {
		return nil, err
	}
	if kind == document.Dashboard {
		d.Complete()
		findings := s.checker.Dashboard(d)
		return findings.Warnings, findings.Err()
	}
	return nil, s.checkResourceDocument(kind, d.Project(), d)
}
