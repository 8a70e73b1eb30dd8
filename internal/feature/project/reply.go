package project

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// reply is a document, or a list of them, as it is kept. It takes the place of
// the generated answers, which would write a document as text in base64.
type reply []byte

func (r reply) write(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(r)))
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(r)
	return err
}

// VisitListProjectsResponse writes the answer.
func (r reply) VisitListProjectsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateProjectResponse writes the answer.
func (r reply) VisitCreateProjectResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetProjectResponse writes the answer.
func (r reply) VisitGetProjectResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateProjectResponse writes the answer.
func (r reply) VisitUpdateProjectResponse(w http.ResponseWriter) error { return r.write(w) }

func encoded(project Project, err error) (reply, error) {
	if err != nil {
		return nil, err
	}
	document, err := project.Encode()
	return reply(document), err
}

func listed(documents []json.RawMessage) (reply, error) {
	text, err := json.Marshal(documents)
	return reply(text), err
}
