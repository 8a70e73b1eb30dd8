package jsonstrict

import "github.com/dashkeep/dashkeep/internal/platform/apperror"

// A value in memory is a hundred times as large as the two bytes that it may be
// written with. So what is read is counted in its text first, and only then built.

// countJSON counts the values of a JSON text, up to one more than the most. In a
// text that is no JSON it counts something; the reader finds the fault.
func countJSON(in []byte, most int) int {
	count, opened := 1, false
	for at := 0; at < len(in) && count <= most; at++ {
		switch in[at] {
		case ' ', '\t', '\n', '\r':
			continue
		case '"':
			at = endOfText(in, at)
		case '[', '{':
			if opened { // the list that was just opened has a first item: this one
				count++
			}
			opened = true
			continue
		case ']', '}':
			opened = false
			continue
		case ',':
			count++
			opened = false
			continue
		}
		if opened {
			count++
			opened = false
		}
	}
	return count
}

// endOfText gives the place of a text's closing quotation mark.
func endOfText(in []byte, at int) int {
	for at++; at < len(in) && in[at] != '"'; at++ {
		if in[at] == '\\' {
			at++
		}
	}
	return at
}

// boundYAML gives how many values a YAML text can have at the most: one for each
// mark that a value or a key can follow. Where texts begin and end only a whole
// reader knows, so marks within them count as well.
func boundYAML(in []byte) int {
	count := 1
	for at, c := range in {
		switch c {
		case '[', '{', ',', '\n', '\r':
			count++
		case ':', '-', '?':
			if at+1 == len(in) || !isPlain(in[at+1]) {
				count++
			}
		}
	}
	return count
}

// isPlain reports whether a mark before the character is a part of a plain word.
func isPlain(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', '[', ']', '{', '}', '"', '\'':
		return false
	}
	return true
}

func tooMany(most int) error {
	return apperror.New(apperror.Invalid, "The document is not valid: there are more than %d values in it", most).
		WithCode("malformed_document").WithField("", "must have at most %d values", most)
}
