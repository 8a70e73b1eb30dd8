package dashboard

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
)

// Validate checks a document of a kind without saving it and without looking at
// what it refers to. Kinds of error: invalid, too_large.
func (s *Service) Validate(kind document.Kind, text []byte) error {
	d, err := document.Read(text)
	if err != nil {
		return err
	}
	if kind == document.Dashboard {
		d.Complete()
		return s.checker.Dashboard(d).Err()
	}
	return s.checkResourceDocument(kind, d.Project(), d)
}
