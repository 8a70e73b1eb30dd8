package inbox

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const (
	// pageSize is how many runs are read at a time, and mostEach how many that wait are
	// shown of one project.
	pageSize = 100
	mostEach = 1000
)

// Engine takes what people say. It is the run engine.
type Engine interface {
	Answer(ctx context.Context, scope access.Scope, kind run.Kind, id string, answer run.Answer) error
	HandOver(ctx context.Context, scope access.Scope, kind run.Kind, id string, to *run.Assignee, comment string) error
	SendBack(ctx context.Context, scope access.Scope, kind run.Kind, id, comment string) error
	Page(r run.Run) string
}

// Runs reads them.
type Runs interface {
	Get(ctx context.Context, scope access.Scope, id string) (run.Run, error)
	List(ctx context.Context, scope access.Scope, f read.Filter, after read.Cursor, limit int) (read.Page, error)
}

// Member is somebody of a project.
type Member struct {
	ID, Login string
	Role      access.Role
}

// People are the members of projects.
type People interface {
	// Member gives a member of the scope's project by login. Kind of error: not_found.
	Member(ctx context.Context, scope access.Scope, login string) (Member, error)
}

// Needs is what the service is made of. All are required.
type Needs struct {
	Engine Engine
	Runs   Runs
	People People
}

// Service shows what waits and passes on what people say.
type Service struct{ needs Needs }

// New makes the service.
func New(needs Needs) (*Service, error) {
	if needs.Engine == nil || needs.Runs == nil || needs.People == nil {
		return nil, errors.New("inbox: engine, runs and people are required")
	}
	return &Service{needs: needs}, nil
}

// Item is a run that waits.
type Item struct {
	Run     run.Run
	Request run.InputRequest
	// Page is where its feature shows it; empty for nowhere.
	Page string
	// Mine says that it was handed to the asker or to the asker's role, or that the asker
	// started it and nobody else was named.
	Mine bool
}

// List gives what the asker may answer in all projects, the soonest end first.
func (s *Service) List(ctx context.Context, asker access.Scope) ([]Item, error) {
	var items []Item
	for _, scope := range access.ScopesFor(asker, access.RunAnswer) {
		waiting, err := s.waiting(ctx, scope)
		if err != nil {
			return nil, err
		}
		for _, r := range waiting {
			item := Item{Run: r, Page: s.needs.Engine.Page(r)}
			if err := json.Unmarshal(r.InputRequest, &item.Request); err != nil {
				return nil, fmt.Errorf("read the request of run %s: %w", r.ID, err)
			}
			item.Mine = isFor(item, scope.Principal())
			items = append(items, item)
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(a.Request.Until.Compare(b.Request.Until), cmp.Compare(a.Run.ID, b.Run.ID))
	})
	return items, nil
}

// waiting gives the runs of a project that wait, the newest first.
func (s *Service) waiting(ctx context.Context, scope access.Scope) (runs []run.Run, err error) {
	wanted, after := read.Filter{Statuses: []run.Status{run.AwaitingInput}}, read.Cursor{}
	for len(runs) < mostEach {
		page, err := s.needs.Runs.List(ctx, scope, wanted, after, pageSize)
		if err != nil {
			return nil, err
		}
		runs = append(runs, page.Runs...)
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	return runs, nil
}

// isFor tells whether somebody is meant.
func isFor(item Item, asker access.Principal) bool {
	to := item.Request.For
	switch {
	case to == nil:
		return item.Run.Initiator.Kind == run.ByUser && item.Run.Initiator.ID == asker.UserID
	case to.Kind == run.ToUser:
		return to.ID == asker.UserID
	default:
		return to.ID == string(asker.Roles[item.Run.Project])
	}
}

// Answer gives a run what it asks for. Kinds of error: not_found, invalid with the
// fields, conflict when somebody was faster or the run has ended.
func (s *Service) Answer(ctx context.Context, scope access.Scope, id string, answer run.Answer) error {
	r, err := s.needs.Runs.Get(ctx, scope, id)
	if err != nil {
		return err
	}
	return s.needs.Engine.Answer(ctx, scope, r.Kind, id, answer)
}

// HandOver says who is meant to answer: a member by login, or a role; neither is whoever
// may. Kinds of error: not_found, invalid, conflict.
func (s *Service) HandOver(ctx context.Context, scope access.Scope, id, login string, role access.Role, comment string) error {
	r, err := s.needs.Runs.Get(ctx, scope, id)
	if err != nil {
		return err
	}
	to, err := s.assignee(ctx, scope, login, role)
	if err != nil {
		return err
	}
	return s.needs.Engine.HandOver(ctx, scope, r.Kind, id, to, comment)
}

func (s *Service) assignee(ctx context.Context, scope access.Scope, login string, role access.Role) (*run.Assignee, error) {
	switch {
	case login != "" && role != "":
		return nil, apperror.InvalidField("body.role", "is given beside login: hand it over to one of them")
	case role != "":
		if !role.Allows(access.RunAnswer) {
			return nil, apperror.InvalidField("body.role", "can't answer: must be operator, manager or owner")
		}
		return &run.Assignee{Kind: run.ToRole, ID: string(role), Name: string(role) + "s"}, nil
	case login == "":
		return nil, nil //nolint:nilnil // whoever may
	}
	member, err := s.needs.People.Member(ctx, scope, login)
	if apperror.Is(err, apperror.NotFound) {
		return nil, apperror.InvalidField("body.login", "is no member of the project")
	}
	if err != nil {
		return nil, err
	}
	if !member.Role.Allows(access.RunAnswer) {
		return nil, apperror.InvalidField("body.login", "may only look (%s): choose an operator, a manager or an owner", member.Role)
	}
	return &run.Assignee{Kind: run.ToUser, ID: member.ID, Name: member.Login}, nil
}

// SendBack ends a run that asks, as another plan is wanted. Kinds of error: not_found,
// conflict.
func (s *Service) SendBack(ctx context.Context, scope access.Scope, id, comment string) error {
	r, err := s.needs.Runs.Get(ctx, scope, id)
	if err != nil {
		return err
	}
	return s.needs.Engine.SendBack(ctx, scope, r.Kind, id, comment)
}
