package adapter

import (
	"context"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/inbox"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// People are the members of projects, for whoever hands something over.
type People struct{ Projects *project.Service }

// Member gives a member of the scope's project by login. Kind of error: not_found.
func (p People) Member(ctx context.Context, scope access.Scope, login string) (inbox.Member, error) {
	members, err := p.Projects.Members(ctx, scope)
	if err != nil {
		return inbox.Member{}, err
	}
	at := slices.IndexFunc(members, func(m project.Member) bool { return m.Login == login })
	if at < 0 {
		return inbox.Member{}, apperror.New(apperror.NotFound, "There is no such member")
	}
	return inbox.Member{ID: members[at].ID, Login: members[at].Login, Role: members[at].Role}, nil
}
