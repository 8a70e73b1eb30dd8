package documents_test

import (
	"encoding/json"
	"testing"

	"github.com/dashkeep/dashkeep/internal/testkit/documents"
)

func TestAll(t *testing.T) {
	t.Parallel()
	all, err := documents.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range all {
		if !json.Valid([]byte(document.Text)) || len(document.Panels) == 0 {
			t.Errorf("%s: nobody knows what its panels show", document.Name)
		}
	}
	if len(all) < 20 {
		t.Errorf("%d documents", len(all))
	}
}
