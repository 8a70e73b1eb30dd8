package refusal_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
)

var update = flag.Bool("update", false, "write the golden table")

func table(tb testing.TB) *refusal.Table {
	tb.Helper()
	t, err := refusal.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// TestRecorded: what real servers of both versions answered means what the golden table
// says: every answer to an import, and every other one that refuses something.
func TestRecorded(t *testing.T) {
	t.Parallel()
	rules, clean := table(t), redact.New().Message
	var out strings.Builder
	asking, unrecognised := 0, 0
	for _, version := range []string{"6.1", "4.1"} {
		files, err := filepath.Glob(filepath.Join("..", "testdata", "recorded", version, "*.json"))
		if err != nil || len(files) < 200 {
			t.Fatalf("%d recorded answers of %s, %v", len(files), version, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var answer struct {
				Request string            `json:"request"`
				Status  int               `json:"status"`
				Headers map[string]string `json:"headers"`
				Body    json.RawMessage   `json:"body"`
			}
			if err := json.Unmarshal(text, &answer); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			body := []byte(answer.Body)
			var plain string
			if json.Unmarshal(body, &plain) == nil {
				body = []byte(plain) // HTML, or a note that an archive was there
			}
			failed := answer.Status >= 300 || strings.Contains(string(body), `"viz_error": "`) || strings.Contains(string(body), `"viz_error": [`)
			if !failed && !strings.Contains(answer.Request, "/import/") {
				continue
			}
			fmt.Fprintf(&out, "%s/%s: %d", version, strings.TrimSuffix(filepath.Base(file), ".json"), answer.Status)
			switch {
			case strings.HasPrefix(answer.Headers["content-type"], "text/html"):
				out.WriteString(" HTML, which the client refuses before it is looked at\n")
				continue
			case !failed:
				out.WriteString(" done\n")
				continue
			}
			out.WriteString("\n")
			for _, found := range rules.Classify(refusal.Answer{Status: answer.Status, Body: body, Clean: clean}) {
				fmt.Fprintf(&out, "    %s (%s)", found.Kind, found.Rule)
				for _, part := range [][2]string{{"file", found.File}, {"field", found.Field}, {"label", found.Label}, {"subject", found.Subject}} {
					if part[1] != "" {
						fmt.Fprintf(&out, " %s=%q", part[0], part[1])
					}
				}
				if found.Count > 1 {
					fmt.Fprintf(&out, " ×%d", found.Count)
				}
				if found.Kind == refusal.Unrecognised {
					unrecognised++
					fmt.Fprintf(&out, " %q", found.Text)
				}
				out.WriteString("\n")
				if found.Kind.AsksForSecret() {
					asking++
				}
			}
		}
	}
	path := filepath.Join("testdata", "golden.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Error(diff)
	}
	t.Logf("%d findings ask for a secret, %d are unrecognised", asking, unrecognised)
}
