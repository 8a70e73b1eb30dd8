package superset

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

const (
	// MaxArchive bounds a bundle as it comes and goes, compressed, in bytes. What is inside is
	// whoever opens it to bound.
	MaxArchive = 64 << 20
	// maxExport is the most objects in one export: their ids stand in the address.
	maxExport = 200
)

// Export gives a bundle with objects and all that they need. One unknown id is NotFound for all
// of them. The bundle is held in memory, at most MaxArchive of it, and is not opened.
func (c *Client) Export(ctx context.Context, kind Kind, ids ...int64) ([]byte, error) {
	op := "export " + string(kind) + "s"
	if len(ids) == 0 || len(ids) > maxExport {
		return nil, &Error{Op: op, Reason: Invalid, Message: "an export has 1 to 200 objects"}
	}
	return c.export(ctx, op, "/api/v1/"+string(kind)+"/export/", url.Values{"q": {idsQuery(ids)}})
}

// ExportAll gives a bundle with everything that the account may see.
func (c *Client) ExportAll(ctx context.Context) ([]byte, error) {
	return c.export(ctx, "export everything", "/api/v1/assets/export/", url.Values{})
}

// export asks so that no proxy gives an older bundle: Superset lets them be kept for a year.
func (c *Client) export(ctx context.Context, op, path string, query url.Values) ([]byte, error) {
	query.Set("token", strconv.FormatInt(c.clock.Now().UnixNano(), 36)+"-"+strconv.FormatUint(c.exports.Add(1), 36))
	a, err := c.ask(ctx, call{
		op: op, path: path, query: query, repeat: true, archive: true, limit: MaxArchive, patience: slow,
		header: http.Header{"Cache-Control": {"no-cache"}},
	})
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(a.body, []byte("PK\x03\x04")) && !bytes.HasPrefix(a.body, []byte("PK\x05\x06")) {
		return nil, &Error{Op: op, Reason: Unreadable, Status: a.status, Message: "the answer is no archive"}
	}
	return a.body, nil
}

// Bundle is what is imported. The keys of the maps are files of the bundle without its root
// folder, as refusal.Finding.File has them.
type Bundle struct {
	// Kind is what the bundle's metadata.yaml says it is.
	Kind    Kind
	Archive []byte
	// Overwrite replaces the objects of Kind that are there, and those alone; all of them for
	// KindAssets, whatever it says.
	Overwrite bool
	// Sparse lets the databases and datasets be missing that the server has; for KindAssets.
	Sparse bool
	// SyncColumns and SyncMetrics take out those that the file of a dataset does not have.
	SyncColumns, SyncMetrics bool
	// Passwords are of databases, the others of their SSH tunnels.
	Passwords, TunnelPasswords, TunnelKeys, TunnelKeyPasswords map[string]secret.Text
	// Encrypted are by file, then by JSONPath. The server takes them for KindDatabase and
	// KindAssets alone, from 6.1 on.
	Encrypted map[string]map[string]secret.Text
}

// Import gives a bundle to the server. It is one transaction there; no error means that it was
// taken, not that it works. It is never repeated: after an error with Unsure it may be there.
// Refused has findings file by file.
func (c *Client) Import(ctx context.Context, b Bundle) error {
	op := "import a bundle of " + string(b.Kind) + "s"
	if b.Kind == KindAssets {
		op = "import a bundle of everything"
	}
	if len(b.Archive) == 0 || len(b.Archive) > MaxArchive {
		return &Error{Op: op, Reason: TooLarge, Message: "the bundle is empty or larger than 64 MiB"}
	}
	file := "formData"
	if b.Kind == KindAssets {
		file = "bundle"
	}
	parts := []upstream.Part{{Name: file, FileName: "bundle.zip", ContentType: "application/zip", Content: b.Archive}}
	for _, each := range []struct {
		name string
		set  bool
	}{{"overwrite", b.Overwrite}, {"sparse", b.Sparse}, {"sync_columns", b.SyncColumns}, {"sync_metrics", b.SyncMetrics}} {
		if each.set {
			parts = append(parts, upstream.Part{Name: each.name, Secret: secret.New("true")})
		}
	}
	var known []secret.Text
	for _, each := range []struct {
		name   string
		values map[string]secret.Text
	}{
		{"passwords", b.Passwords},
		{"ssh_tunnel_passwords", b.TunnelPasswords},
		{"ssh_tunnel_private_keys", b.TunnelKeys},
		{"ssh_tunnel_private_key_passwords", b.TunnelKeyPasswords},
	} {
		if len(each.values) > 0 {
			parts = append(parts, upstream.Part{Name: each.name, Secret: written(plainly(each.values))})
			known = slices.AppendSeq(known, maps.Values(each.values))
		}
	}
	if len(b.Encrypted) > 0 {
		all := map[string]map[string]plain{}
		for name, fields := range b.Encrypted {
			all[name] = plainly(fields)
			known = slices.AppendSeq(known, maps.Values(fields))
		}
		parts = append(parts, upstream.Part{Name: "encrypted_extra_secrets", Secret: written(all)})
	}
	_, err := c.ask(ctx, call{
		op: op, method: http.MethodPost, path: "/api/v1/" + string(b.Kind) + "/import/", content: upstream.Form(parts),
		patience: slow, secrets: known,
	})
	return err
}

func plainly(values map[string]secret.Text) map[string]plain {
	written := make(map[string]plain, len(values))
	for name, value := range values {
		written[name] = plain{value}
	}
	return written
}

// written is the JSON of secrets, which is one itself.
func written(values any) secret.Text {
	text, _ := json.Marshal(values) // maps of texts can always be encoded
	return secret.New(string(text))
}
