package upstream

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
)

func TestLine(t *testing.T) {
	t.Parallel()
	enter := func(t *testing.T, l *Line, user string) func() {
		t.Helper()
		leave, err := l.Enter(t.Context(), NewParty(user))
		if err != nil {
			t.Fatal(err)
		}
		return leave
	}
	t.Run("who_goes_away_waits_no_longer", func(t *testing.T) {
		t.Parallel()
		l := NewLine(4, 1000)
		leaves := []func(){enter(t, l, "a"), enter(t, l, "a"), enter(t, l, "a"), enter(t, l, "b")}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := l.Enter(gone, NewParty("c")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if _, got := l.Load(); got != 0 {
			t.Errorf("%d wait", got)
		}
		for _, leave := range leaves {
			leave()
		}
		if running, _ := l.Load(); running != 0 {
			t.Errorf("%d places are still taken", running)
		}
	})
	t.Run("who_joins_lends_a_place", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			l, who := NewLine(4, 1000), NewParty("a")
			leaves := []func(){enter(t, l, "a"), enter(t, l, "a"), enter(t, l, "a")}
			begun := make(chan func(), 1)
			go func() {
				leave, _ := l.Enter(t.Context(), who)
				begun <- leave
			}()
			synctest.Wait()
			if len(begun) > 0 {
				t.Fatal("one user alone has every place")
			}
			who.Join("b")
			synctest.Wait()
			if len(begun) == 0 {
				t.Fatal("the question waits although another user, who has no place, waits for it too")
			}
			if running := l.running; running["a"] != 3 || running["b"] != 1 {
				t.Errorf("places %v", running)
			}
			for _, leave := range append(leaves, <-begun) {
				leave()
			}
			if running, _ := l.Load(); running != 0 {
				t.Errorf("%d places are still taken", running)
			}
		})
	})
	t.Run("who_parts_lends_no_more", func(t *testing.T) {
		t.Parallel()
		l, who := NewLine(4, 1000), NewParty("a")
		for range 3 {
			defer enter(t, l, "a")()
		}
		who.Join("b")
		who.Part("b")
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := l.Enter(gone, who); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a_line_has_an_end", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			l := NewLine(4, 1000)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			for i := range 4 {
				defer enter(t, l, strconv.Itoa(i))()
			}
			for range 1000 {
				go func() { _, _ = l.Enter(ctx, NewParty("a")) }()
			}
			synctest.Wait()
			if _, err := l.Enter(ctx, NewParty("b")); !errors.Is(err, ErrBusy) {
				t.Errorf("got %v", err)
			}
			cancel()
			synctest.Wait()
		})
	})
}

func TestUsers(t *testing.T) {
	t.Parallel()
	u := NewUsers(2)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	var leaves []func()
	for _, user := range []string{"a", "a", "b"} {
		leave, err := u.Enter(t.Context(), user)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, leave)
	}
	if _, err := u.Enter(gone, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("a third question of one user: %v", err)
	}
	for _, leave := range leaves {
		leave()
	}
	if len(u.lines) != 0 {
		t.Error("a user who asks nothing is remembered")
	}
}
