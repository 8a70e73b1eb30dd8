package archtest_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The SQLite driver is C translated for one version of modernc.org/libc, and its
// makers ask everybody to stay at it (gitlab.com/cznic/sqlite, issue 177).
func TestTheSQLiteDriverHasTheLibcThatItNames(t *testing.T) {
	t.Parallel()
	modFile := list(t, "{{.GoMod}}", "modernc.org/sqlite")
	text, err := os.ReadFile(modFile)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`modernc\.org/libc (v\S+)`).FindSubmatch(text)
	if named == nil {
		t.Fatalf("%s names no modernc.org/libc", modFile)
	}
	used := list(t, "{{with .Replace}}{{.Version}}{{else}}{{.Version}}{{end}}", "modernc.org/libc")
	if used != string(named[1]) {
		t.Errorf("modernc.org/libc is %s, the SQLite driver names %s: put that one into go.mod", used, named[1])
	}
}

func list(t *testing.T, format, module string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", format, module).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", module, err)
	}
	return strings.TrimSpace(string(out))
}
