package dashboard

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Values of datasources' headers are written, never read: many servers take a key
// or a tenant by one. In a stored document, of a datasource or of a dashboard that
// brings one, each stands sealed, bound to its project, its server and its name; so
// what forgets to hide a value shows bytes that nobody can open. In answers a mask
// stands in its place, or, for who may not manage datasources, no headers at all.

// headersOf is the member with the headers of a datasource's spec.
func headersOf(spec *jsonstrict.Value) *jsonstrict.Value {
	return spec.Get("plugin", "spec", "proxy", "spec", "headers")
}

// headerRow binds a sealed value to where it may be sent.
func headerRow(project, origin, name string) string {
	return "header/" + project + "/" + origin + "/" + strings.ToLower(name)
}

// sealHeaders seals the values of a spec that is about to be stored. before is the
// stored spec, or nil: a masked value stays as it was, when the server does. It
// notes what is wrong at path.
func (s *Service) sealHeaders(
	project, path string, spec, before *jsonstrict.Value, findings *schema.Findings,
) error {
	headers, origin := headersOf(spec), perses.OriginOf(spec)
	for _, header := range headers.Members() {
		if !header.Value.Is(jsonstrict.String) {
			continue
		}
		kept := headersOf(before).Get(storedName(before, header.Key))
		isKept := kept != nil && header.Value.Text() == kept.Text()
		if header.Value.Text() == masked || isKept {
			at := jsonstrict.Join(path+".plugin.spec.proxy.spec.headers", header.Key)
			switch {
			case kept == nil:
				findings.Fault(at, "there is no earlier value to keep; give one")
			case perses.OriginOf(before) != origin:
				findings.Fault(at, "the address changed, so give the value again; it is kept only while scheme, host and port stay")
			default:
				headers.Set(header.Key, kept.Clone())
			}
			continue
		}
		sealed, err := s.sealHeader(project, origin, header.Key, header.Value.Text())
		if err != nil {
			return err
		}
		headers.Set(header.Key, jsonstrict.NewString(sealed))
	}
	return nil
}

// sealResource seals the headers of a datasource. The row is the stored one; a new
// datasource has no document.
func (s *Service) sealResource(row resourceRow, d *perses.Document) error {
	var before *jsonstrict.Value
	if len(row.Document) > 0 {
		stored, err := perses.Read(row.Document)
		if err != nil {
			return fmt.Errorf("read the stored datasource: %w", err)
		}
		before = stored.Root().Get("spec")
	}
	var findings schema.Findings
	if err := s.sealHeaders(row.Project, "spec", d.Root().Get("spec"), before, &findings); err != nil {
		return err
	}
	return findings.Err()
}

// storedName is how the stored spec writes a header's name.
func storedName(spec *jsonstrict.Value, name string) string {
	for _, header := range headersOf(spec).Members() {
		if strings.EqualFold(header.Key, name) {
			return header.Key
		}
	}
	return name
}

func (s *Service) sealHeader(project, origin, name, value string) (string, error) {
	sealed, err := s.sealer.Seal([]byte(value), headerRow(project, origin, name))
	if err != nil {
		return "", fmt.Errorf("seal a header: %w", err)
	}
	return perses.SealedMark + base64.StdEncoding.EncodeToString(sealed), nil
}

// openHeaders gives the values that a stored spec's headers have.
func (s *Service) openHeaders(project string, spec *jsonstrict.Value) (map[string]string, error) {
	opened, origin := map[string]string{}, perses.OriginOf(spec)
	for _, header := range headersOf(spec).Members() {
		encoded, isSealed := strings.CutPrefix(header.Value.Text(), perses.SealedMark)
		if !isSealed {
			return nil, headerLost(nil)
		}
		sealed, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return nil, headerLost(err)
		}
		plain, err := s.sealer.Open(sealed, headerRow(project, origin, header.Key))
		if err != nil {
			return nil, headerLost(err)
		}
		opened[header.Key] = string(plain)
	}
	return opened, nil
}

func headerLost(cause error) error {
	return apperror.New(apperror.Unavailable,
		"The value of a header of the datasource cannot be read: who manages the datasource has to give it again").
		WithCode("secret_missing").WithCause(cause)
}

// sealOwnHeaders seals what the datasources of a dashboard bring. before is the
// stored dashboard, or nil.
func (s *Service) sealOwnHeaders(project string, d, before *perses.Document) error {
	var findings schema.Findings
	for _, member := range d.Root().Get("spec", "datasources").Members() {
		var was *jsonstrict.Value
		if before != nil {
			was = before.Root().Get("spec", "datasources", member.Key)
		}
		path := jsonstrict.Join("spec.datasources", member.Key)
		if err := s.sealHeaders(project, path, member.Value, was, &findings); err != nil {
			return err
		}
	}
	return findings.Err()
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
		hideHeaders(shown, false)
		if sent := own.Get(member.Key); sent != nil && jsonstrict.Equal(sent, shown) {
			own.Set(member.Key, member.Value.Clone())
		}
	}
}

// maySeeHeaders reports whether the names of headers are shown.
func maySeeHeaders(scope access.Scope) bool {
	if scope.Project() == "" {
		return scope.Allows(access.AdminDatasources)
	}
	return scope.Allows(access.DatasourceManage)
}

// hideHeaders takes the values out of everything within a document that is shaped
// like a datasource's proxy, or the headers as a whole.
func hideHeaders(value *jsonstrict.Value, withNames bool) {
	for _, item := range value.Items() {
		hideHeaders(item, withNames)
	}
	for _, member := range value.Members() {
		hideHeaders(member.Value, withNames)
	}
	headers := value.Get("headers")
	for _, header := range headers.Members() {
		if !strings.HasPrefix(header.Value.Text(), perses.SealedMark) {
			continue
		}
		if !withNames {
			value.Delete("headers")
			return
		}
		headers.Set(header.Key, jsonstrict.NewString(masked))
	}
}

// veiled is a stored document as it is shown to somebody.
func veiled(scope access.Scope, text []byte) json.RawMessage {
	if !bytes.Contains(text, []byte(perses.SealedMark)) {
		return json.RawMessage(text)
	}
	d, err := perses.Read(text)
	if err != nil {
		return json.RawMessage(text) // its values are sealed all the same
	}
	hideHeaders(d.Root(), maySeeHeaders(scope))
	return json.RawMessage(d.JSON())
}

// veiled is the dashboard as it is shown to somebody.
func (d Dashboard) veiled(scope access.Scope) Dashboard {
	d.Document = veiled(scope, d.Document)
	return d
}

// veiled is the resource as it is shown to somebody.
func (r Resource) veiled(scope access.Scope) Resource {
	r.Document = veiled(scope, r.Document)
	return r
}
