package httpserver

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const immutable = "public, max-age=31536000, immutable"

// Assets serves the built web UI from a file system: precompressed forms when the
// browser takes them, hashed files for ever, and the start page for every address
// that the UI routes itself.
type Assets struct{ files fs.FS }

// NewAssets serves a file system that has an index.html at its root. Without one
// it answers with a page that tells how to build the UI.
func NewAssets(files fs.FS) *Assets { return &Assets{files: files} }

// ServeHTTP answers GET and HEAD.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		WriteProblem(w, apperror.New(apperror.NotFound, "There is nothing at this address"), InfoOf(r.Context()).ID)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" || !fs.ValidPath(name) || !a.exists(name) {
		if looksLikeFile(name) || strings.HasPrefix(name, "api/") || strings.HasPrefix(name, "proxy/") {
			WriteProblem(w, apperror.New(apperror.NotFound, "There is nothing at this address"), InfoOf(r.Context()).ID)
			return
		}
		name = "index.html"
	}
	a.serve(w, r, name)
}

func looksLikeFile(name string) bool {
	return strings.HasPrefix(name, "assets/") || (path.Ext(name) != "" && !strings.Contains(name, "/"))
}

func (a *Assets) exists(name string) bool {
	info, err := fs.Stat(a.files, name)
	return err == nil && !info.IsDir()
}

func (a *Assets) serve(w http.ResponseWriter, r *http.Request, name string) {
	header := w.Header()
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		header.Set("Content-Type", kind)
	}
	header.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		header.Set("Cache-Control", immutable)
	}
	header.Add("Vary", "Accept-Encoding")
	for _, form := range []struct{ coding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(r, form.coding) {
			continue
		}
		if content, err := fs.ReadFile(a.files, name+form.suffix); err == nil {
			header.Set("Content-Encoding", form.coding)
			http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
			return
		}
	}
	content, err := fs.ReadFile(a.files, name)
	if err != nil {
		header.Set("Content-Type", "text/html; charset=utf-8")
		content = []byte(unbuilt)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

func accepts(r *http.Request, coding string) bool {
	for offer := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(offer), ";")
		if strings.TrimSpace(name) == coding && !strings.HasSuffix(strings.ReplaceAll(quality, " ", ""), "q=0") {
			return true
		}
	}
	return false
}

const unbuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dashkeep</title>
<body><h1>The web UI is not in this binary</h1><p>Build it with <code>make build</code> and start again.</p></body></html>
`
