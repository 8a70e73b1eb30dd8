package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// raceList names the packages that `make test` runs with the race detector; all
// others run without, which is several times faster.
const raceList = "scripts/race-packages.txt"

// TestThePackagesWithGoroutinesRunWithTheRaceDetector keeps the list true: whoever
// starts a goroutine, in the product or in a test, or guards something against one,
// stands on it.
func TestThePackagesWithGoroutinesRunWithTheRaceDetector(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("../..", raceList))
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Fields(string(text))
	if !slices.IsSorted(listed) || len(slices.Compact(slices.Clone(listed))) != len(listed) {
		t.Errorf("%s is not sorted, or names a package twice", raceList)
	}
	concurrent := map[string]string{}
	err = filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		folder := "./internal/" + filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), "../"))
		if why := concurrency(t, path); why != "" {
			concurrent[folder] = path + " has " + why
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(concurrent) < 5 {
		t.Fatalf("goroutines were seen in %v only", concurrent)
	}
	for folder, why := range concurrent {
		// The kit of the tests runs inside of the tests of others.
		if !slices.Contains(listed, folder) && !strings.HasPrefix(folder, "./internal/testkit/") {
			t.Errorf("%s is not on %s: %s", folder, raceList, why)
		}
	}
	for _, folder := range listed {
		if _, err := os.Stat(filepath.Join("../..", folder)); err != nil {
			t.Errorf("%s is on %s and is not there", folder, raceList)
		}
	}
}

// concurrency says what a file has to do with goroutines, or "".
func concurrency(t *testing.T, path string) (why string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch found := node.(type) {
		case *ast.GoStmt:
			why = "a go statement"
		case *ast.CallExpr:
			if method, ok := found.Fun.(*ast.SelectorExpr); ok && method.Sel.Name == "Go" {
				why = "a call of Go"
			}
		case *ast.SelectorExpr:
			if name, ok := found.X.(*ast.Ident); ok && name.Name == "sync" && strings.HasSuffix(found.Sel.Name, "Mutex") {
				why = "a lock"
			}
		}
		return true
	})
	return why
}
