package datasource

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// sealSecret gives the public form of a secret and its values, encrypted. When a
// secret is replaced, hidden values that are masked stay as they were, and then
// the sender is nobody who knows them.
func (s *Service) sealSecret(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row resourceRow, d *perses.Document, isNew bool,
) (*perses.Document, secretValues, error) {
	full := d.Clone()
	values := secretValues{EnteredBy: scope.Principal().UserID}
	var before *perses.Document
	if !isNew {
		var err error
		if before, err = s.openSecret(ctx, tx, row); err != nil {
			return nil, secretValues{}, err
		}
	}
	public := d.Clone()
	if err := refuseOtherTLS(d, before); err != nil {
		return nil, secretValues{}, err
	}
	for _, slot := range perses.SecretSlots() {
		kept, err := keepMasked(full, before, slot)
		if err != nil {
			return nil, secretValues{}, err
		}
		if kept {
			if values.EnteredBy, err = enteredBy(ctx, tx, row.Project, row.Name); err != nil {
				return nil, secretValues{}, err
			}
		}
		mask(public, slot)
	}
	sealed, err := s.sealer.Seal(full.Root().Get("spec").JSON(), sealedFor(row))
	if err != nil {
		return nil, secretValues{}, fmt.Errorf("seal secret: %w", err)
	}
	values.Sealed = sealed
	return public, values, nil
}

// sealedFor names the row that a value is bound to: the id, so that a value can't
// be moved to another row, another project or a later secret of the same name.
func sealedFor(row resourceRow) string { return "secret/" + row.Project + "/" + row.ID }

// keepMasked reports whether it put the earlier value in place of a mask.
func keepMasked(full, before *perses.Document, slot perses.SecretSlot) (bool, error) {
	group, key := full.Root().Get("spec", slot.Path[0]), slot.Path[1]
	if !slot.Hidden || group.Get(key).Text() != perses.Masked {
		return false, nil
	}
	if before != nil {
		if kept := before.Root().Get("spec", slot.Path[0], key); kept != nil {
			group.Set(key, kept)
			return true, nil
		}
	}
	return false, apperror.InvalidField(jsonstrict.Path([]jsonstrict.Step{{Key: "spec"}, {Key: slot.Path[0]}, {Key: key}}),
		"there is no earlier value to keep; give one").WithCode("invalid_document")
}

// refuseOtherTLS wants the hidden values again when the way to check the server
// changes: who does not know them could send them to somebody who only seems to be
// the server.
func refuseOtherTLS(d, before *perses.Document) error {
	if before == nil {
		return nil
	}
	changed := false
	for _, slot := range perses.SecretSlots() {
		if slot.Path[0] == "tlsConfig" && !slot.Hidden {
			is, was := d.Root().Get("spec", slot.Path[0], slot.Path[1]), before.Root().Get("spec", slot.Path[0], slot.Path[1])
			changed = changed || is.Text() != was.Text() || is.Truth() != was.Truth()
		}
	}
	if !changed {
		return nil
	}
	var findings schema.Findings
	for _, slot := range perses.SecretSlots() {
		if slot.Hidden && d.Root().Get("spec", slot.Path[0], slot.Path[1]).Text() == perses.Masked {
			findings.Fault("spec."+slot.Path[0]+"."+slot.Path[1], "the TLS settings changed, so give the value again")
		}
	}
	return findings.Err()
}

func mask(public *perses.Document, slot perses.SecretSlot) {
	group := public.Root().Get("spec", slot.Path[0])
	if slot.Hidden && group.Get(slot.Path[1]).Text() != "" {
		group.Set(slot.Path[1], jsonstrict.NewString(perses.Masked))
	}
}

// openSecret reads the values of a secret: a document with a spec only.
func (s *Service) openSecret(ctx context.Context, tx *sqldb.Tx, row resourceRow) (*perses.Document, error) {
	var sealed []byte
	err := tx.NewSelect().Model((*secretRow)(nil)).Column("r.sealed").Where("r.id = ?", row.ID).Scan(ctx, &sealed)
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	return s.unseal(row, sealed)
}

func (s *Service) unseal(row resourceRow, sealed []byte) (*perses.Document, error) {
	plain, err := s.sealer.Open(sealed, sealedFor(row))
	if err != nil {
		return nil, fmt.Errorf("open secret: %w", err)
	}
	spec, err := jsonstrict.JSON(plain, perses.Limits())
	if err != nil {
		return nil, fmt.Errorf("read the opened secret: %w", err)
	}
	return perses.Of(jsonstrict.NewObject(jsonstrict.Member{Key: "spec", Value: spec})), nil
}

// Credentials are what a secret says for requests to a datasource. Empty fields
// are not set.
type Credentials struct {
	Username string
	Password secret.Text
	// AuthorizationType is the word before the credentials; Bearer when empty.
	AuthorizationType string
	Authorization     secret.Text
	// CA, ClientCertificate and ClientKey are PEM.
	CA, ClientCertificate string
	ClientKey             secret.Text
	ServerName            string
	InsecureSkipVerify    bool
}

func credentialsOf(spec *jsonstrict.Value) *Credentials {
	return &Credentials{
		Username: spec.Get("basicAuth", "username").Text(), Password: secret.New(spec.Get("basicAuth",
			"password").Text()),
		AuthorizationType: spec.Get("authorization", "type").Text(),
		Authorization:     secret.New(spec.Get("authorization", "credentials").Text()),
		CA:                spec.Get("tlsConfig", "ca").Text(), ClientCertificate: spec.Get("tlsConfig", "cert").Text(),
		ClientKey:  secret.New(spec.Get("tlsConfig", "key").Text()),
		ServerName: spec.Get("tlsConfig", "serverName").Text(), InsecureSkipVerify: spec.Get("tlsConfig",
			"insecureSkipVerify").Truth(),
	}
}
