package upstream

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/textproto"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// Part is one field or one file of a multipart form.
type Part struct {
	// Name is the field's name.
	Name string
	// Secret is the value of a field. It goes on the wire and nowhere else.
	Secret secret.Text
	// FileName makes the part a file with this name.
	FileName string
	// ContentType is what the file is; empty for a field.
	ContentType string
	// Content is the file. It is sent as it is and not copied.
	Content []byte
}

// Content is what a request sends: a text, bytes, or the parts of a form.
// It can be sent again, because nothing of it is used up.
type Content struct {
	// pieces are sent one after the other.
	pieces [][]byte
	// contentType is sent in place of the request's own; empty where it says nothing.
	contentType string
}

// Bytes are sent as they are. The caller must not change them while the request runs.
func Bytes(content []byte) Content { return Content{pieces: [][]byte{content}} }

// Form is multipart/form-data with a boundary of its own. Names of fields and files lose
// their control characters and quotation marks.
func Form(parts []Part) Content {
	var head bytes.Buffer
	writer := multipart.NewWriter(&head)
	form := Content{contentType: writer.FormDataContentType()}
	for _, part := range parts {
		header := textproto.MIMEHeader{}
		disposition := `form-data; name="` + plainName(part.Name) + `"`
		if part.FileName != "" {
			disposition += `; filename="` + plainName(part.FileName) + `"`
		}
		header.Set("Content-Disposition", disposition)
		if part.ContentType != "" {
			header.Set("Content-Type", plainName(part.ContentType))
		}
		field, _ := writer.CreatePart(header) // writing to memory does not fail
		part.Secret.Use(func(plain string) { _, _ = io.WriteString(field, plain) })
		if len(part.Content) > 0 {
			form.pieces = append(form.pieces, bytes.Clone(head.Bytes()), part.Content)
			head.Reset()
		}
	}
	_ = writer.Close()
	form.pieces = append(form.pieces, head.Bytes())
	return form
}

// plainName keeps a name from ending the header that it stands in.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '"' || r == '\\' {
			return '_'
		}
		return r
	}, name)
}

func (c Content) size() int64 {
	var size int64
	for _, piece := range c.pieces {
		size += int64(len(piece))
	}
	return size
}

func (c Content) reader() io.ReadCloser {
	readers := make([]io.Reader, 0, len(c.pieces))
	for _, piece := range c.pieces {
		readers = append(readers, bytes.NewReader(piece))
	}
	return io.NopCloser(io.MultiReader(readers...))
}
