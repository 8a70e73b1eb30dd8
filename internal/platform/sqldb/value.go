package sqldb

import (
	"bytes"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
)

// timeLayout has a fixed width and is written in UTC only, so that the order of
// the texts is the order of the instants.
const timeLayout = "2006-01-02 15:04:05.000000-07:00"

// Time is an instant as the database keeps it: UTC, to the microsecond. Every
// time column of a model is a Time, or a *Time where NULL is allowed; a plain
// time.Time is written in layouts that do not compare.
type Time struct{ time.Time }

// At gives the instant as the database will give it back.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Microsecond)} }

// Value is the fixed-width text on both engines; PostgreSQL parses it.
func (t Time) Value() (driver.Value, error) {
	utc := t.UTC()
	if utc.Year() < 1 || utc.Year() > 9999 {
		return nil, fmt.Errorf("the year %d cannot be stored", utc.Year())
	}
	return utc.Format(timeLayout), nil
}

// Scan reads a column; NULL becomes the zero Time.
func (t *Time) Scan(src any) error {
	switch value := src.(type) {
	case nil:
		*t = Time{}
	case time.Time:
		*t = At(value)
	case string:
		return t.parse(value)
	case []byte:
		return t.parse(string(value))
	default:
		return fmt.Errorf("a time column gave a %T", src)
	}
	return nil
}

func (t *Time) parse(text string) error {
	parsed, err := time.Parse(timeLayout, text)
	if err != nil {
		return fmt.Errorf("read a time column: %w", err)
	}
	*t = At(parsed)
	return nil
}

// JSON is a document of a TEXT column, kept byte for byte. Nil is NULL.
type JSON []byte

// Value is the text.
func (j JSON) Value() (driver.Value, error) {
	if j == nil {
		return nil, nil
	}
	return string(j), nil
}

// Scan copies a column; NULL becomes nil.
func (j *JSON) Scan(src any) error {
	switch value := src.(type) {
	case nil:
		*j = nil
	case string:
		*j = JSON(value)
	case []byte:
		*j = bytes.Clone(value)
	default:
		return fmt.Errorf("a JSON column gave a %T", src)
	}
	return nil
}

// MarshalJSON gives the document itself; nil is null.
func (j JSON) MarshalJSON() ([]byte, error) {
	if len(j) == 0 {
		return []byte("null"), nil
	}
	return j, nil
}

// UnmarshalJSON keeps a copy of the document.
func (j *JSON) UnmarshalJSON(document []byte) error {
	*j = bytes.Clone(document)
	return nil
}

// EscapeLike makes a text match itself in LIKE … ESCAPE '\'.
func EscapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}
