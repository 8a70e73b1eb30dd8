package perses_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// withMany is a dashboard with so many copies of a part in its spec, each with its number
// in place of %d.
func withMany(tb testing.TB, times int, part string) *perses.Document {
	tb.Helper()
	var text strings.Builder
	for i := range times {
		text.WriteString("," + strings.ReplaceAll(part, "%d", fmt.Sprint(i)))
	}
	d, err := perses.Read([]byte(`{"kind":"Dashboard","metadata":{"name":"d"},"spec":{"display":{}` + text.String() + `}}`))
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func allocated() int64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.TotalAlloc) //nolint:gosec // far from its end
}

// A small document keeps nobody waiting: to take members away is work by their number,
// not by its square. The test runs alone, so that it counts its own work only.
func TestMembersAreTakenAwayInOnePass(t *testing.T) {
	work := func(times int) int64 {
		d := withMany(t, times, `"k%d":null`)
		before := allocated()
		d.Complete()
		if got := len(d.Root().Get("spec").Members()); got != 4 {
			t.Fatalf("%d members are left", got)
		}
		return allocated() - before
	}
	if once, twice := work(2000), work(4000); twice > 3*max(once, 4000) {
		t.Errorf("2,000 members that are taken away take %d bytes, 4,000 take %d", once, twice)
	}
}
