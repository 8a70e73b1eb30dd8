package datasource

import (
	"encoding/base64"
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
	headers, origin := perses.HeadersOf(spec), perses.OriginOf(spec)
	for _, header := range headers.Members() {
		if !header.Value.Is(jsonstrict.String) {
			continue
		}
		kept := perses.HeadersOf(before).Get(storedName(before, header.Key))
		isKept := kept != nil && header.Value.Text() == kept.Text()
		if header.Value.Text() == perses.Masked || isKept {
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
	for _, header := range perses.HeadersOf(spec).Members() {
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
	for _, header := range perses.HeadersOf(spec).Members() {
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

// SealOwn seals the headers of the datasources that a dashboard brings. before is the
// stored dashboard, or nil: a masked value stays as it was. Kinds of error: invalid.
func (s *Service) SealOwn(project string, d, before *perses.Document) error {
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

// maySeeHeaders reports whether the names of headers are shown.
func maySeeHeaders(scope access.Scope) bool {
	if scope.Project() == "" {
		return scope.Allows(access.AdminDatasources)
	}
	return scope.Allows(access.DatasourceManage)
}

// veiled is the resource as it is shown to somebody.
func (r Resource) veiled(scope access.Scope) Resource {
	r.Document = perses.Veiled(r.Document, maySeeHeaders(scope))
	return r
}
