package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// memoryOf reads a figure of a process in MiB: VmRSS is what it has now, VmHWM the
// most that it ever had.
func memoryOf(tb testing.TB, pid int, figure string) int {
	tb.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, figure+":"); found {
			kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			if err != nil {
				tb.Fatal(err)
			}
			return kib >> 10
		}
	}
	tb.Fatal("no figure ", figure)
	return 0
}

// hostile are bodies that are small on the wire and large in memory.
func hostile(t *testing.T) map[string][]byte {
	t.Helper()
	source := func(text string) []byte {
		body, err := json.Marshal(map[string]any{"source": text, "dry_run": true})
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	const imports, validate, migrate = "/api/v1/projects/default/imports", "/api/validate/dashboards", "/api/migrate"
	wide := "[" + strings.Repeat("[],", 1_390_000) + "1]"
	justUnder := "[" + strings.Repeat("[],", 99_000) + "1]" // what the limits let through
	objects := "[" + strings.Repeat(`{"a":{}},`, 60_000) + "1]"
	deep := strings.Repeat("[", 2_000_000)
	rows := func(members string, times int) string { // rows of the v2 form of Grafana within one of many members
		inner := strings.Repeat(`{"spec":{"layout":{"kind":"GridLayout"}}},`, times) + `{"spec":{}}`
		return `{"elements":{},"layout":{"kind":"RowsLayout","spec":{"rows":[{"spec":{` + members +
			`"layout":{"kind":"RowsLayout","spec":{"rows":[` + inner + `]}}}}]}}}`
	}
	titled := `"title":"` + strings.Repeat("x", 600_000) + `",`
	hidden := strings.Repeat(`{"name":"\u202e"},`, 95_000) + `{}`
	return map[string][]byte{
		imports + "#yaml wide":        source(wide),
		imports + "#yaml just under":  source("kind: " + justUnder),
		imports + "#yaml block":       source(strings.Repeat("- a:\n", 800_000)),
		imports + "#yaml aliases":     source("a: &a [1]\nb: [" + strings.Repeat("*a,", 1_000_000) + "]"),
		imports + "#yaml deep":        source(deep),
		imports + "#json wide":        source(`{"a":` + wide[:4_000_000] + `1]}`),
		imports + "#json just under":  source(`{"a":` + justUnder + `}`),
		imports + "#json objects":     source(`{"a":` + objects + `}`),
		validate + "#wide":            []byte(`{"kind":"Dashboard","spec":` + wide + `}`),
		validate + "#just under":      []byte(`{"kind":"Dashboard","spec":` + justUnder + `}`),
		validate + "#objects":         []byte(`{"kind":"Dashboard","spec":` + objects + `}`),
		validate + "#deep":            []byte(`{"kind":"Dashboard","spec":` + deep + `}`),
		migrate + "#wide":             []byte(`{"grafanaDashboard":` + wide + `}`),
		migrate + "#just under":       []byte(`{"grafanaDashboard":{"panels":` + justUnder + `}}`),
		migrate + "#objects":          []byte(`{"grafanaDashboard":{"panels":` + objects + `}}`),
		migrate + "#a long text":      []byte(`{"grafanaDashboard":{"title":"` + strings.Repeat(`\u00e9`, 1_300_000) + `"}}`),
		imports + "#v2 long title":    source(rows(titled, 990)),
		imports + "#hidden names":     source(`{"title":"T","panels":[],"extra":[` + hidden + `]}`),
		migrate + "#v2 long title":    []byte(`{"grafanaDashboard":` + rows(titled, 990) + `}`),
		migrate + "#v2 too many rows": []byte(`{"grafanaDashboard":` + rows(titled, 2000) + `}`),
		migrate + "#v2 many members":  []byte(`{"grafanaDashboard":` + rows(numbered(45_000), 3) + `}`),
		migrate + "#v2 below a turn":  []byte(`{"grafanaDashboard":` + rows(numbered(2600), 330) + `}`),
		migrate + "#inputs":           []byte(`{"input":{"X":"` + strings.Repeat("x", 1<<20) + `"},"grafanaDashboard":{"panels":["${X}"` + strings.Repeat(`,"${X}"`, 90_000) + `]}}`),
		migrate + "#gzip of whatever": bytes.Repeat([]byte{0x1f, 0x8b, 8, 0}, 2_000_000),
	}
}

// numbered are so many members of an object, each with a comma.
func numbered(times int) string {
	var all strings.Builder
	for i := range times {
		fmt.Fprintf(&all, `"k%d":1,`, i)
	}
	return all.String()
}

// attack sends a hostile body and counts the answer.
func (c client) attack(t *testing.T, s *server, name string, body []byte, statuses *tally) {
	t.Helper()
	address, what, _ := strings.Cut(name, "#")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.address+address, bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+c.token)
	if strings.HasPrefix(what, "gzip") {
		request.Header.Set("Content-Encoding", "gzip")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return // refused before the body was read whole
	}
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 1000)) // only shown
	_ = answer.Body.Close()
	statuses.add(answer.StatusCode, name, answer.Header.Get("Retry-After"), string(text))
}

// mostGrowth is what hostile requests of one user may cost, in MiB.
const mostGrowth = 128 * memoryFactor

// One user sends what is small on the wire and large in memory, many at a time.
// The server stays within its memory, and answers the others meanwhile.
func TestHostileBodiesCostLittleMemory(t *testing.T) { //nolint:paralleltest // it measures a process
	flags := folderFlags(t.TempDir())
	s := startServer(t, flags)
	c := newClient(t, flags)
	c.must(t, http.MethodGet, s.address+"/api/v1/projects/default/catalog", "")
	before := memoryOf(t, s.process.Pid, "VmRSS")
	stop := make(chan struct{})
	var looking sync.WaitGroup
	var times []time.Duration
	looking.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
			began := time.Now()
			c.send(t, http.MethodGet, s.address+"/api/v1/projects/default/catalog", "")
			times = append(times, time.Since(began))
		}
	})
	bodies := hostile(t)
	names := slices.Sorted(maps.Keys(bodies))
	alone := &tally{counts: map[int]int{}}
	for _, name := range names { // in the crowd below some wait in vain
		c.attack(t, s, name, bodies[name], alone)
	}
	t.Logf("one after the other: %v, most so far +%d MiB", alone.counts, memoryOf(t, s.process.Pid, "VmHWM")-before)
	for _, odd := range alone.odd {
		t.Error(odd)
	}
	const rounds, parallel = 4, 20
	for round := range rounds {
		statuses := &tally{counts: map[int]int{}}
		var group sync.WaitGroup
		for index := range parallel {
			name := names[(round*parallel+index)%len(names)]
			group.Go(func() { c.attack(t, s, name, bodies[name], statuses) })
		}
		group.Wait()
		t.Logf("round %d: %v, most so far +%d MiB", round, statuses.counts, memoryOf(t, s.process.Pid, "VmHWM")-before)
		for _, odd := range statuses.odd {
			t.Error(odd)
		}
	}
	close(stop)
	looking.Wait()
	slices.Sort(times)
	t.Logf("others: %d reads, p50 %s, p99 %s, most %s", len(times), times[len(times)/2], times[len(times)*99/100], times[len(times)-1])
	if growth := memoryOf(t, s.process.Pid, "VmHWM") - before; growth > mostGrowth {
		t.Errorf("it cost %d MiB, at most %d are promised", growth, mostGrowth)
	}
}
