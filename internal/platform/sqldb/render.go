package sqldb

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing/fstest" // a file system in memory; it needs no package testing
)

var placeholder = regexp.MustCompile(`\$\{[^}]*\}`)

// words are what the engines call the few things that they call differently.
func words(engine Engine) map[string]string {
	if engine == PostgreSQL {
		return map[string]string{
			"${TIME}": "timestamptz", "${BLOB}": "bytea", "${JSON}": "TEXT",
			"${SERIAL}": "BIGSERIAL PRIMARY KEY",
		}
	}
	return map[string]string{
		"${TIME}": "TEXT", "${BLOB}": "BLOB", "${JSON}": "TEXT",
		"${SERIAL}": "INTEGER PRIMARY KEY AUTOINCREMENT",
	}
}

// render gives the migrations of one engine: files of the other are left out,
// and the engine's words are put in. The result lives in memory.
func render(files fs.FS, engine Engine) (fs.FS, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	rendered := fstest.MapFS{}
	for _, name := range names {
		if !isFor(name, engine) {
			continue
		}
		text, err := renderFile(files, name, engine)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		rendered[name] = &fstest.MapFile{Data: text}
	}
	return rendered, nil
}

func isFor(name string, engine Engine) bool {
	base := strings.TrimSuffix(name, ".sql")
	for _, other := range []Engine{SQLite, PostgreSQL} {
		if strings.HasSuffix(base, "."+string(other)) {
			return other == engine
		}
	}
	return true
}

func renderFile(files fs.FS, name string, engine Engine) ([]byte, error) {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	known := words(engine)
	var unknown error
	text := placeholder.ReplaceAllFunc(source, func(found []byte) []byte {
		word, ok := known[string(found)]
		if !ok {
			unknown = fmt.Errorf("the placeholder %s is unknown", found)
		}
		return []byte(word)
	})
	return text, unknown
}
