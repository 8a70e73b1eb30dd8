package httpserver

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const (
	immutable = "public, max-age=31536000, immutable"
	indexFile = "index.html"

	gzipSuffix   = ".gz"
	brotliSuffix = ".br"
)

// Assets serves the built web UI from a file system: compressed forms when the
// browser takes them, hashed files for ever, a folder's own index, and the start
// page for every address that the UI routes itself.
type Assets struct {
	files fs.FS
	// tags holds the entity tag of each file that was asked for; they never change.
	tags sync.Map
}

// NewAssets serves a file system that has an index.html at its root. Without one
// it answers with a page that tells how to build the UI. Its files must be
// seekable, as those of embed.FS are.
func NewAssets(files fs.FS) *Assets { return &Assets{files: files} }

// ServeHTTP answers GET and HEAD.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, found := a.find(r.URL.Path)
	if !found || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		WriteProblem(w, apperror.New(apperror.NotFound, "There is nothing at this address"), InfoOf(r.Context()).ID)
		return
	}
	a.serve(w, r, name)
}

// find tells which file answers an address: the file itself, the index of its
// folder, or the start page where the UI routes. Addresses of the API and below
// a folder that exists are never the start page's.
func (a *Assets) find(address string) (name string, found bool) {
	name = strings.TrimPrefix(path.Clean(address), "/")
	switch {
	case name == "" || !fs.ValidPath(name):
		return indexFile, name == ""
	case a.has(name):
		return name, true
	case a.has(name + "/" + indexFile):
		return name + "/" + indexFile, true
	}
	first, rest, nested := strings.Cut(name, "/")
	if strings.EqualFold(first, "api") || strings.EqualFold(first, "proxy") || a.isFolder(first) {
		return "", false
	}
	if !nested && rest == "" && path.Ext(name) != "" {
		return "", false
	}
	return indexFile, true
}

// has reports whether a file is there, as it is or compressed only.
func (a *Assets) has(name string) bool { return a.isFile(name) || a.isFile(name+gzipSuffix) }

func (a *Assets) isFile(name string) bool {
	info, err := fs.Stat(a.files, name)
	return err == nil && info.Mode().IsRegular()
}

func (a *Assets) isFolder(name string) bool {
	info, err := fs.Stat(a.files, name)
	return err == nil && info.IsDir()
}

func (a *Assets) serve(w http.ResponseWriter, r *http.Request, name string) {
	header := w.Header()
	header.Set("Content-Type", contentTypeOf(name))
	header.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		header.Set("Cache-Control", immutable)
	}
	header.Add("Vary", "Accept-Encoding")
	for _, form := range []struct{ coding, suffix string }{
		{"br", brotliSuffix}, {"gzip", gzipSuffix}, {"", ""},
	} {
		if form.coding != "" && !accepts(r, form.coding) {
			continue
		}
		if a.serveForm(w, r, name+form.suffix, form.coding) {
			return
		}
	}
	if a.serveUnpacked(w, r, name) {
		return
	}
	header.Set("Content-Type", "text/html; charset=utf-8")
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(unbuilt))
}

// serveUnpacked is for the few clients that take no compression of a file that is
// stored compressed only.
func (a *Assets) serveUnpacked(w http.ResponseWriter, r *http.Request, name string) bool {
	file, err := a.files.Open(name + gzipSuffix)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	packed, err := gzip.NewReader(file)
	if err != nil {
		return false
	}
	plain, err := io.ReadAll(packed)
	if err != nil {
		return false
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(plain))
	return true
}

// serveForm answers with one stored form of a file, and reports false when there
// is none.
func (a *Assets) serveForm(w http.ResponseWriter, r *http.Request, stored, coding string) bool {
	file, err := a.files.Open(stored)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	content, seekable := file.(io.ReadSeeker)
	if !seekable {
		return false
	}
	tag, err := a.tagOf(stored, content)
	if err != nil {
		return false
	}
	w.Header().Set("ETag", tag)
	if coding != "" {
		w.Header().Set("Content-Encoding", coding)
	}
	http.ServeContent(w, r, "", time.Time{}, content)
	return true
}

// tagOf gives the entity tag of a stored form: a digest of its bytes.
func (a *Assets) tagOf(stored string, content io.ReadSeeker) (string, error) {
	if known, ok := a.tags.Load(stored); ok {
		if tag, ok := known.(string); ok {
			return tag, nil
		}
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, content); err != nil {
		return "", err
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	const tagBytes = 12
	tag := `"` + base64.RawURLEncoding.EncodeToString(digest.Sum(nil)[:tagBytes]) + `"`
	a.tags.Store(stored, tag)
	return tag, nil
}

// contentTypeOf knows the kinds of file of the web UI. It does not ask the
// machine's own table, which differs from one machine to the next.
func contentTypeOf(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".wasm":
		return "application/wasm"
	case ".txt", ".md":
		return "text/plain; charset=utf-8"
	default:
		return "application/octet-stream"
	}
}

// accepts tells whether a browser takes a coding: named, and not with quality 0.
func accepts(r *http.Request, coding string) bool {
	for offer := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, parameters, _ := strings.Cut(offer, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		weight, weighted := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q=")
		if !weighted {
			return true
		}
		quality, err := strconv.ParseFloat(weight, 64)
		return err == nil && quality > 0
	}
	return false
}

const unbuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dashkeep</title>
<body><h1>The web UI is not in this binary</h1><p>Build it with <code>make build</code> and start again.</p></body></html>
`
