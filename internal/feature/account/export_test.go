package account

import (
	"context"
	"encoding/json"
	"time"
)

// RecordPauses keeps the pauses before passwords instead of making them.
func (s *Service) RecordPauses() *[]time.Duration {
	made := &[]time.Duration{}
	s.pause = func(_ context.Context, wait time.Duration) error {
		*made = append(*made, wait)
		return nil
	}
	return made
}

// PreferencesTag is preferencesTag.
func PreferencesTag(document json.RawMessage) string { return preferencesTag(document) }

// FoldAtOnce sets how many addresses are looked at in one transaction.
func (s *Service) FoldAtOnce(most int) { s.foldedAtOnce = most }
