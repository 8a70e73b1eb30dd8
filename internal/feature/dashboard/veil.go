package dashboard

import (
	"encoding/json"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// maySeeHeaders reports whether the names of the headers are shown that a dashboard's
// own datasources have. Their values never are.
func maySeeHeaders(scope access.Scope) bool { return scope.Allows(access.DatasourceManage) }

// veiled is a stored document as it is shown to somebody.
func veiled(scope access.Scope, text []byte) json.RawMessage {
	return perses.Veiled(text, maySeeHeaders(scope))
}

// veiled is the dashboard as it is shown to somebody.
func (d Dashboard) veiled(scope access.Scope) Dashboard {
	d.Document = veiled(scope, d.Document)
	return d
}

// putBackOwn gives a dashboard the datasources that it had where the saver, who may
// not manage datasources, sent them as they are shown to them.
func putBackOwn(scope access.Scope, d, before *perses.Document) {
	if before == nil || maySeeHeaders(scope) {
		return
	}
	own := d.Root().Get("spec", "datasources")
	for _, member := range before.Root().Get("spec", "datasources").Members() {
		shown := member.Value.Clone()
		perses.HideHeaders(shown, false)
		if sent := own.Get(member.Key); sent != nil && jsonstrict.Equal(sent, shown) {
			own.Set(member.Key, member.Value.Clone())
		}
	}
}
