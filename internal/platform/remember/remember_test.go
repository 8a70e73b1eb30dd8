package remember_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/remember"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	reads := 0
	read := func() (int, error) { reads++; return reads, nil }
	get := func(t *testing.T, m *remember.Memory[string, int], key string) int {
		t.Helper()
		value, err := m.Get(key, read)
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	m := remember.New[string, int](now, 5*time.Second, 3)
	if first, again, other := get(t, m, "a"), get(t, m, "a"), get(t, m, "b"); first != 1 || again != 1 || other != 2 {
		t.Error("a value is read again, or is another's")
	}
	now.Advance(5 * time.Second)
	if get(t, m, "a") != 3 {
		t.Error("a value is kept for longer than it may be")
	}
	now.Set(now.Now().Add(-time.Hour))
	if get(t, m, "a") != 4 {
		t.Error("a value from the future is kept")
	}
	get(t, m, "b")
	m.Forget(func(key string, value int) bool { return key == "a" && value == 4 })
	if get(t, m, "b") != 5 || get(t, m, "a") != 6 {
		t.Error("another value was forgotten")
	}
	for i := range 10 {
		get(t, m, strconv.Itoa(i))
	}
	reads = 100
	if get(t, m, "9") == 101 {
		t.Error("the newest value is not kept when there are many")
	}
	if get(t, m, "a") != 101 {
		t.Error("there is no bound")
	}
}

func TestMemoryKeepsNothingThatMayBeOld(t *testing.T) {
	t.Parallel()
	m := remember.New[string, int](clock.NewManual(time.Unix(0, 0)), time.Hour, 10)
	failure := errors.New("no answer")
	if _, err := m.Get("a", func() (int, error) { return 1, failure }); !errors.Is(err, failure) {
		t.Errorf("got %v", err)
	}
	value, err := m.Get("a", func() (int, error) {
		m.Forget(func(string, int) bool { return false }) // a change while it is read
		return 2, nil
	})
	if err != nil || value != 2 {
		t.Errorf("%d, %v", value, err)
	}
	if value, _ = m.Get("a", func() (int, error) { return 3, nil }); value != 3 {
		t.Errorf("what was read before a change is kept: %d", value)
	}
}
