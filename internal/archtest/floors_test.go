// Package archtest holds the floor plan of ARCHITECTURE.md as a test.
package archtest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/dashkeep/dashkeep/"

type goPackage struct {
	ImportPath string
	Imports    []string
}

// place is where a package stands: the floor, the room, and the path below.
type place struct{ floor, room string }

func placeOf(path string) (place, bool) {
	rest, ours := strings.CutPrefix(path, module)
	if !ours {
		return place{}, false
	}
	parts := strings.Split(rest, "/")
	if parts[0] != "internal" {
		return place{floor: parts[0]}, true
	}
	if len(parts) < 3 {
		return place{floor: parts[1]}, true
	}
	return place{floor: parts[1], room: parts[2]}, true
}

// allowed lists the floors of ours that a floor may import.
func allowed() map[string][]string {
	return map[string][]string{
		"cmd":      {"app"},
		"app":      {"feature", "core", "client", "platform", "api", "migrations", "web"},
		"feature":  {"core", "client", "platform", "api"},
		"core":     {"platform"},
		"client":   {"platform"},
		"platform": {"platform"},
		"testkit":  {"testkit", "core", "platform", "migrations"},
	}
}

// coreMayUse are the rooms of the core that other rooms of the core may import.
func coreMayUse() map[string][]string {
	return map[string][]string{
		"run": {"access", "audit", "event"}, "event": {"access"}, "audit": {"access"}, "asset": {"access"},
		"perses": {"asset"},
	}
}

// benches are the rooms of the testkit that set up features for the tests of several of
// them; everything else there stands below the features.
func benches() []string { return []string{"boards"} }

// fault says what is wrong with an import, or "".
func fault(from, to string) string {
	source, ours := placeOf(from)
	target, alsoOurs := placeOf(to)
	switch {
	case !ours:
		return ""
	case !alsoOurs:
		if source.floor == "core" && to == "net/http" {
			return "the core knows no HTTP"
		}
		return ""
	case source == target, source.floor == "app" && target.floor == "app":
		return ""
	case source.floor == "feature" && target.floor == "feature":
		return "a feature never imports a sibling"
	case source.floor == "client" && target.floor == "client":
		return "a client never imports a sibling"
	case source.floor == "core" && target.floor == "core":
		if slices.Contains(coreMayUse()[source.room], target.room) {
			return ""
		}
		return "this room of the core may not import that one"
	}
	if source.floor == "testkit" && slices.Contains(benches(), source.room) {
		return benchFault(target)
	}
	floors, known := allowed()[source.floor]
	if !known || slices.Contains(floors, target.floor) {
		return ""
	}
	return source.floor + " may not import " + target.floor
}

func benchFault(target place) string {
	switch target.floor {
	case "feature", "core", "platform", "api", "testkit":
		return ""
	default:
		return "a bench of the testkit may not import " + target.floor
	}
}

func TestFloors(t *testing.T) {
	t.Parallel()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"...")
	command.Dir = "../.."
	var complaints bytes.Buffer
	command.Stderr = &complaints
	listed, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, complaints.String())
	}
	decoder := json.NewDecoder(bytes.NewReader(listed))
	seen := 0
	for {
		var found goPackage
		if err := decoder.Decode(&found); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		for _, imported := range found.Imports {
			if wrong := fault(found.ImportPath, imported); wrong != "" {
				t.Errorf("%s imports %s: %s", found.ImportPath, imported, wrong)
			}
		}
	}
	if seen < 10 {
		t.Fatalf("only %d packages were looked at", seen)
	}
}

func TestFault(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, from, to string
		bad            bool
	}{
		{"a feature imports a sibling", "internal/feature/policy", "internal/feature/validation", true},
		{"a feature imports its own sub-package", "internal/feature/policy", "internal/feature/policy/window", false},
		{"the platform imports the core", "internal/platform/sqldb", "internal/core/run", true},
		{"a feature imports the app", "internal/feature/policy", "internal/app", true},
		{"the app imports a feature", "internal/app", "internal/feature/policy", false},
		{"cmd imports a feature", "cmd/dashkeep", "internal/feature/policy", true},
		{"audit imports run", "internal/core/audit", "internal/core/run", true},
		{"a bench imports features", "internal/testkit/boards", "internal/feature/dashboard", false},
		{"a bench imports the app", "internal/testkit/boards", "internal/app", true},
		{"the rest of the testkit imports a feature", "internal/testkit/dbtest", "internal/feature/dashboard", true},
		{"a feature imports a bench", "internal/feature/policy", "internal/testkit/boards", true},
		{"a client imports the core", "internal/client/prometheus", "internal/core/access", true},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			if got := fault(module+each.from, module+each.to) != ""; got != each.bad {
				t.Errorf("faulty: %v, want %v", got, each.bad)
			}
		})
	}
	if fault(module+"internal/core/run", "net/http") == "" {
		t.Error("the core may import net/http")
	}
}
