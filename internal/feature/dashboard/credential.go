package dashboard

import (
	"context"
	"fmt"
	"slices"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	secretPath = "spec.plugin.spec.proxy.spec.secret"
	enterAgain = "the address changed, so enter the credentials again: save them as a new secret and name it here"
)

// refuseMoved keeps stored credentials from a server that they were not entered
// for: a datasource that goes to another server needs another secret, or one
// that was made after the datasource's last version. Saving the secret again is
// not enough, because a save may keep values that its sender does not know. The
// row is the stored one; a new datasource has none.
func refuseMoved(ctx context.Context, tx *sqldb.Tx, row resourceRow, d *document.Document) error {
	if len(row.Document) == 0 {
		return nil
	}
	stored, err := document.Read(row.Document)
	if err != nil {
		return fmt.Errorf("read the stored datasource: %w", err)
	}
	was, is := stored.Root().Get("spec"), d.Root().Get("spec")
	name := document.SecretOf(is)
	if name == "" || name != document.SecretOf(was) || document.OriginOf(was) == document.OriginOf(is) {
		return nil
	}
	made, err := findResource(ctx, tx, document.Secret, row.Project, name, false)
	if err != nil {
		return err
	}
	if made.CreatedAt.After(row.UpdatedAt.Time) {
		return nil
	}
	return apperror.InvalidField(secretPath, enterAgain).WithCode("invalid_document")
}

// refuseMovedInline is refuseMoved for what a dashboard brings. before is nil for
// a new dashboard.
func refuseMovedInline(d, before *document.Document) error {
	if before == nil {
		return nil
	}
	var findings document.Findings
	held := document.InlineSecrets(before)
	for _, ref := range document.InlineSecrets(d) {
		sameSecret := func(was document.SecretReference) bool { return was.Name == ref.Name }
		sameServer := func(was document.SecretReference) bool { return sameSecret(was) && was.Origin == ref.Origin }
		if slices.ContainsFunc(held, sameSecret) && !slices.ContainsFunc(held, sameServer) {
			findings.Fault(ref.Path, enterAgain)
		}
	}
	return findings.Err()
}
