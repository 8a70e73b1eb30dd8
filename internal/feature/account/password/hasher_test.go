package password

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func TestPasswordsCostTheirPriceUnlessATestSaysOtherwise(t *testing.T) {
	t.Parallel()
	usual, err := New(Cost{})
	if err != nil {
		t.Fatal(err)
	}
	cheap, err := New(CheapCost())
	if err != nil {
		t.Fatal(err)
	}
	safe, err := usual.Hash(t.Context(), secret.New("correct horse battery"))
	if err != nil || !strings.HasPrefix(safe, "$argon2id$v=19$m=32768,t=3,p=2$") {
		t.Fatalf("%s, %v", safe, err)
	}
	quick, err := cheap.Hash(t.Context(), secret.New("correct horse battery"))
	if err != nil {
		t.Fatal(err)
	}
	// A hash is good whatever hashes cost now.
	for _, phc := range []string{safe, quick} {
		for _, each := range []*Hasher{usual, cheap} {
			if good, err := each.Matches(t.Context(), secret.New("correct horse battery"), phc); err != nil || !good {
				t.Errorf("%s does not match, %v", phc, err)
			}
			if good, err := each.Matches(t.Context(), secret.New("another"), phc); err != nil || good {
				t.Errorf("%s matches another password, %v", phc, err)
			}
		}
	}
}

func TestACostThatNobodyMeantIsRefused(t *testing.T) {
	t.Parallel()
	safe := SafeCost()
	for name, cost := range map[string]Cost{
		"less time":      {Time: safe.Time - 1, MemoryKiB: safe.MemoryKiB, Threads: safe.Threads},
		"less memory":    {Time: safe.Time, MemoryKiB: safe.MemoryKiB - 1, Threads: safe.Threads},
		"nearly cheap":   {Time: 1, MemoryKiB: 9, Threads: 1},
		"without thread": {Time: safe.Time, MemoryKiB: safe.MemoryKiB},
	} {
		if _, err := New(cost); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, cost := range []Cost{safe, {Time: 4, MemoryKiB: 64 << 10, Threads: 4}} {
		if _, err := New(cost); err != nil {
			t.Error(err)
		}
	}
}
