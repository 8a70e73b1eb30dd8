package schema

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Secret checks a secret. Values come in the document only: the members of Perses
// that name a file on the server are refused, for they would read any file.
func (c *Checker) Secret(d *perses.Document, kind perses.Kind) Findings {
	var f Findings
	value := text(longestCredential)
	spec := object(
		may("basicAuth", object(must("username", filled(longestTitle)), may("password", value))),
		may("authorization", object(may("type", scheme()), may("credentials", value))),
		may("tlsConfig", object(may("ca", certificates()), may("cert", certificates()), may("key", privateKey()),
			may("serverName", text(longestTitle)), may("insecureSkipVerify", truth()))))
	object(must("kind", word(string(kind))), must("metadata", metadata(resourceName())), must("spec", spec))(&f, "",
		d.Root())
	refuseForeign(&f, d.Root().Get("spec"))
	return f
}

// certificates: PEM blocks with certificates and nothing else, because they are
// shown again.
func certificates() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if text(longestCredential)(f, path, value); !value.Is(jsonstrict.String) {
			return
		}
		rest := []byte(value.Text())
		for len(bytes.TrimSpace(rest)) > 0 {
			block, after := pem.Decode(rest)
			begin := bytes.Index(rest, []byte("-----BEGIN"))
			if block == nil || len(bytes.TrimSpace(rest[:max(begin, 0)])) > 0 || len(block.Headers) > 0 {
				f.Fault(path, "must be certificates in PEM form, and nothing besides")
				return
			}
			if block.Type != "CERTIFICATE" {
				f.Fault(path, "must hold certificates only; a private key goes into tlsConfig.key")
				return
			}
			if _, err := x509.ParseCertificate(block.Bytes); err != nil {
				f.Fault(path, "holds a certificate that cannot be read")
				return
			}
			rest = after
		}
	}
}

func privateKey() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if text(longestCredential)(f, path, value); !value.Is(jsonstrict.String) {
			return
		}
		if given := value.Text(); given == "" || given == perses.Masked {
			return
		}
		for rest := []byte(value.Text()); ; {
			block, after := pem.Decode(rest)
			if block == nil {
				f.Fault(path, "must be a private key in PEM form")
				return
			}
			if strings.HasSuffix(block.Type, "PRIVATE KEY") {
				return
			}
			rest = after // parameters may stand in front
		}
	}
}

func scheme() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if expect(f, path, value, jsonstrict.String) && strings.EqualFold(value.Text(), "basic") {
			f.Fault(path, "must not be basic; use basicAuth")
		}
		title(50)(f, path, value)
	}
}

// refuseForeign refuses members that are not known: what is not understood must
// not be stored as a secret that is never used.
func refuseForeign(f *Findings, spec *jsonstrict.Value) {
	known := map[string][]string{}
	for _, slot := range perses.SecretSlots() {
		known[slot.Path[0]] = append(known[slot.Path[0]], slot.Path[1])
	}
	for _, group := range spec.Members() {
		path := jsonstrict.Join("spec", group.Key)
		if known[group.Key] == nil {
			f.Fault(path, "is not supported; use basicAuth, authorization or tlsConfig")
			continue
		}
		for _, member := range group.Value.Members() {
			if strings.HasSuffix(member.Key, "File") {
				f.Fault(jsonstrict.Join(path, member.Key),
					"files of the server can't be named here; give the value itself")
			} else if !slices.Contains(known[group.Key], member.Key) {
				f.Fault(jsonstrict.Join(path, member.Key), "is not supported")
			}
		}
	}
}
