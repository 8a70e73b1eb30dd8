package schema

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// activeScheme finds a scheme that runs a script or carries a page. Blanks and
// control characters are gone before it looks, as browsers ignore them too.
var activeScheme = regexp.MustCompile(`(?i)^(?:javascript|vbscript|data):`)

// checkLinks refuses links that would run in the reader's browser, wherever they
// stand in the document. Markdown may speak of them: it is cleaned when it is drawn.
func checkLinks(f *Findings, root *jsonstrict.Value) {
	walkTexts(root, nil, func(path []jsonstrict.Step, key, value string) {
		squeezed := squeeze(value)
		switch {
		case linkKey(key) && activeScheme.MatchString(squeezed):
			f.Fault(jsonstrict.Path(path), "must not be a javascript:, vbscript: or data: link")
		case linkKey(key) && (strings.HasPrefix(squeezed, "//") || strings.HasPrefix(squeezed, `\`) ||
			strings.HasPrefix(squeezed, `/\`)):
			f.Fault(jsonstrict.Path(path), "must begin with https://, http:// or a single /")
		}
	})
}

func linkKey(key string) bool {
	switch strings.ToLower(key) {
	case "url", "href", "link", "src":
		return true
	default:
		return false
	}
}

// squeeze undoes what hides a scheme: entities, blanks, control and format characters.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, html.UnescapeString(text))
}

// walkTexts visits every text of a tree; key is that of the nearest object member.
func walkTexts(value *jsonstrict.Value, path []jsonstrict.Step, visit func(path []jsonstrict.Step, key, text string)) {
	for i, item := range value.Items() {
		walkTexts(item, append(path, jsonstrict.Step{Index: i, IsIndex: true}), visit)
	}
	for _, member := range value.Members() {
		walkTexts(member.Value, append(path, jsonstrict.Step{Key: member.Key}), visit)
	}
	if !value.Is(jsonstrict.String) {
		return
	}
	for i := len(path) - 1; i >= 0; i-- {
		if !path[i].IsIndex {
			visit(path, path[i].Key, value.Text())
			return
		}
	}
}
