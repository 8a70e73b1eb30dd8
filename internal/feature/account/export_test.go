package account

import (
	"context"
	"time"
)

// RecordPauses keeps the pauses before passwords instead of making them.
func (s *Service) RecordPauses() *[]time.Duration {
	made := &[]time.Duration{}
	s.tries.pause = func(_ context.Context, wait time.Duration) error {
		*made = append(*made, wait)
		return nil
	}
	return made
}

// CheckPassword is checkPassword.
func CheckPassword(password string, user User) error {
	return checkPassword("password", password, user)
}
