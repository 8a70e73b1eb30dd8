// Package object has what a Superset's lists and details tell: dashboards, charts, datasets,
// databases and who may change them, in the forms of all versions. What strangers wrote comes
// as a Word or a Text, which are safe to keep and show as text.
package object

import (
	"encoding/json"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Subject is who owns or may change something: a user, and from 7.0 on also a role or group.
type Subject struct {
	// ID is of the user for owners, of the subject for editors and viewers.
	ID   int64
	Type SubjectType
	// Name is for people; may be empty.
	Name string
	// Email is empty where the answer does not tell it: see Complete.
	Email string
	// Inactive is true of a user who can't sign in any more.
	Inactive bool
}

// SubjectType is what a Subject is.
type SubjectType string

// The types.
const (
	User  SubjectType = "user"
	Role  SubjectType = "role"
	Group SubjectType = "group"
)

// UnmarshalJSON reads the forms of owners ({id, first_name, last_name, email}), of editors
// ({id, label, type}) and of those who could be either ({value, text, extra}).
func (s *Subject) UnmarshalJSON(text []byte) error {
	var said struct {
		ID    int64 `json:"id"`
		Value int64 `json:"value"`
		First Word  `json:"first_name"`
		Last  Word  `json:"last_name"`
		Email Word  `json:"email"`
		Label Word  `json:"label"`
		Text  Word  `json:"text"`
		Type  any   `json:"type"`
		Extra struct {
			Email     Word  `json:"email"`
			Secondary Word  `json:"secondary_label"`
			Active    *bool `json:"active"`
			Type      any   `json:"type"`
		} `json:"extra"`
	}
	if err := json.Unmarshal(text, &said); err != nil {
		return err //nolint:wrapcheck // whoever decodes says what
	}
	*s = Subject{
		ID: max(said.ID, said.Value), Type: User,
		Name:     first(string(said.Label), string(said.Text), strings.TrimSpace(string(said.First)+" "+string(said.Last))),
		Email:    first(string(said.Email), string(said.Extra.Email)),
		Inactive: said.Extra.Active != nil && !*said.Extra.Active,
	}
	kind := said.Type
	if kind == nil {
		kind = said.Extra.Type
	}
	switch kind {
	case 2.0, "role", "ROLE":
		s.Type = Role
	case 3.0, "group", "GROUP":
		s.Type = Group
	}
	if s.Email == "" && s.Type == User && strings.Contains(string(said.Extra.Secondary), "@") {
		s.Email = string(said.Extra.Secondary)
	}
	return nil
}

// Complete adds what is known of subjects by their id: emails, and who is inactive.
func Complete(subjects []Subject, known map[int64]Subject) []Subject {
	completed := make([]Subject, 0, len(subjects))
	for _, each := range subjects {
		if more, ok := known[each.ID]; ok && more.Type == each.Type {
			each.Name, each.Email = first(each.Name, more.Name), first(each.Email, more.Email)
			each.Inactive = each.Inactive || more.Inactive
		}
		completed = append(completed, each)
	}
	return completed
}

// Tag is a word that is put on objects.
type Tag struct {
	ID   int64
	Name Word
	// Custom is false of those that Superset makes by itself.
	Custom bool
}

// UnmarshalJSON reads a tag, whose type is a number or a word.
func (t *Tag) UnmarshalJSON(text []byte) error {
	var said struct {
		ID   int64 `json:"id"`
		Name Word  `json:"name"`
		Type any   `json:"type"`
	}
	if err := json.Unmarshal(text, &said); err != nil {
		return err //nolint:wrapcheck // whoever decodes says what
	}
	*t = Tag{ID: said.ID, Name: said.Name, Custom: said.Type == 1.0 || said.Type == "custom" || said.Type == "TagType.custom"}
	return nil
}

// Ownership is who may change an object: owners up to 6.1, editors and viewers from 7.0 on.
type Ownership struct {
	Owners  []Subject `json:"owners"`
	Editors []Subject `json:"editors"`
	Viewers []Subject `json:"viewers"`
}

// Changed is what lists say of every object's history.
type Changed struct {
	// On is when it was changed last, in UTC; zero where that is not told.
	On Moment `json:"changed_on_utc"`
	// Deleted is when it went into the bin; zero while it is not there.
	Deleted Moment `json:"deleted_at"`
	// Elsewhere is true when another program manages it.
	Elsewhere bool `json:"is_managed_externally"`
}

// Dashboard is one of the list.
type Dashboard struct {
	Ownership
	Changed
	ID    int64 `json:"id"`
	UUID  Word  `json:"uuid"`
	Title Word  `json:"dashboard_title"`
	// Slug may be empty.
	Slug Word `json:"slug"`
	// Path is of its page, below the server's own address.
	Path      Word  `json:"url"`
	Published bool  `json:"published"`
	Certified Word  `json:"certified_by"`
	Tags      []Tag `json:"tags"`
	// Metadata, Layout (both JSON) and CSS are told by the detail alone.
	Metadata Text `json:"json_metadata"`
	Layout   Text `json:"position_json"`
	CSS      Text `json:"css"`
}

// Chart is one of the list.
type Chart struct {
	Ownership
	Changed
	ID   int64 `json:"id"`
	UUID Word  `json:"uuid"`
	Name Word  `json:"slice_name"`
	// VizType is what draws it.
	VizType Word `json:"viz_type"`
	// DatasetID is zero and Dataset empty when its dataset is gone.
	DatasetID   int64 `json:"datasource_id"`
	DatasetType Word  `json:"datasource_type"`
	Dataset     Word  `json:"datasource_name_text"`
	Dashboards  []struct {
		ID int64 `json:"id"`
	} `json:"dashboards"`
	Tags []Tag `json:"tags"`
	// Params and QueryContext are JSON, and told by the detail alone. Without the second it can't
	// be queried.
	Params       Text `json:"params"`
	QueryContext Text `json:"query_context"`
}

// Dataset is one of the list.
type Dataset struct {
	Ownership
	Changed
	ID    int64 `json:"id"`
	UUID  Word  `json:"uuid"`
	Table Word  `json:"table_name"`
	// Schema and Catalog may be empty, which is the connection's own.
	Schema  Word `json:"schema"`
	Catalog Word `json:"catalog"`
	// SQL is empty of a physical dataset.
	SQL      Text `json:"sql"`
	Database struct {
		ID   int64 `json:"id"`
		UUID Word  `json:"uuid"` // empty on 4.1
		Name Word  `json:"database_name"`
	} `json:"database"`
	// Columns and Metrics are told by the detail alone.
	Columns []Column `json:"columns"`
	Metrics []Metric `json:"metrics"`
}

// Column is one of a dataset.
type Column struct {
	Name       Word `json:"column_name"`
	Type       Word `json:"type"`
	Expression Text `json:"expression"`
}

// Metric is one of a dataset.
type Metric struct {
	Name       Word `json:"metric_name"`
	Expression Text `json:"expression"`
}

// Database is a connection, one of the list. It is never in the bin.
type Database struct {
	// On is when it was changed last, by the server's own clock; zero where it is not told.
	On        Moment `json:"changed_on"`
	Elsewhere bool   `json:"is_managed_externally"`
	ID        int64  `json:"id"`
	UUID      Word   `json:"uuid"`
	Name      Word   `json:"database_name"`
	Backend   Word   `json:"backend"`
	// MultiCatalog is true when datasets may name a catalog of their own.
	MultiCatalog bool `json:"allow_multi_catalog"`
	// Driver is told by the detail; URI (without its password), Extra (JSON), Encrypted (JSON
	// without its secrets), Parameters and Tunnel by the connection's own.
	Driver     Word `json:"driver"`
	URI        Text `json:"sqlalchemy_uri"`
	Extra      Text `json:"extra"`
	Encrypted  Text `json:"masked_encrypted_extra"`
	Parameters struct {
		Host     Word  `json:"host"`
		Port     int64 `json:"port"`
		Database Word  `json:"database"`
		Username Word  `json:"username"`
	} `json:"parameters"`
	// Tunnel is nil without one; its secrets are not told.
	Tunnel *struct {
		Server   Word  `json:"server_address"`
		Port     int64 `json:"server_port"`
		Username Word  `json:"username"`
	} `json:"ssh_tunnel"`
}

// Word is a name that a stranger wrote: valid UTF-8 in one line without hidden characters, of
// at most 1000 bytes.
type Word string

const maxWord = 1000

// UnmarshalJSON reads a text; null is empty.
func (w *Word) UnmarshalJSON(text []byte) error {
	var said string
	if err := json.Unmarshal(text, &said); err != nil {
		return err //nolint:wrapcheck // whoever decodes says what
	}
	said = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		default:
			return r
		}
	}, said)
	for len(said) > maxWord {
		_, size := utf8.DecodeLastRuneInString(said)
		said = said[:len(said)-size]
	}
	*w = Word(said)
	return nil
}

// Text is what a stranger wrote, of any length, without the character NUL.
type Text string

// UnmarshalJSON reads a text; null is empty.
func (t *Text) UnmarshalJSON(text []byte) error {
	var said string
	if err := json.Unmarshal(text, &said); err != nil {
		return err //nolint:wrapcheck // whoever decodes says what
	}
	*t = Text(strings.ReplaceAll(said, "\x00", ""))
	return nil
}

// Moment is an instant in UTC; the zero time where none is told.
type Moment struct{ time.Time }

// UnmarshalJSON reads the forms of time that Superset has; another one is the zero time.
func (m *Moment) UnmarshalJSON(text []byte) error {
	m.Time = time.Time{}
	said := strings.Trim(string(text), `"`)
	for _, layout := range []string{"2006-01-02T15:04:05.999999-0700", time.RFC3339Nano, "2006-01-02T15:04:05.999999"} {
		if at, err := time.Parse(layout, said); err == nil {
			m.Time = at.UTC()
			return nil
		}
	}
	return nil
}

// first gives the first text that is not empty.
func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
