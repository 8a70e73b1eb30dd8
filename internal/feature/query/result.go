package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/feature/query/scan"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Answer is what goes back to the client: the bytes of the Prometheus HTTP API.
type Answer struct {
	// Plain is the answer's JSON. Never nil.
	Plain []byte
	// Packed is the same, compressed with gzip; nil when it was not compressed.
	Packed []byte
	// Series counts the series of a query's answer, or the entries of a listing.
	Series int
	// Partial is true when the source added warnings: such an answer is not kept.
	Partial bool
	// Meta says where the answer is from.
	Meta Meta

	// extra is true when Plain says more than a status and data.
	extra bool
}

// raw is what a source answered, before the limits.
type raw struct {
	status int
	body   []byte
	gzip   bool
	// after is how long the source asks to be left alone.
	after time.Duration
}

// checkResult unpacks, looks over and counts. What comes of it is shared by all who wait.
func checkResult(l question.Limits, a question.Ask, ds question.Datasource, r raw) (Answer, error) {
	answer := Answer{Plain: r.body}
	if r.gzip {
		plain, err := unpack(r.body, l.Bytes)
		if err != nil {
			return Answer{}, unpackFault(err, l.Bytes)
		}
		answer.Plain, answer.Packed = plain, r.body
	}
	if r.status != http.StatusOK {
		return Answer{}, waiting(r.after, upstreamFault(ds, r.status, answer.Plain))
	}
	seen, err := scan.Answer(answer.Plain)
	if err != nil || !seen.Success {
		return Answer{}, garbage(err)
	}
	answer.Series, answer.Partial, answer.extra = seen.Elements, seen.Partial, seen.Extra
	if seen.Elements == 0 && (a.Endpoint == question.InstantQuery || a.Endpoint == question.RangeQuery) {
		answer = listed(answer)
	}
	return answer, nil
}

// listed makes an empty list of a result that is null: some servers write so what
// has no series, and charts fail at it.
func listed(answer Answer) Answer {
	var said, data map[string]json.RawMessage
	if json.Unmarshal(answer.Plain, &said) != nil || json.Unmarshal(said["data"], &data) != nil ||
		string(data["result"]) != "null" {
		return answer
	}
	data["result"] = json.RawMessage("[]")
	// What was decoded from JSON can be encoded.
	said["data"], _ = json.Marshal(data)
	answer.Plain, _ = json.Marshal(said)
	answer.Packed = nil
	return answer
}

var errUnpacked = errors.New("the unpacked answer is too large")

// unpack reads a gzip body up to a number of bytes.
func unpack(packed []byte, limit int64) ([]byte, error) {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack answer: %w", err)
	}
	plain := bytes.NewBuffer(make([]byte, 0, min(int64(len(packed))*8, limit)+bytes.MinRead))
	n, err := io.Copy(plain, io.LimitReader(reader, limit+1))
	if err != nil {
		return nil, fmt.Errorf("unpack answer: %w", err)
	}
	if n > limit {
		return nil, errUnpacked
	}
	return plain.Bytes(), nil
}

func unpackFault(err error, limit int64) error {
	if errors.Is(err, errUnpacked) {
		return tooLarge(limit)
	}
	return garbage(err)
}

func tooLarge(limit int64) error {
	return apperror.New(apperror.Invalid,
		"The answer has more than %d MiB: aggregate, or take a longer step or a shorter range", limit>>20).
		WithCode(question.CodeTooLarge)
}

func garbage(cause error) error {
	return apperror.New(apperror.Unavailable,
		"What answers at the datasource's address does not speak the Prometheus HTTP API: check its URL").
		WithCode(question.CodeGarbage).WithCause(cause)
}

// Meta says where an answer is from.
type Meta struct {
	// Source is the name of the datasource.
	Source string
	// Step is the distance of two points; zero for what is no range query.
	Step  time.Duration
	Cache CacheUse
	// Age is how old the answer is.
	Age time.Duration
	// Stale is true when the source did not answer and an old answer is given.
	Stale bool
}

// CacheUse says what an answer cost upstream.
type CacheUse string

// The uses: shared with an equal question, asked for, or not to be shared at all.
const (
	Hit      CacheUse = "hit"
	Missed   CacheUse = "miss"
	Bypassed CacheUse = "bypass"
)

// metaHeader carries the Meta of an answer, as JSON.
const metaHeader = "X-Dashkeep-Meta"

func (m Meta) write(header http.Header) {
	text, err := json.Marshal(struct {
		Source string   `json:"source"`
		Step   float64  `json:"step,omitempty"`
		Cache  CacheUse `json:"cache"`
		Age    float64  `json:"age_seconds"`
		Stale  bool     `json:"stale"`
	}{m.Source, m.Step.Seconds(), m.Cache, m.Age.Seconds(), m.Stale})
	if err == nil { // there is nothing in it that could not be written
		header.Set(metaHeader, string(text))
	}
}
