package run_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/run"
)

var update = flag.Bool("update", false, "write the tables of reasons of the documentation again")

const documentation = "../../../docs/operations/reasons.md"

// tables are the tables as the documentation shows them.
func tables() string {
	var text strings.Builder
	text.WriteString("\n| code | what happened | what to do |\n| --- | --- | --- |\n")
	for _, reason := range run.Reasons() {
		fmt.Fprintf(&text, "| `%s` | %s | %s |\n", reason.Code, reason.Sentence, reason.NextAction)
	}
	text.WriteString("\n## Causes\n\nA check says more exactly what it found. Each cause refines one reason.\n\n" +
		"| cause | what it says | what to do |\n| --- | --- | --- |\n")
	for _, cause := range run.Causes() {
		sentence := strings.ReplaceAll(cause.Sentence, "`", "")
		fmt.Fprintf(&text, "| `%s/%s` | %s | %s |\n", cause.Reason, cause.Code, sentence, cause.NextAction)
	}
	text.WriteString("\n")
	return text.String()
}

// TestDocumentation compares the documentation with the tables in the code.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- reasons: begin -->\n", "<!-- reasons: end -->\n"
	head, rest, begins := strings.Cut(string(text), begin)
	shown, tail, ends := strings.Cut(rest, end)
	if !begins || !ends {
		t.Fatal("the documentation has lost the marks around its tables")
	}
	if *update {
		if err := os.WriteFile(documentation, []byte(head+begin+tables()+end+tail), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(tables(), shown); diff != "" {
		t.Errorf("run 'make docs' (-code +documentation):\n%s", diff)
	}
}

func TestEveryCauseRefinesAReason(t *testing.T) {
	t.Parallel()
	seen := map[run.CauseCode]bool{}
	for _, cause := range run.Causes() {
		if !cause.Reason.Known() || cause.Sentence == "" || cause.NextAction == "" || seen[cause.Code] {
			t.Errorf("%+v", cause)
		}
		seen[cause.Code] = true
	}
}
