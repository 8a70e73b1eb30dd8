package credential

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
)

// againBatch is how many ids one question names.
const againBatch = 500

// AgainAll looks at principals once more, for what has been open for long: are the
// sessions and tokens still good, and what may they now. It asks the database a
// few times, however many there are. The answers are in the order of the
// principals; nobody means that the session or token is no longer good. The error
// means that the database did not answer.
func (s *Service) AgainAll(ctx context.Context, was []access.Principal) ([]access.Principal, error) {
	known, err := s.knownOf(ctx, was)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	answers := make([]access.Principal, len(was))
	for i, each := range was {
		answers[i] = s.againFrom(known, each, now)
	}
	return answers, nil
}

// known is what the database says of some sessions, tokens and users.
type known struct {
	sessions map[string]Session
	tokens   map[string]APIToken
	users    map[string]access.Principal
}

func (s *Service) againFrom(k known, was access.Principal, now time.Time) access.Principal {
	again, there := k.users[was.UserID]
	again.Method, again.Origin = was.Method, was.Origin
	switch was.Method {
	case access.BySystem:
		return was
	case access.BySession:
		session, open := k.sessions[was.SessionID]
		if !there || !open || session.AccountID != was.UserID || s.hasEnded(session, now) {
			return access.Principal{}
		}
		return again
	case access.ByToken:
		token, open := k.tokens[was.TokenID]
		if !there || !open || token.AccountID != was.UserID || !now.Before(token.ExpiresAt.Time) {
			return access.Principal{}
		}
		return narrow(again, token.Project, access.Role(token.Role))
	default:
		return access.Principal{}
	}
}

func (s *Service) knownOf(ctx context.Context, was []access.Principal) (known, error) {
	sessions, tokens, users := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, each := range was {
		switch each.Method {
		case access.BySession:
			sessions[each.SessionID] = true
		case access.ByToken:
			tokens[each.TokenID] = true
		default:
			continue
		}
		users[each.UserID] = true
	}
	k := known{sessions: map[string]Session{}, tokens: map[string]APIToken{}}
	db := s.db.Read()
	err := inBatches(sessions, func(ids []string) error {
		return collect(ctx, db.NewSelect().Column("id", "account_id", "last_seen_at", "expires_at"), "id", ids,
			func(row Session) { k.sessions[row.ID] = row })
	})
	if err == nil {
		err = inBatches(tokens, func(ids []string) error {
			return collect(ctx, db.NewSelect().Column("id", "account_id", "project", "role", "expires_at"), "id", ids,
				func(row APIToken) { k.tokens[row.ID] = row })
		})
	}
	if err == nil {
		k.users, err = s.needs.Users.Principals(ctx, slices.Collect(maps.Keys(users)))
	}
	if err != nil {
		return known{}, fmt.Errorf("look at sessions again: %w", err)
	}
	return k, nil
}

// inBatches asks about so many ids at a time.
func inBatches(ids map[string]bool, ask func(ids []string) error) error {
	for batch := range slices.Chunk(slices.Sorted(maps.Keys(ids)), againBatch) {
		if err := ask(batch); err != nil {
			return err
		}
	}
	return nil
}

// collect reads the rows whose column is one of the values.
func collect[R any](ctx context.Context, query *bun.SelectQuery, column string, values []string, add func(row R)) error {
	var rows []R
	err := query.Model(&rows).Where("? IN (?)", bun.Ident(column), bun.List(values)).Scan(ctx)
	for _, row := range rows {
		add(row)
	}
	return err
}
