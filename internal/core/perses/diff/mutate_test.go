package diff_test

import (
	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mutate changes one value somewhere in the document, or nothing.
func mutate(t *rapid.T, d *perses.Document) {
	value := d.Root()
	for depth := 0; depth < 12; depth++ {
		if members := value.Members(); len(members) > 0 {
			member := rapid.SampledFrom(members).Draw(t, "member")
			if rapid.IntRange(0, 9).Draw(t, "stop") == 0 {
				change(t, value, member.Key)
				return
			}
			value = member.Value
			continue
		}
		items := value.Items()
		if len(items) == 0 {
			return
		}
		value = rapid.SampledFrom(items).Draw(t, "item")
	}
}

func change(t *rapid.T, object *jsonstrict.Value, key string) {
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		object.Delete(key)
	case 1:
		object.Set(key, jsonstrict.NewString(rapid.String().Draw(t, "text")))
	case 2:
		object.Set("added", jsonstrict.NewInt(7))
	}
}
