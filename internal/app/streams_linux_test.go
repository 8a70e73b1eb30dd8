package app

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkIdleStreams opens streams of many users and tells what each costs while
// nothing happens: bytes of the server's memory, and the share of a core for all.
//
//	go test ./internal/app -run '^$' -bench IdleStreams -benchtime 1x
func BenchmarkIdleStreams(b *testing.B) {
	const users, each, settle, watched = 60, 10, 30 * time.Second, 30 * time.Second
	flags := folderFlags(b.TempDir())
	s := startServer(b, flags)
	c := newClient(b, flags)
	password := filepath.Join(b.TempDir(), "password")
	if err := os.WriteFile(password, []byte(testPassword), 0o600); err != nil {
		b.Fatal(err)
	}
	tokens := []string{c.token}
	for user := range users {
		name := fmt.Sprintf("user-%d", user)
		options := Options{Flags: flags, Out: &syncBuffer{}, Err: &syncBuffer{}}
		if err := CreateUser(b.Context(), options, NewUser{Login: name, PasswordFile: password, Project: testProject, Role: "readonly"}); err != nil {
			b.Fatal(err)
		}
		out := &strings.Builder{}
		options.Out = out
		if err := CreateToken(b.Context(), options, NewToken{Login: name, Label: "bench", Days: 1}); err != nil {
			b.Fatal(err)
		}
		tokens = append(tokens, strings.TrimSpace(out.String()))
	}
	for b.Loop() {
		before := memoryOf(b, s.process.Pid, "VmRSS")
		open := 0
		transport := &http.Transport{}
		for _, token := range tokens {
			for range each {
				request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.address+"/api/v1/projects/default/events", nil)
				if err != nil {
					b.Fatal(err)
				}
				request.Header.Set("Authorization", "Bearer "+token)
				answer, err := transport.RoundTrip(request)
				if err != nil || answer.StatusCode != http.StatusOK {
					b.Fatal(answer, err)
				}
				defer func() { _ = answer.Body.Close() }()
				open++
			}
		}
		time.Sleep(settle)
		ticks := ticksOf(b, s.process.Pid)
		time.Sleep(watched)
		const ticksASecond = 100
		b.ReportMetric(float64(ticksOf(b, s.process.Pid)-ticks)/ticksASecond/watched.Seconds()*100, "%core")
		b.ReportMetric(float64(memoryOf(b, s.process.Pid, "VmRSS")-before)*1024/float64(open), "KiB/stream")
		b.ReportMetric(float64(open), "streams")
	}
}

// ticksOf is the processor time of a process.
func ticksOf(tb testing.TB, pid int) int {
	tb.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		tb.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields, sum := strings.Fields(rest), 0
	const user, system = 11, 12
	for _, at := range []int{user, system} {
		ticks, err := strconv.Atoi(fields[at])
		if err != nil {
			tb.Fatal(err)
		}
		sum += ticks
	}
	return sum
}
