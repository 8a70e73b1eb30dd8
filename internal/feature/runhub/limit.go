package runhub

import (
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// enter counts the stream among its user's. One too many ends the oldest, which may
// be of a connection that died unseen. Kind of error: rate_limited, when as many
// are ending still.
func (s *Stream) enter() (release func(), err error) {
	all, user := s.streams, s.user
	all.mu.Lock()
	defer all.mu.Unlock()
	if user != "" {
		if len(all.open[user]) >= 2*perUser {
			return nil, apperror.New(apperror.Limited, "%d of your live views are ending. Try again in a moment", perUser).
				WithCode("too_many_streams")
		}
		all.makeRoom(user)
	}
	all.open[user] = append(all.open[user], s)
	return func() { all.forget(s) }, nil
}

// makeRoom ends the oldest of a user's streams when there are too many. The caller
// holds the lock.
func (s *Streams) makeRoom(user string) {
	going := slices.DeleteFunc(slices.Clone(s.open[user]), (*Stream).isOver)
	for len(going) >= perUser {
		going[0].endLocked()
		going = going[1:]
	}
}

// forget takes a stream that has ended out of its user's.
func (s *Streams) forget(stream *Stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := slices.DeleteFunc(s.open[stream.user], func(other *Stream) bool { return other == stream })
	if s.open[stream.user] = left; len(left) == 0 {
		delete(s.open, stream.user)
	}
}

// end ends the stream from outside, once.
func (s *Stream) end() {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	s.endLocked()
}

// endLocked is end for whoever holds the lock.
func (s *Stream) endLocked() {
	if s.isOver() {
		return
	}
	close(s.over)
	if s.leave != nil {
		s.leave()
	}
}

// isOver reports whether the stream must end.
func (s *Stream) isOver() bool {
	select {
	case <-s.over:
		return true
	default:
		return false
	}
}
