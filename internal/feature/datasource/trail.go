package datasource

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// recordResource writes what happened to a resource into the audit trail and tells the
// watchers. Of a datasource the entry tells where it leads, and where it led before; of
// a secret the watchers learn no name, as not every member may see it.
func recordResource(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, kind perses.Kind, row resourceRow, before []byte, action audit.Action,
) error {
	word := resourceWord(kind)
	meta := map[string]any{"version": row.Version}
	if kind == perses.Datasource || kind == perses.GlobalDatasource {
		meta["server"] = serverOf([]byte(row.Document))
		if was := serverOf(before); was != "" && was != meta["server"] {
			meta["server_before"] = was
		}
	}
	entry := audit.Entry{Action: action, ResourceType: word, ResourceID: row.Name, Meta: meta}
	if err := audit.Record(ctx, tx, scope, entry); err != nil {
		return fmt.Errorf("record audit: %w", err)
	}
	told := map[string]string{"name": row.Name, "change": action.Change()}
	if eventOf(kind) == event.Secret {
		delete(told, "name")
	}
	data, err := json.Marshal(told)
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	event.Publish(tx, event.Event{Project: scope.Project(), Type: eventOf(kind), Subject: row.Name, Data: data})
	return nil
}

// actions are what can happen to resources of one kind.
type actions struct{ create, update, rename, remove audit.Action }

func actionsOf(kind perses.Kind) actions {
	switch kind {
	case perses.GlobalDatasource:
		return actions{
			audit.GlobalDatasourceCreate, audit.GlobalDatasourceUpdate, audit.GlobalDatasourceRename, audit.GlobalDatasourceDelete,
		}
	case perses.Variable:
		return actions{audit.VariableCreate, audit.VariableUpdate, audit.VariableRename, audit.VariableDelete}
	case perses.GlobalVariable:
		return actions{
			audit.GlobalVariableCreate, audit.GlobalVariableUpdate, audit.GlobalVariableRename, audit.GlobalVariableDelete,
		}
	case perses.Secret:
		return actions{audit.SecretCreate, audit.SecretUpdate, audit.SecretRename, audit.SecretDelete}
	case perses.GlobalSecret:
		return actions{audit.GlobalSecretCreate, audit.GlobalSecretUpdate, audit.GlobalSecretRename, audit.GlobalSecretDelete}
	default:
		return actions{audit.DatasourceCreate, audit.DatasourceUpdate, audit.DatasourceRename, audit.DatasourceDelete}
	}
}

func eventOf(kind perses.Kind) string {
	switch kind {
	case perses.Secret, perses.GlobalSecret:
		return event.Secret
	case perses.Variable, perses.GlobalVariable:
		return event.Variable
	default:
		return event.Datasource
	}
}

// serverOf gives scheme, host and port of a stored datasource: never a path or a
// user, which may be secret. It is empty for one without an address.
func serverOf(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	d, err := perses.Read(text)
	if err != nil {
		return ""
	}
	parsed, err := url.Parse(perses.URLOf(d.Root().Get("spec")))
	if err != nil || parsed.Host == "" {
		return ""
	}
	return parsed.Scheme + "://" + parsed.Host
}
