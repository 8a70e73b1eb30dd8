package password

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

const (
	shortestPassword = 12
	longestPassword  = 256
	fewestDifferent  = 5
	longestRepeated  = 6 // characters that, again and again, make no password
	runOfKeys        = 4 // neighbours that count as one character less than they are
	mostTrimmings    = 8 // digits and signs around common words that change little
	fewestOwnLetters = 4 // letters that must be left beside a name
	shortestName     = 3
)

// commonWords are the words that lists of stolen passwords are made of: first
// names, teams, keyboards, and what administrators type for now. A password that
// is one or two of them with digits and signs around stands in such a list.
//
//go:embed common_words.txt
var commonWords string

// Check refuses what is guessed first. It says which rule was broken. Names are the
// user's, folded: a password is more than those. Kind: invalid.
func Check(field string, password secret.Text, names ...string) error {
	var err error
	password.Use(func(plain string) { err = check(field, plain, names) })
	return err
}

func check(field, password string, names []string) error {
	length := utf8.RuneCountInString(password)
	folded := []rune(strings.ToLower(password))
	switch {
	case length < shortestPassword || length > longestPassword:
		return apperror.InvalidField(field, "must be %d to %d characters long", shortestPassword, longestPassword)
	case repeatsItself(folded):
		return apperror.InvalidField(field, "repeats the same few characters. Make them differ")
	case different(folded) < fewestDifferent:
		return apperror.InvalidField(field, "must have at least %d different characters", fewestDifferent)
	case isSequence(folded):
		return apperror.InvalidField(field, "is a sequence of letters, digits or neighbouring keys, which is guessed first")
	case isLittleMoreThanName(string(folded), names):
		return apperror.InvalidField(field, "is little more than the user's name or the product's. Add words of your own")
	case isCommon(string(folded)):
		return apperror.InvalidField(field, "is a common password: such words with digits around them are guessed first")
	}
	return nil
}

func different(text []rune) int {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen)
}

// repeatsItself tells whether a text is a short piece again and again; the last
// time it may be cut.
func repeatsItself(text []rune) bool {
	for period := 1; period <= longestRepeated && period*2 <= len(text); period++ {
		same := true
		for i := period; i < len(text) && same; i++ {
			same = text[i] == text[i-period]
		}
		if same {
			return true
		}
	}
	return false
}

// isSequence tells whether a text is made of runs along the alphabet, the digits or
// the keyboard, four characters and more each on average.
func isSequence(text []rune) bool {
	runs := 1
	for i := 1; i < len(text); i++ {
		if !areNeighbours(text[i-1], text[i]) {
			runs++
		}
	}
	return runs*runOfKeys <= len(text)
}

func keyRows() [4]string {
	return [4]string{"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"}
}

func areNeighbours(a, b rune) bool {
	if step := a - b; step >= -1 && step <= 1 {
		return true
	}
	rowA, columnA, foundA := keyOf(a)
	rowB, columnB, foundB := keyOf(b)
	return foundA && foundB && isStep(rowA-rowB) && isStep(columnA-columnB)
}

func isStep(by int) bool { return by >= -1 && by <= 1 }

func keyOf(r rune) (row, column int, found bool) {
	for row, keys := range keyRows() {
		if column := strings.IndexRune(keys, r); column >= 0 {
			return row, column, true
		}
	}
	return 0, 0, false
}

// isLittleMoreThanName tells whether nearly nothing is left of a text without the
// user's names and the product's.
func isLittleMoreThanName(text string, names []string) bool {
	for _, left := range forms(text) {
		found := false
		for _, name := range append(slices.Clone(names), "dashkeep") {
			name = lettersOf(name)
			if len(name) < shortestName {
				continue
			}
			found = found || strings.Contains(left, name)
			left = strings.ReplaceAll(left, name, "")
		}
		if found && len(left) < fewestOwnLetters {
			return true
		}
	}
	return false
}

// isCommon tells whether a text is one or two common words and little else, also
// when digits and signs stand for letters.
func isCommon(text string) bool {
	if trimmings(text) > mostTrimmings {
		return false
	}
	words := wordSet()
	for _, letters := range forms(text) {
		if letters == "" || words[letters] {
			return true
		}
		for cut := range letters {
			if words[letters[:cut]] && words[letters[cut:]] {
				return true
			}
		}
	}
	return false
}

// forms gives the letters of a text: as they are, and with those that digits and
// signs inside it stand for.
func forms(text string) []string {
	isOther := func(r rune) bool { return !unicode.IsLetter(r) }
	behind := strings.TrimRightFunc(text, isOther)
	around := strings.TrimLeftFunc(behind, isOther)
	return []string{lettersOf(text), lettersOf(plain(behind)), lettersOf(plain(around))}
}

func wordSet() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(commonWords) {
		words[word] = true
	}
	return words
}

// plain puts letters where digits and signs stand for them.
func plain(text string) string {
	return strings.NewReplacer(
		"@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t",
	).Replace(text)
}

func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
}

// trimmings counts what is no letter, a run of neighbours as one.
func trimmings(text string) int {
	count := 0
	var before rune
	for _, r := range text {
		if !unicode.IsLetter(r) && (before == 0 || !areNeighbours(before, r)) {
			count++
		}
		before = r
	}
	return count
}
