package adapter

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// codesOfQueries reads the codes of the metrics path from its source, so that a new one
// is seen.
func codesOfQueries(t *testing.T) []string {
	t.Helper()
	var codes []string
	for _, path := range []string{"../../feature/query/question/fault.go", "../../feature/query/enforce/doc.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(spec.Names[0].Name, "Code") {
				return true
			}
			literal, ok := spec.Values[0].(*ast.BasicLit)
			if !ok {
				return true // the name of another room's
			}
			code, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
			return true
		})
	}
	return codes
}

func TestEveryCodeOfQueriesMeansSomethingToChecks(t *testing.T) {
	t.Parallel()
	codes := codesOfQueries(t)
	if len(codes) < 20 || len(codes) != len(failures()) {
		t.Errorf("%d codes, %d failures", len(codes), len(failures()))
	}
	for _, code := range codes {
		if failures()[code] == "" {
			t.Errorf("%s is no failure of a check", code)
		}
	}
}

func TestRefusal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want check.Failure
	}{
		"by code":       {apperror.New(apperror.Unavailable, "m").WithCode(question.CodeTimeout), check.TimedOut},
		"code wins":     {apperror.New(apperror.Invalid, "m").WithCode(question.CodeTooManySeries), check.TooMany},
		"by kind":       {apperror.New(apperror.NotFound, "m"), check.Gone},
		"kind of fault": {apperror.New(apperror.Internal, "m"), check.Broken},
	} {
		refused, ok := errors.AsType[*persescheck.Refusal](refusal(c.err))
		if !ok || refused.Failure != c.want || !errors.Is(refused, c.err) {
			t.Errorf("%s: %+v, want %s", name, refused, c.want)
		}
	}
	other := errors.New("other")
	if got := refusal(other); got != other { //nolint:errorlint // it is to be the very same
		t.Errorf("another error became %v", got)
	}
}
