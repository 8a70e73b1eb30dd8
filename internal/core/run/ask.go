package run

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// FieldKind says what a field takes, and so which form its value has.
type FieldKind string

// The kinds of fields.
const (
	// Password is 1 to 1 024 bytes of UTF-8 without NUL.
	Password FieldKind = "password"
	// PrivateKey is a private key in PEM, of at most 16 KiB.
	PrivateKey FieldKind = "private_key"
	// Secret is any other text that must not be seen, in the form of a password.
	Secret FieldKind = "secret"
)

// Field is one value that an item needs from a person before it can go on.
type Field struct {
	// Name tells the fields of a run apart: items that give the same name want the
	// same value. 1 to 200 bytes.
	Name string `json:"name"`
	// Label is shown: what it is the password of.
	Label string    `json:"label"`
	Kind  FieldKind `json:"kind"`
	// Why is one sentence for people, without secrets.
	Why string `json:"why,omitempty"`
	// Optional may be left empty.
	Optional bool `json:"optional,omitempty"`
	// Rejected says that the value which was given last was not accepted.
	Rejected bool `json:"rejected,omitempty"`
	// Ways are what may be chosen in place of a value.
	Ways []Way `json:"ways,omitempty"`
}

// Way is a choice in place of a value, such as a database that is there already.
type Way struct {
	// ID is unique in the field, 1 to 200 bytes.
	ID    string `json:"id"`
	Label string `json:"label"`
}

// AskedField is a field of a request that waits for an answer.
type AskedField struct {
	Field
	// Since is the version of the request that asked for it first.
	Since int `json:"since"`
	// Items is how many items wait for it.
	Items int `json:"items"`
}

// InputRequest is what a run waits for. It holds no values.
type InputRequest struct {
	// Version goes up with each field that is asked for. An answer names the one that
	// its person saw.
	Version int          `json:"version"`
	AskedAt time.Time    `json:"asked_at"`
	Until   time.Time    `json:"until"`
	Fields  []AskedField `json:"fields"`
	// For is who is meant to answer; nil is whoever may.
	For *Assignee `json:"for,omitempty"`
	// Comment is what was said when it was handed over.
	Comment string `json:"comment,omitempty"`
}

// Assignee is a user or everybody with a role, who is meant to answer.
type Assignee struct {
	Kind AssigneeKind `json:"kind"`
	// ID is the user's, or the role.
	ID   string `json:"id"`
	Name string `json:"name"`
}

// AssigneeKind says what an assignee is.
type AssigneeKind string

// The kinds of assignees.
const (
	ToUser AssigneeKind = "user"
	ToRole AssigneeKind = "role"
)

// Reply is what a person says to one field: a value, a way, or to skip what needs it.
type Reply struct {
	Value secret.Text
	Way   string
	Skip  bool
}

// Answer is what a person gives for a request.
type Answer struct {
	// Version is that of the request which the person saw.
	Version int
	// Replies are by the name of the field: to each that this version asked for, and
	// to no other.
	Replies map[string]Reply
}

// Words tell what a request needs: 'Needs the password of Lake and 2 more'.
func (r InputRequest) Words() string {
	const named = 3
	var parts []string
	for _, field := range r.Fields[:min(len(r.Fields), named)] {
		parts = append(parts, field.words())
	}
	switch more := len(r.Fields) - len(parts); {
	case more > 0:
		return fmt.Sprintf("Needs %s and %d more", strings.Join(parts, ", "), more)
	case len(parts) > 1:
		last := len(parts) - 1
		return "Needs " + strings.Join(parts[:last], ", ") + " and " + parts[last]
	default:
		return "Needs " + strings.Join(parts, "")
	}
}

func (f Field) words() string {
	switch f.Kind {
	case Password:
		return "the password of " + f.Label
	case PrivateKey:
		return "the private key of " + f.Label
	default:
		return f.Label
	}
}

// AskedBy are the fields that a version of the request asked for and that are open still.
func (r InputRequest) AskedBy(version int) []AskedField {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f AskedField) bool { return f.Since > version })
}
