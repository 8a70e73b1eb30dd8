package archtest_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const auditRoom = module + "internal/core/audit"

// compiled is a package as go list tells of it.
type compiled struct {
	ImportPath, Dir, Export string
	GoFiles, Imports        []string
}

// TestAuditActionsAreConstants keeps every action of the audit trail in the contract: outside
// of core/audit nobody writes one as a text or makes one of a text. The kind of a run is
// the exception: internal/app has a test of its own for these.
func TestAuditActionsAreConstants(t *testing.T) {
	t.Parallel()
	packages := map[string]compiled{}
	for _, each := range listCompiled(t) {
		packages[each.ImportPath] = each
	}
	looked := 0
	for path, each := range packages {
		if strings.HasPrefix(path, module) && slices.Contains(each.Imports, auditRoom) {
			looked++
			for _, fault := range actionFaults(t, each, packages) {
				t.Errorf("%s: give the action a constant in core/audit and use that", fault)
			}
		}
	}
	if looked < 5 {
		t.Fatalf("only %d packages were looked at", looked)
	}
}

func listCompiled(t *testing.T) []compiled {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps",
		"-json=ImportPath,Dir,Export,GoFiles,Imports", module+"internal/...")
	command.Dir = "../.."
	var complaints bytes.Buffer
	command.Stderr = &complaints
	listed, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, complaints.String())
	}
	var all []compiled
	for decoder := json.NewDecoder(bytes.NewReader(listed)); ; {
		var each compiled
		if err := decoder.Decode(&each); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, each)
	}
}

// actionFaults lists where a package writes an action as a text.
func actionFaults(t *testing.T, each compiled, packages map[string]compiled) []string {
	t.Helper()
	positions := token.NewFileSet()
	var files []*ast.File
	for _, name := range each.GoFiles {
		file, err := parser.ParseFile(positions, filepath.Join(each.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	of := importer.ForCompiler(positions, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(packages[path].Export)
	})
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if _, err := (&types.Config{Importer: of}).Check(each.ImportPath, positions, files, &info); err != nil {
		t.Fatal(err)
	}
	var faults []string
	for expression, found := range info.Types {
		if found.IsType() || found.Type.String() != auditRoom+".Action" || !isText(expression, info) {
			continue
		}
		at := positions.Position(expression.Pos())
		if each.ImportPath != module+"internal/core/run/engine" {
			faults = append(faults, at.String())
		}
	}
	return faults
}

// isText reports whether an expression is a literal, a sum or a conversion, and not just empty.
func isText(expression ast.Expr, info types.Info) bool {
	switch e := expression.(type) {
	case *ast.BasicLit:
		return e.Value != `""`
	case *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		return info.Types[e.Fun].IsType()
	default:
		return false
	}
}
