package outcome

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/asset"
)

// owners are the subjects that own an asset, kept as a JSON list.
type owners []asset.Subject

// Value is the list; nobody is the empty one.
func (o owners) Value() (driver.Value, error) {
	if len(o) == 0 {
		return "[]", nil
	}
	encoded, err := json.Marshal([]asset.Subject(o))
	return string(encoded), err
}

// Scan reads a list.
func (o *owners) Scan(from any) error {
	var text []byte
	switch from := from.(type) {
	case string:
		text = []byte(from)
	case []byte:
		text = from
	default:
		return fmt.Errorf("owners are a %T", from)
	}
	var list []asset.Subject
	if err := json.Unmarshal(text, &list); err != nil {
		return fmt.Errorf("decode owners: %w", err)
	}
	*o = list
	return nil
}

// keys is the form by which assets of an owner are found: |ada|bob|, lower case.
func (o owners) keys() string {
	if len(o) == 0 {
		return ""
	}
	keys := make([]string, 0, len(o))
	for _, one := range o {
		keys = append(keys, ownerKey(one.Name))
	}
	return "|" + strings.Join(keys, "|") + "|"
}

// ownerKey is a name as it stands among the keys.
func ownerKey(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "|", " ")
}
