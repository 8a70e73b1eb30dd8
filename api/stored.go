package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// Stored is the answer of every operation that gives documents: one as it is stored,
// or a list of them. It takes the place of the generated answers, which would write a
// stored document as text in base64.
type Stored struct {
	Body        []byte
	ContentType string // application/json when empty
	Headers     map[string]string
}

// StoredList answers with a plain list of documents.
func StoredList(documents []json.RawMessage) Stored {
	body := []byte{'['}
	for i, text := range documents {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, text...)
	}
	return Stored{Body: append(body, ']')}
}

func (s Stored) write(w http.ResponseWriter) error {
	contentType := s.ContentType
	if contentType == "" {
		contentType = "application/json"
	}
	for key, value := range s.Headers {
		w.Header().Set(key, value)
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(s.Body)))
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(s.Body)
	return err
}
