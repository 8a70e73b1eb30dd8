package schema

import (
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Findings are what a check found. Faults refuse the document, warnings don't.
type Findings struct {
	Faults, Warnings []apperror.Field

	// ended tells why the check must end; nil lets it last.
	ended func() error
	// stopped is why the check did not go on.
	stopped error
	// patterns are those of its queries that may still be read, asked is what was learned of
	// them.
	patterns *promql.Patterns
	asked    map[string]asked
}

// Err is nil without faults; otherwise an error of the kind invalid with all of them,
// or that of the context that ended before.
func (f Findings) Err() error {
	if f.stopped != nil {
		return fmt.Errorf("check the document: %w", f.stopped)
	}
	if len(f.Faults) == 0 {
		return nil
	}
	message := f.Faults[0].Field + ": " + f.Faults[0].Message
	if more := len(f.Faults) - 1; more > 0 {
		message = fmt.Sprintf("%s (and %d more)", message, more)
	}
	err := apperror.New(apperror.Invalid, "The document is not valid: %s", message).WithCode("invalid_document")
	err.Fields = f.Faults
	return err
}

// Fault adds a fault.
func (f *Findings) Fault(path, format string, args ...any) {
	if len(f.Faults) < mostFaults {
		f.Faults = append(f.Faults, apperror.Field{Field: path, Message: fmt.Sprintf(format, args...)})
	}
}

// Warn adds a warning.
func (f *Findings) Warn(path, format string, args ...any) {
	if len(f.Warnings) < mostFaults {
		f.Warnings = append(f.Warnings, apperror.Field{Field: path, Message: fmt.Sprintf(format, args...)})
	}
}

// goesOn is false when nobody waits for the check any more.
func (f *Findings) goesOn() bool {
	if f.stopped == nil && f.ended != nil {
		f.stopped = f.ended()
	}
	return f.stopped == nil
}
