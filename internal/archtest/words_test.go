package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The types of events are written twice, in Go and in TypeScript, which no compiler compares.
func TestTheWebKnowsTheEventsThatItIsSent(t *testing.T) {
	t.Parallel()
	// Not sent to watchers of a project: sessions are of none, and a stream says resync in
	// words of its own.
	unsent := []string{"session", "resync"}
	var sent []string
	for _, word := range constantsOf(t, "../core/event/event.go") {
		if word != "dashkeep_event" && !slices.Contains(unsent, word) {
			sent = append(sent, word)
		}
	}
	text, err := os.ReadFile("../../web/src/api/stream-words.ts")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)EVENT_TYPES = \[(.*?)\]`).FindSubmatch(text)
	if list == nil {
		t.Fatal("the web has no EVENT_TYPES")
	}
	var known []string
	for _, quoted := range regexp.MustCompile(`'([a-z.]+)'`).FindAllStringSubmatch(string(list[1]), -1) {
		known = append(known, quoted[1])
	}
	slices.Sort(sent)
	slices.Sort(known)
	if !slices.Equal(sent, known) || len(sent) < 5 {
		t.Errorf("core/event has %v, web/src/api/stream-words.ts has %v", sent, known)
	}
}

// constantsOf are the texts that the constants of a file are.
func constantsOf(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, declaration := range file.Decls {
		constants, is := declaration.(*ast.GenDecl)
		if !is || constants.Tok != token.CONST {
			continue
		}
		for _, spec := range constants.Specs {
			for _, value := range spec.(*ast.ValueSpec).Values {
				literal, is := value.(*ast.BasicLit)
				if !is || literal.Kind != token.STRING {
					continue
				}
				word, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				words = append(words, word)
			}
		}
	}
	return words
}

// Whose table it is stands in the first line of a migration, and the room exists.
func TestEveryMigrationHasAnOwner(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../migrations/*.sql")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		owners, has := strings.CutPrefix(first, "-- owner: ")
		if !has {
			t.Errorf("%s: the first line must be '-- owner: ROOM'", filepath.Base(path))
			continue
		}
		owners = regexp.MustCompile(` \([^)]*\)`).ReplaceAllString(owners, "")
		for _, owner := range strings.Split(owners, ", ") {
			if info, err := os.Stat(filepath.Join("..", owner)); err != nil || !info.IsDir() {
				t.Errorf("%s: there is no room %q", filepath.Base(path), owner)
			}
		}
	}
}
