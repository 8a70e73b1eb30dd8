package query

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

func TestAsk_tells_that_the_source_is_down_or_not_allowed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	scope := access.System("p", "validation", access.QueryRun)
	for address, code := range map[string]string{
		"http://127.0.0.1:1":     "destination_not_allowed", // a port that never speaks HTTP
		"http://127.0.0.1:59999": CodeDown,
		"http://169.254.169.254": "destination_not_allowed",
		"ftp://x":                CodeDown,
	} {
		f.service.cfg.Datasources = fixed(Datasource{Name: "x", Kind: Prometheus, URL: address})
		_, err := f.service.Ask(t.Context(), scope, Ref{Project: "p", Name: "x"}, Ask{Endpoint: InstantQuery, Query: "up"})
		if CodeOf(err) != code {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := f.service.Ask(t.Context(), access.Scope{}, Ref{Project: "p", Name: "x"}, Ask{}); !apperror.Is(err, apperror.Internal) {
		t.Errorf("without a decision: %v", err)
	}
}
