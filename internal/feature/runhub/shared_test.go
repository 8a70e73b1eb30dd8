package runhub

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// olga is in two projects.
func olga(t *testing.T) access.Scope {
	t.Helper()
	principal := access.Principal{UserID: "olga", Method: access.BySession, Roles: map[string]access.Role{
		"shop": access.ReadOnly, "bank": access.Owner,
	}}
	signedIn, err := principal.Require("", access.SignedIn)
	if err != nil {
		t.Fatal(err)
	}
	return signedIn
}

func TestSharedStreamCarriesSeveralProjectsAndNamesThem(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		stream := s.streams.OpenShared(olga(t), []string{"shop", "secret", "bank"}, 7)
		go func() { s.done <- stream.Serve(t.Context(), s.write) }()
		synctest.Wait()
		got := s.take()
		if s.after != 7 || strings.Join(s.projects, " ") != "shop bank" || s.user != "olga" {
			t.Errorf("it watches %v of %q after %d", s.projects, s.user, s.after)
		}
		if !strings.HasSuffix(got, "id: 7\nevent: gone\ndata: {\"project\":\"secret\"}\n\n") || strings.Count(got, "gone") != 1 {
			t.Errorf("it opens with %q", got)
		}
		s.events <- event.Event{ID: 8, Project: "bank", Type: event.Health, Data: []byte(`{"id": 1}`)}
		s.events <- event.Event{ID: 9, Project: "", Type: event.Resync}
		synctest.Wait()
		want := "id: 8\nevent: health\ndata: {\"project\":\"bank\",\"id\": 1}\n\n" +
			"id: 9\nevent: resync\ndata: {\"project\":\"\"}\n\n"
		if got := s.take(); got != want {
			t.Errorf("events %q", got)
		}
		time.Sleep(recheck)
		synctest.Wait()
		if len(s.asked) != 1 || s.asked[0] != 3 {
			t.Errorf("asked about %v rights: the sign-in and two projects", s.asked)
		}
		s.now(errors.New("signed out"), nil)
		time.Sleep(recheck)
		s.ends(t)
	})
}

func TestRefusedProjectsOfASharedStreamAreTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	h := NewHTTP(&Service{clock: clock.System{}}, s.streams)
	var told []string
	h.OnRefusal(func(_ context.Context, project string, refusal error) {
		told = append(told, project+" "+string(apperror.KindOf(refusal)))
	})
	projects := []string{"shop", "Secret"}
	request := api.StreamMyEventsRequestObject{Params: api.StreamMyEventsParams{Project: &projects}}
	if _, err := h.StreamMyEvents(access.WithScope(t.Context(), olga(t)), request); err != nil {
		t.Fatal(err)
	}
	if strings.Join(told, ", ") != "secret not_found" {
		t.Errorf("told of %q", told)
	}
}

func TestSharedStreamOfSomebodyInNoProject(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		stream := s.streams.OpenShared(olga(t), nil, event.Now)
		go func() { s.done <- stream.Serve(t.Context(), s.write) }()
		synctest.Wait()
		s.take()
		s.events <- event.Event{ID: 41, Project: "new", Type: event.Member, Subject: "olga"}
		synctest.Wait()
		if got := s.take(); got != "id: 41\nevent: member\ndata: {\"project\":\"new\"}\n\n" {
			t.Errorf("told %q", got)
		}
		s.streams.Stop()
		s.ends(t)
	})
}

// A token may be limited to one project: it is not told that there are others.
func TestSharedStreamOfATokenTellsOfNoOtherProject(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		principal := access.Principal{UserID: "olga", Method: access.ByToken, Roles: map[string]access.Role{"shop": access.ReadOnly}}
		signedIn, err := principal.Require("", access.SignedIn)
		if err != nil {
			t.Fatal(err)
		}
		stream := s.streams.OpenShared(signedIn, []string{"shop", "bank"}, event.Now)
		go func() { s.done <- stream.Serve(t.Context(), s.write) }()
		synctest.Wait()
		if strings.Join(s.projects, " ") != "shop" || s.user != "" {
			t.Errorf("it watches %v of %q", s.projects, s.user)
		}
		s.streams.Stop()
		s.ends(t)
	})
}
