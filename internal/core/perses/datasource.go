package perses

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// InlineDatasources are the names of spec.datasources.
func InlineDatasources(d *Document) []string {
	var names []string
	for _, member := range d.root.Get("spec", "datasources").Members() {
		names = append(names, member.Key)
	}
	return names
}

// SecretReference is a place where an inline datasource names a secret.
type SecretReference struct {
	Path, Name string
	// Origin is the server that the secret goes to, as OriginOf tells it.
	Origin string
}

// InlineSecrets lists where inline datasources name a secret.
func InlineSecrets(d *Document) []SecretReference {
	var found []SecretReference
	for _, member := range d.root.Get("spec", "datasources").Members() {
		if name := SecretOf(member.Value); name != "" {
			path := jsonstrict.Join("spec.datasources", member.Key) + ".plugin.spec.proxy.spec.secret"
			found = append(found, SecretReference{Path: path, Name: name, Origin: OriginOf(member.Value)})
		}
	}
	return found
}

// SecretOf is the name of the secret in a datasource's spec, or nothing.
func SecretOf(spec *jsonstrict.Value) string {
	return spec.Get("plugin", "spec", "proxy", "spec", "secret").Text()
}

// URLOf is the address that a datasource's spec leads to, as it is written. It is
// empty for the embedded one.
func URLOf(spec *jsonstrict.Value) string {
	if spec.Get("dashkeep", "embedded").Truth() {
		return ""
	}
	plugin := spec.Get("plugin", "spec")
	return cmp.Or(plugin.Get("proxy", "spec", "url").Text(), plugin.Get("directUrl").Text())
}

// OriginOf is the server that a datasource's spec leads to, in one form: scheme,
// host and port as values. It is empty for the embedded one, and a text that is no
// address stands for itself.
func OriginOf(spec *jsonstrict.Value) string {
	text := URLOf(spec)
	scheme, server, ok := netguard.ServerOf(text)
	if !ok {
		return text
	}
	return scheme + "://" + server.String()
}

// ServerOf is host and port of the server that a datasource's spec leads to, by
// whatever scheme. It is the zero Server for the embedded one.
func ServerOf(spec *jsonstrict.Value) netguard.Server {
	_, server, _ := netguard.ServerOf(URLOf(spec))
	return server
}

// SealedMark begins the value of a header as it is stored.
const SealedMark = "sealed:v1:"

// HeadersOf is the member with the headers of a datasource's spec.
func HeadersOf(spec *jsonstrict.Value) *jsonstrict.Value {
	return spec.Get("plugin", "spec", "proxy", "spec", "headers")
}

// HideHeaders takes the sealed values out of everything within a document that is
// shaped like a datasource's proxy, or, without names, the headers as a whole.
func HideHeaders(value *jsonstrict.Value, withNames bool) {
	for _, item := range value.Items() {
		HideHeaders(item, withNames)
	}
	for _, member := range value.Members() {
		HideHeaders(member.Value, withNames)
	}
	headers := value.Get("headers")
	for _, header := range headers.Members() {
		if !strings.HasPrefix(header.Value.Text(), SealedMark) {
			continue
		}
		if !withNames {
			value.Delete("headers")
			return
		}
		headers.Set(header.Key, jsonstrict.NewString(Masked))
	}
}

// Veiled is a stored document as it is shown: without the values of its headers, and
// without their names unless they may be seen.
func Veiled(text []byte, withNames bool) json.RawMessage {
	if !bytes.Contains(text, []byte(SealedMark)) {
		return json.RawMessage(text)
	}
	d, err := Read(text)
	if err != nil {
		return json.RawMessage(text) // its values are sealed all the same
	}
	HideHeaders(d.root, withNames)
	return json.RawMessage(d.JSON())
}
