package promstore

import "time"

// missedScrapes and slowestStart are how long a healthy store may have nothing new.
const (
	missedScrapes = 3
	slowestStart  = 20 * time.Second
)

// SilentSince tells since when the store keeps nothing new although it measures
// this program all the time: a full disk, most often. It is zero while all is well.
func (s *Store) SilentSince() time.Time {
	if s.cfg.Self == nil {
		return time.Time{}
	}
	newest := s.openedAt
	if at := s.db.Head().MaxTime(); at > newest.UnixMilli() {
		newest = time.UnixMilli(at).UTC()
	}
	if s.cfg.Clock.Now().Sub(newest) <= missedScrapes*s.cfg.SelfInterval+slowestStart {
		return time.Time{}
	}
	return newest
}
