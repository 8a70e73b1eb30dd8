package supersettest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Versions are those that tests run on: "6.1" and "4.1", or what SUPERSETTEST_VERSIONS names, such as "5.0 6.0".
func Versions() []string {
	if named := strings.Fields(os.Getenv("SUPERSETTEST_VERSIONS")); len(named) > 0 {
		return named
	}
	return []string{"6.1", "4.1"}
}

// Each runs a test on every version, one after the other unless the test calls t.Parallel.
func Each(t *testing.T, test func(t *testing.T, version string)) {
	t.Helper()
	for _, version := range Versions() {
		t.Run(version, func(t *testing.T) { test(t, version) })
	}
}

// installation is one installed version, and the scripts that use it.
type installation struct{ folder, scripts string }

// find gives a version's installation; without it the test is skipped or fails.
func find(t testing.TB, version string) installation {
	t.Helper()
	root := repository(t)
	found := installation{
		folder:  filepath.Join(root, ".cache", "superset", version),
		scripts: filepath.Join(root, "test", "superset"),
	}
	if found.complete(t) {
		return found
	}
	missing := fmt.Sprintf("Superset %[1]s is not installed: run scripts/ensure-superset.sh %[1]s", version)
	if os.Getenv("CI") == "true" || os.Getenv("SUPERSETTEST_REQUIRE") == "1" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return installation{}
}

// complete says whether the packages are there, and the database that servers start from. The packages may be an
// older set than the constraints say; that is for ensure-superset.sh to see.
func (i installation) complete(t testing.TB) bool {
	t.Helper()
	template, err := exec.CommandContext(t.Context(), i.script("template.sh")).Output() //nolint:gosec // of the repository
	if err != nil {
		t.Fatalf("ask for the name of the template: %v", err)
	}
	for _, mark := range []string{"venv/installed", strings.TrimSpace(string(template)) + "/made"} {
		if _, err := os.Stat(filepath.Join(i.folder, mark)); err != nil {
			return false
		}
	}
	return true
}

func (i installation) script(name string) string { return filepath.Join(i.scripts, name) }

func (i installation) python() string { return filepath.Join(i.folder, "venv", "bin", "python") }

// repository is the nearest folder upwards with the scripts.
func repository(t testing.TB) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatalf("find the working folder: %v", err)
	}
	for folder := here; folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "test", "superset", "serve.sh")); err == nil {
			return folder
		}
	}
	t.Fatalf("no folder above %s has test/superset", here)
	return ""
}
