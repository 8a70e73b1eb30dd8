package keyset

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const (
	version    = "k1"
	timeLayout = "2006-01-02T15:04:05.000000Z"
	// maxLength is the longest cursor that is looked at, in bytes.
	maxLength = 2048
	maxValues = 8
)

// Encode makes the cursor of a list ordered by a time and an id. The time is
// kept in UTC with microseconds, as the database has it.
func Encode(at time.Time, id string) string {
	return EncodeStrings(at.UTC().Truncate(time.Microsecond).Format(timeLayout), id)
}

// Decode reads a cursor that Encode made. Error kind: invalid.
func Decode(cursor string) (at time.Time, id string, err error) {
	values, err := DecodeStrings(cursor, 2)
	if err != nil {
		return time.Time{}, "", err
	}
	at, err = time.Parse(timeLayout, values[0])
	if err != nil || at.Year() < 1 || at.Format(timeLayout) != values[0] || values[1] == "" {
		return time.Time{}, "", invalid()
	}
	return at, values[1], nil
}

// EncodeStrings makes the cursor of a list ordered by any columns that are
// written as text.
func EncodeStrings(values ...string) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	// An array of strings can always be encoded.
	_ = encoder.Encode(append([]string{version}, values...))
	return base64.RawURLEncoding.EncodeToString([]byte(strings.TrimSuffix(text.String(), "\n")))
}

// DecodeStrings reads a cursor of exactly count values. Error kind: invalid.
func DecodeStrings(cursor string, count int) ([]string, error) {
	if cursor == "" || len(cursor) > maxLength || count > maxValues {
		return nil, invalid()
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || !utf8.Valid(raw) {
		return nil, invalid()
	}
	var values []string
	if json.Unmarshal(raw, &values) != nil || len(values) != count+1 || values[0] != version {
		return nil, invalid()
	}
	if EncodeStrings(values[1:]...) != cursor || containsNUL(values) {
		return nil, invalid()
	}
	return values[1:], nil
}

// containsNUL finds the one character that PostgreSQL refuses in text.
func containsNUL(values []string) bool {
	for _, value := range values {
		if strings.ContainsRune(value, 0) {
			return true
		}
	}
	return false
}

func invalid() error {
	return apperror.InvalidField("cursor", "This is not a cursor that this list gave. Start again without it").
		WithCode("invalid_cursor")
}
