package asset

import (
	"regexp"
	"strings"
)

// LongestName is how many characters a name may have that stands in an address.
const LongestName = 75

// NameForm says in words what ValidName takes.
const NameForm = "letters, digits, _, . and -, not dots only, at most 75 characters"

var nameForm = regexp.MustCompile(`^[a-zA-Z0-9_.-]{1,75}$`)

// ValidName reports whether a text can name a project, a dashboard, a datasource,
// a variable or a secret: what Perses takes, but for names that a browser would
// read as a step up in the address.
func ValidName(name string) bool {
	return nameForm.MatchString(name) && strings.Trim(name, ".") != ""
}

// FoldName gives the form in which a name is kept and compared: capitals are small
// letters, as in Perses. Other letters than ASCII's stay, as no name has them.
func FoldName(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}
