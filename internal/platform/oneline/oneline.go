// Package oneline knows which characters have no place in a name or a title: control
// characters, and marks that turn the direction of writing, by which a text reads
// otherwise than it is.
package oneline

import (
	"strings"
	"unicode"
)

// Form says what a text of one line must be, behind "must be".
const Form = "one line without control characters or marks that turn the direction of writing"

// Holds reports whether a text has none of these characters.
func Holds(text string) bool { return !strings.ContainsFunc(text, isHidden) }

// Of takes these characters out; a control character leaves a blank.
func Of(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case turns(r):
			return -1
		default:
			return r
		}
	}, text)
}

func isHidden(r rune) bool { return unicode.IsControl(r) || turns(r) }

// turns is true for the embeddings, overrides and isolates of Unicode. The marks that
// Hebrew and Arabic texts need (U+200E, U+200F) turn nothing but what is beside them.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }
