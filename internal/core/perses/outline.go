package perses

import (
	"encoding/json"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Outlines gives what each document is called only: its kind, its metadata and how it
// is displayed. Kinds of error: invalid, too_large.
func Outlines(documents []json.RawMessage) ([]json.RawMessage, error) {
	outlines := make([]json.RawMessage, 0, len(documents))
	for _, text := range documents {
		d, err := Read(text)
		if err != nil {
			return nil, err
		}
		outlines = append(outlines, d.outline())
	}
	return outlines, nil
}

func (d *Document) outline() []byte {
	spec := jsonstrict.NewObject()
	if display := d.root.Get("spec", "display"); display != nil {
		spec.Set("display", display)
	}
	return jsonstrict.NewObject(
		jsonstrict.Member{Key: "kind", Value: d.root.Get("kind")},
		jsonstrict.Member{Key: "metadata", Value: d.root.Get("metadata")},
		jsonstrict.Member{Key: "spec", Value: spec},
	).JSON()
}
