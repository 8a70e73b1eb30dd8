package run

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// maxTarget is the size of a run's target, in bytes. Five thousand asset ids of
// ordinary length fit.
const maxTarget = 1 << 20

// Normalise gives the one form of a target: sorted names, no spaces, arrays of
// plain strings sorted and without doubles. Nothing stands for an empty object.
func Normalise(target json.RawMessage) (json.RawMessage, error) {
	if len(bytes.TrimSpace(target)) == 0 {
		return json.RawMessage("{}"), nil
	}
	if len(target) > maxTarget {
		return nil, apperror.New(apperror.TooLarge, "A run's target may have %d bytes; this one has %d", maxTarget, len(target))
	}
	decoder := json.NewDecoder(bytes.NewReader(target))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil || object == nil {
		return nil, apperror.InvalidField("target", "must be a JSON object")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, apperror.InvalidField("target", "must be one JSON object")
	}
	normal, err := json.Marshal(asSets(object))
	if err != nil {
		return nil, fmt.Errorf("encode run target: %w", err)
	}
	return normal, nil
}

// asSets sorts every array that holds nothing but strings.
func asSets(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			value[name] = asSets(member)
		}
		return value
	case []any:
		return setOf(value)
	default:
		return value
	}
}

func setOf(values []any) any {
	texts := make([]string, 0, len(values))
	for at, value := range values {
		text, isText := value.(string)
		if !isText {
			values[at] = asSets(value)
			continue
		}
		texts = append(texts, text)
	}
	if len(texts) < len(values) {
		return values
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// DedupKey is the same for identical operations and for no others. The target
// must be normal.
func DedupKey(project string, kind Kind, target json.RawMessage) string {
	hash := sha256.New()
	for _, part := range []string{project, kind.Resource, kind.Action, string(target)} {
		hash.Write(fmt.Appendf(nil, "%d:%s;", len(part), part))
	}
	return hex.EncodeToString(hash.Sum(nil))
}
