package perses

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Kind is what a document is.
type Kind string

// The kinds of documents.
const (
	Dashboard        Kind = "Dashboard"
	Datasource       Kind = "Datasource"
	GlobalDatasource Kind = "GlobalDatasource"
	Variable         Kind = "Variable"
	GlobalVariable   Kind = "GlobalVariable"
	Secret           Kind = "Secret"
	GlobalSecret     Kind = "GlobalSecret"
)

// Global reports whether documents of the kind belong to no project.
func (k Kind) Global() bool { return strings.HasPrefix(string(k), "Global") }

// Document is one Perses resource. What it holds beyond the known keys is kept.
type Document struct {
	root *jsonstrict.Value
	// asked are the metrics that its queries ask, by their texts, as far as they were read.
	asked map[string][]string
}

// Of makes a document of a value, which it takes over.
func Of(root *jsonstrict.Value) *Document { return &Document{root: root} }

// Read reads a document from JSON. Kinds of error: invalid, too_large.
func Read(text []byte) (*Document, error) {
	root, err := jsonstrict.JSON(text, Limits())
	return &Document{root: root}, err
}

// ReadYAML reads a document from YAML. Kinds of error: invalid, too_large.
func ReadYAML(text []byte) (*Document, error) {
	root, err := jsonstrict.YAML(text, Limits())
	return &Document{root: root}, err
}

// Root is the tree itself.
func (d *Document) Root() *jsonstrict.Value { return d.root }

// Learn keeps the metrics that queries ask, by their texts, so that who wants to know
// them later does not read the queries again.
func (d *Document) Learn(asked map[string][]string) { d.asked = asked }

// Learned gives the metrics that a query asks. ok is false when nobody has read it.
func (d *Document) Learned(query string) (metrics []string, ok bool) {
	metrics, ok = d.asked[query]
	return metrics, ok
}

// Recall takes over what was learned of the queries of another form of the document.
func (d *Document) Recall(checked *Document) { d.asked = checked.asked }

// Clone gives a copy that shares nothing with the document.
func (d *Document) Clone() *Document { return &Document{root: d.root.Clone()} }

// JSON writes the document.
func (d *Document) JSON() []byte { return d.root.JSON() }

// MarshalJSON writes the document for encoding/json.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.JSON(), nil }

// Kind is the document's own word for what it is.
func (d *Document) Kind() Kind { return Kind(d.root.Get("kind").Text()) }

// Name is metadata.name.
func (d *Document) Name() string { return d.root.Get("metadata", "name").Text() }

// Project is metadata.project; empty when the document names none.
func (d *Document) Project() string { return d.root.Get("metadata", "project").Text() }

// Version is metadata.version; zero when there is none.
func (d *Document) Version() int64 {
	version, _ := d.root.Get("metadata", "version").Int()
	return version
}

// Tags are metadata.tags.
func (d *Document) Tags() []string {
	var tags []string
	for _, tag := range d.root.Get("metadata", "tags").Items() {
		tags = append(tags, tag.Text())
	}
	return tags
}

// Title is the name that people gave it, or metadata.name without one.
func (d *Document) Title() string {
	if title := strings.TrimSpace(d.DisplayName()); title != "" {
		return title
	}
	return d.Name()
}

// DisplayName is spec.display.name.
func (d *Document) DisplayName() string { return d.root.Get("spec", "display", "name").Text() }

// Description is spec.display.description.
func (d *Document) Description() string { return d.root.Get("spec", "display", "description").Text() }

// PluginKind is spec.plugin.kind, of a datasource.
func (d *Document) PluginKind() string { return d.root.Get("spec", "plugin", "kind").Text() }

// FoldNames puts the document's name, and its project's, into the form in which
// they are kept and compared.
func (d *Document) FoldNames() {
	metadata := d.root.Get("metadata")
	for _, key := range []string{"name", "project"} {
		if value := metadata.Get(key); value.Is(jsonstrict.String) && value.Text() != asset.FoldName(value.Text()) {
			metadata.Set(key, jsonstrict.NewString(asset.FoldName(value.Text())))
		}
	}
}

// Stamp is what the server, and nobody else, says about a document.
type Stamp struct {
	Name, Project        string
	Version              int64
	CreatedAt, UpdatedAt time.Time
}

// Stamp writes the server's part of the metadata.
func (d *Document) Stamp(stamp Stamp) {
	metadata := d.root.Get("metadata")
	if !metadata.Is(jsonstrict.Object) {
		metadata = jsonstrict.NewObject()
		d.root.Set("metadata", metadata)
	}
	metadata.Set("name", jsonstrict.NewString(stamp.Name))
	if stamp.Project != "" {
		metadata.Set("project", jsonstrict.NewString(stamp.Project))
	}
	metadata.Set("createdAt", instant(stamp.CreatedAt))
	metadata.Set("updatedAt", instant(stamp.UpdatedAt))
	metadata.Set("version", jsonstrict.NewInt(stamp.Version))
}

func instant(at time.Time) *jsonstrict.Value {
	return jsonstrict.NewString(at.UTC().Format(time.RFC3339Nano))
}

// stampedKeys are the members of metadata that the server writes.
func stampedKeys() []string { return []string{"project", "createdAt", "updatedAt", "version"} }

// Content is the document without what the server writes, in a form that is
// equal for documents that mean the same.
func (d *Document) Content() []byte {
	content := d.root.Clone()
	for _, key := range stampedKeys() {
		content.Get("metadata").Delete(key)
	}
	return content.Canonical()
}

// Digest is a short name of the content.
func (d *Document) Digest() string {
	sum := sha256.Sum256(d.Content())
	return hex.EncodeToString(sum[:16])
}

// editorKeys are the members of a dashboard's spec that Perses' editor knows. It
// drops every other one when it saves.
func editorKeys() []string {
	return []string{"display", "datasources", "variables", "panels", "layouts", "duration", "refreshInterval"}
}

// KeepUnknown copies the top-level members of the stored spec that an editor may
// not know and that the new document lacks. To take one away, save it as null.
func (d *Document) KeepUnknown(stored *Document) {
	spec := d.root.Get("spec")
	if !spec.Is(jsonstrict.Object) {
		return
	}
	known := map[string]bool{}
	for _, key := range editorKeys() {
		known[key] = true
	}
	for _, member := range stored.root.Get("spec").Members() {
		if !known[member.Key] && spec.Get(member.Key) == nil {
			spec.Set(member.Key, member.Value.Clone())
		}
	}
}

// Complete fills in what Perses fills in: the duration, and empty panels and
// layouts; and drops members that were saved as null to take them away.
func (d *Document) Complete() {
	spec := d.root.Get("spec")
	if d.Kind() != Dashboard || !spec.Is(jsonstrict.Object) {
		return
	}
	spec.DeleteFunc(func(member jsonstrict.Member) bool { return member.Value.Kind() == jsonstrict.Null })
	if spec.Get("duration") == nil || spec.Get("duration").Is(jsonstrict.String) && spec.Get("duration").Text() == "" {
		spec.Set("duration", jsonstrict.NewString("1h"))
	}
	if spec.Get("panels") == nil {
		spec.Set("panels", jsonstrict.NewObject())
	}
	if spec.Get("layouts") == nil {
		spec.Set("layouts", jsonstrict.NewArray())
	}
}
