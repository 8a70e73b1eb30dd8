package query

import (
	"encoding/json"
	"net/http"
	"time"
)

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
