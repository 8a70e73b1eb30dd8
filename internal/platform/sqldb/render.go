package sqldb

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
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
// and the engine's words are put in. The result lives in memory, as an archive,
// because the standard library has no smaller file system that can be written.
func render(files fs.FS, engine Engine) (fs.FS, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	for _, name := range names {
		if !isFor(name, engine) {
			continue
		}
		if err := renderFile(archive, files, name, engine); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(buffer.Bytes()), int64(buffer.Len()))
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

func renderFile(archive *zip.Writer, files fs.FS, name string, engine Engine) error {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	known := words(engine)
	var unknown error
	text := placeholder.ReplaceAllStringFunc(string(source), func(found string) string {
		word, ok := known[found]
		if !ok {
			unknown = fmt.Errorf("the placeholder %s is unknown", found)
		}
		return word
	})
	if unknown != nil {
		return unknown
	}
	target, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = target.Write([]byte(text))
	return err
}
