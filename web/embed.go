// Package web holds the built user interface, so that the binary needs no files beside it.
//
// The folder dist is written by `npm run build`. A fresh clone has only an empty placeholder in it: then the
// file system that FS returns has no index.html, and the server says how to build one.
package web

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// FS returns the built user interface, rooted at its index.html. Files that compress well have a sibling
// with the suffix .br and one with .gz.
func FS() fs.FS {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		// Sub fails only on an invalid path, and this one is a constant.
		panic(fmt.Sprintf("web: open embedded dist: %v", err))
	}
	return root
}

// Built reports whether the user interface was built before the binary was.
func Built() bool {
	_, err := fs.Stat(FS(), "index.html")
	return err == nil
}
