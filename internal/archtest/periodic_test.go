package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// periodicList is the one place that adds periodic work to the jobs. What it lists stands
// in the documentation too.
const periodicList = "../app/jobs.go"

func TestPeriodicWorkStandsInOneList(t *testing.T) {
	t.Parallel()
	listed := false
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		path = filepath.ToSlash(path)
		switch {
		case !addsPeriodicWork(t, path):
		case path == periodicList:
			listed = true
		case !strings.HasPrefix(path, "../testkit/"):
			t.Errorf("%s adds periodic work to the jobs: give it a line in %s", path, periodicList)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !listed {
		t.Errorf("%s adds nothing to the jobs", periodicList)
	}
}

// addsPeriodicWork reports whether a file calls Registry.Every.
func addsPeriodicWork(t *testing.T, path string) bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	ast.Inspect(file, func(node ast.Node) bool {
		call, is := node.(*ast.CallExpr)
		if !is || len(call.Args) != 3 {
			return true
		}
		method, is := call.Fun.(*ast.SelectorExpr)
		found = found || is && method.Sel.Name == "Every"
		return true
	})
	return found
}
