package runhub

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
)

// gone is the type of the frame that names a project which the watcher may not
// watch, or not any more.
const gone = "gone"

// refusal is why a project is left out of a shared stream.
type refusal struct {
	project string
	err     error
}

// OpenShared opens the one stream of a browser: the changes in some projects, and
// in the rights of its user. A project that the user may not watch, or that is not
// there, is left out and named in the stream: one tab of a project that was left
// must not take the others' stream away.
func (s *Streams) OpenShared(signedIn access.Scope, projects []string, after int64) *Stream {
	stream := &Stream{
		streams: s, user: signedIn.Principal().UserID, signedIn: signedIn,
		watch: Watch{EventID: after, LogSeq: -1}, over: make(chan struct{}),
	}
	for _, project := range projects {
		scope, err := signedIn.Principal().Require(project, access.RunRead)
		if err != nil {
			stream.refused = append(stream.refused, refusal{project, err})
			continue
		}
		stream.scopes = append(stream.scopes, scope)
	}
	return stream
}

// isShared tells a browser's stream from one of a project.
func (s *Stream) isShared() bool { return s.signedIn.Granted() }

// ownUser is whose rights are told: of a stream of one project nobody's, and to a
// token nobody's, which may be limited to a project and learn of no other.
func (s *Stream) ownUser() string {
	if s.isShared() && s.signedIn.Principal().Method == access.BySession {
		return s.user
	}
	return ""
}

// rights are what the watcher must still have for the stream to go on.
func (s *Stream) rights() []access.Scope {
	if s.isShared() {
		return append([]access.Scope{s.signedIn}, s.scopes...)
	}
	return s.scopes
}

// beat is the frame that says that the stream lives. Pages see an event, not a
// comment, and notice when none comes.
func (s *Stream) beat() string {
	return "event: beat\ndata: {}\n\n"
}

// refusals are the frames of the projects that were left out.
func (s *Stream) refusals() []byte {
	var frames []byte
	for _, refusal := range s.refused {
		frames = append(frames, s.frame(gone, inProject(refusal.project, nil))...)
	}
	return frames
}

// dataOf is an event's document; on a shared stream it names its project.
func (s *Stream) dataOf(e event.Event) json.RawMessage {
	if s.isShared() {
		return inProject(e.Project, e.Data)
	}
	if len(e.Data) == 0 {
		return json.RawMessage("{}")
	}
	return e.Data
}

// inProject adds a project's name to an object.
func inProject(project string, object json.RawMessage) json.RawMessage {
	named := append([]byte(`{"project":`), strconv.Quote(project)...)
	rest := bytes.TrimSpace(object)
	if len(rest) == 0 || bytes.Equal(rest, []byte("{}")) {
		return append(named, '}')
	}
	return append(append(named, ','), rest[1:]...)
}
