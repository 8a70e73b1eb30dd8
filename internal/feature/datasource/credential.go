package datasource

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	secretPath = "spec.plugin.spec.proxy.spec.secret"
	enterAgain = "the address changed, so enter the credentials again: save them as a new secret and name it here"
	notYours   = "somebody else entered this secret, and not for this server, so enter the credentials again: " +
		"save them as a new secret and name it here"
)

// Stored credentials go where somebody sent them who knew them, and nowhere else:
// who may manage datasources could otherwise read any secret by sending it to a
// server of their own.
//
//   - A datasource that is moved to another server needs another secret, or one
//     that was made after the datasource's last version. Saving the secret again is
//     not enough, because a save may keep values that its sender does not know.
//   - A datasource that begins to name a secret needs one that its saver entered,
//     or that a datasource of the project sends to the same server already.

// refuseMoved keeps both rules. The row is the stored one; a new datasource has no
// document.
func refuseMoved(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row resourceRow, d *perses.Document,
) error {
	is := d.Root().Get("spec")
	name, origin := perses.SecretOf(is), perses.OriginOf(is)
	if len(row.Document) > 0 {
		stored, err := perses.Read(row.Document)
		if err != nil {
			return fmt.Errorf("read the stored datasource: %w", err)
		}
		was := stored.Root().Get("spec")
		if perses.SecretOf(was) == name {
			return refuseNewServer(ctx, tx, row, name, perses.OriginOf(was) == origin)
		}
	}
	mayGo, err := maySend(ctx, tx, scope, row.Project, name, origin)
	if err != nil || mayGo {
		return err
	}
	return apperror.InvalidField(secretPath, notYours).WithCode("invalid_document")
}

func refuseNewServer(ctx context.Context, tx *sqldb.Tx, row resourceRow, name string, isSame bool) error {
	if isSame {
		return nil
	}
	made, err := findResource(ctx, tx, perses.Secret, row.Project, name, false)
	if err != nil {
		return err
	}
	if made.CreatedAt.After(row.UpdatedAt.Time) {
		return nil
	}
	return apperror.InvalidField(secretPath, enterAgain).WithCode("invalid_document")
}

// maySend reports whether the scope's user entered a secret, or it goes to the
// server already.
func maySend(ctx context.Context, db bun.IDB, scope access.Scope, project, name, origin string) (bool, error) {
	user, err := enteredBy(ctx, db, project, name)
	if err != nil {
		return false, err
	}
	if user != "" && user == scope.Principal().UserID {
		return true, nil
	}
	return goesTo(ctx, db, project, name, origin)
}

// CheckOwn keeps the rules for the datasources that a dashboard brings, and gives the
// faults of those that name a secret which the project does not have. before is nil for
// a new dashboard. Kinds of error: forbidden, invalid.
func (s *Service) CheckOwn(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, d, before *perses.Document,
) (schema.Findings, error) {
	var findings schema.Findings
	if err := mayBring(scope, d, before); err != nil {
		return findings, err
	}
	if err := refuseMovedInline(ctx, tx, scope, d, before); err != nil {
		return findings, err
	}
	for _, ref := range perses.InlineSecrets(d) {
		if exists, err := secretExists(ctx, tx, scope.Project(), ref.Name); err != nil {
			return findings, err
		} else if !exists {
			findings.Fault(ref.Path, "this project has no such secret")
		}
	}
	return findings, nil
}

// mayBring: a datasource in a dashboard is a datasource, so that the right to write
// dashboards is not a way around the right to manage them.
func mayBring(scope access.Scope, d, before *perses.Document) error {
	brings := d.Root().Get("spec", "datasources")
	if len(brings.Members()) == 0 || before != nil && jsonstrict.Equal(brings, before.Root().Get("spec",
		"datasources")) {
		return nil
	}
	if scope.Allows(access.DatasourceManage) {
		return nil
	}
	return apperror.New(apperror.Forbidden,
		"The dashboard brings datasources of its own, which needs the role manager").
		WithField("spec.datasources", "needs the role manager").WithDetail("needs", string(access.Manager))
}

// refuseMovedInline keeps both rules for what a dashboard brings. before is nil
// for a new dashboard.
func refuseMovedInline(ctx context.Context, tx *sqldb.Tx, scope access.Scope, d, before *perses.Document) error {
	var held []perses.SecretReference
	if before != nil {
		held = perses.InlineSecrets(before)
	}
	var findings schema.Findings
	for _, ref := range perses.InlineSecrets(d) {
		sameSecret := func(was perses.SecretReference) bool { return was.Name == ref.Name }
		sameServer := func(was perses.SecretReference) bool { return sameSecret(was) && was.Origin == ref.Origin }
		switch {
		case slices.ContainsFunc(held, sameServer):
		case slices.ContainsFunc(held, sameSecret):
			findings.Fault(ref.Path, enterAgain)
		default:
			mayGo, err := maySend(ctx, tx, scope, scope.Project(), ref.Name, ref.Origin)
			if err != nil {
				return err
			}
			if !mayGo {
				findings.Fault(ref.Path, notYours)
			}
		}
	}
	return findings.Err()
}
