package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// recordResource writes what happened to a resource into the audit trail. Of a
// datasource the entry tells where it leads, and where it led before.
func recordResource(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, kind perses.Kind, row resourceRow, before []byte, change string,
) error {
	word := resourceWord(kind)
	meta := map[string]any{"version": row.Version}
	if kind == perses.Datasource || kind == perses.GlobalDatasource {
		meta["server"] = serverOf([]byte(row.Document))
		if was := serverOf(before); was != "" && was != meta["server"] {
			meta["server_before"] = was
		}
	}
	entry := audit.Entry{Action: word + "." + change, ResourceType: word, ResourceID: row.Name, Meta: meta}
	if err := audit.Record(ctx, tx, scope, entry); err != nil {
		return fmt.Errorf("record audit: %w", err)
	}
	return nil
}

// serverOf gives scheme, host and port of a stored datasource: never a path or a
// user, which may be secret. It is empty for one without an address.
func serverOf(text []byte) string {
	var stored struct {
		Spec struct {
			Plugin struct {
				Spec struct {
					DirectURL string `json:"directUrl"`
					Proxy     struct {
						Spec struct {
							URL string `json:"url"`
						} `json:"spec"`
					} `json:"proxy"`
				} `json:"spec"`
			} `json:"plugin"`
		} `json:"spec"`
	}
	if len(text) == 0 || json.Unmarshal(text, &stored) != nil {
		return ""
	}
	address := stored.Spec.Plugin.Spec.DirectURL
	if address == "" {
		address = stored.Spec.Plugin.Spec.Proxy.Spec.URL
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return ""
	}
	return parsed.Scheme + "://" + parsed.Host
}
