package httpserver

import (
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// leastPacked is the size from which an answer is worth packing.
const leastPacked = 1 << 10

// packers are kept, because each is large.
//
//nolint:gochecknoglobals // a pool is shared by its nature
var packers = sync.Pool{New: func() any {
	packer, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return packer
}}

// packed compresses what the API answers to reads, when the client takes it and
// it is large enough. Answers to changes stay plain: only those ever show a
// secret, once, and text that packs together with a secret can tell of it by its
// length (BREACH). What a read shows beside text that others chose is known to
// its reader; sessions travel in a header, and no other site's page can read, or
// even make, a request with them. Streams stay plain, because each of their
// messages must leave at once; the metrics proxy packs by itself.
//
// The packer is that of klauspost/compress; its gzhttp is not taken. It decides by
// size and type, here it is decided by method as well, so that a filter around it
// would be needed all the same; and against BREACH it offers random padding, which
// makes the leak slower where leaving secrets unpacked ends it.
func packed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, "/api/") {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Accept-Encoding")
		if !takesGzip(r.Header.Values("Accept-Encoding")) {
			next.ServeHTTP(w, r)
			return
		}
		p := &packingWriter{ResponseWriter: w}
		finished := false
		defer func() { p.end(finished) }()
		next.ServeHTTP(p, r)
		finished = true
	})
}

// takesGzip reads Accept-Encoding: gzip, or anything, with a weight above zero.
func takesGzip(headers []string) bool {
	weights := map[string]float64{}
	for entry := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		name, parameters, _ := strings.Cut(entry, ";")
		weight := 1.0
		if text, given := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q="); given {
			var err error
			if weight, err = strconv.ParseFloat(text, 64); err != nil {
				weight = 0
			}
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = weight
	}
	if weight, named := weights["gzip"]; named {
		return weight > 0
	}
	return weights["*"] > 0
}

// packingWriter holds the first bytes of an answer back until it knows whether
// the answer is packed.
type packingWriter struct {
	http.ResponseWriter
	status  int
	held    []byte
	decided bool
	packer  *gzip.Writer
}

// Unwrap shows the connection to whoever sets its deadlines.
func (p *packingWriter) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// WriteHeader keeps the status. An answer that cannot be packed begins at once.
func (p *packingWriter) WriteHeader(status int) {
	if status < http.StatusOK { // an interim answer
		p.ResponseWriter.WriteHeader(status)
		return
	}
	if p.status != 0 {
		return
	}
	p.status = status
	header := p.Header()
	if status != http.StatusOK || !packs(header.Get("Content-Type")) ||
		header.Get("Content-Encoding") != "" || header.Get("Content-Range") != "" {
		p.begin(false)
	}
}

// packs reports whether a content type is text, and not a stream of events. What
// is packed already, such as a downloaded log, does not get smaller.
func packs(kind string) bool {
	if strings.HasPrefix(kind, "text/event-stream") {
		return false
	}
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "yaml")
}

// Write writes, or holds back.
func (p *packingWriter) Write(data []byte) (int, error) {
	if p.status == 0 {
		p.WriteHeader(http.StatusOK)
	}
	if !p.decided {
		if len(p.held)+len(data) < leastPacked {
			p.held = append(p.held, data...)
			return len(data), nil
		}
		p.begin(true)
		if err := p.release(); err != nil {
			return 0, err
		}
	}
	if p.packer != nil {
		return p.packer.Write(data)
	}
	return p.ResponseWriter.Write(data)
}

// FlushError sends what is there: a handler that flushes wants it to leave.
func (p *packingWriter) FlushError() error {
	if p.status == 0 {
		p.WriteHeader(http.StatusOK)
	}
	if !p.decided {
		p.begin(false)
		if err := p.release(); err != nil {
			return err
		}
	}
	if p.packer != nil {
		if err := p.packer.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(p.ResponseWriter).Flush()
}

// Flush is FlushError for those who don't ask.
func (p *packingWriter) Flush() { _ = p.FlushError() }

// begin decides and sends the header. A packed answer is not byte for byte the
// plain one, so its tag becomes a weak one; If-Match here takes both, because a
// tag names a version of the document.
func (p *packingWriter) begin(pack bool) {
	p.decided = true
	if pack {
		header := p.Header()
		header.Set("Content-Encoding", "gzip")
		header.Del("Content-Length")
		if tag := header.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
			header.Set("ETag", "W/"+tag)
		}
		p.packer, _ = packers.Get().(*gzip.Writer)
		p.packer.Reset(p.ResponseWriter)
	}
	p.ResponseWriter.WriteHeader(p.status)
}

// release sends what was held back.
func (p *packingWriter) release() (err error) {
	if len(p.held) == 0 {
		return nil
	}
	if p.packer != nil {
		_, err = p.packer.Write(p.held)
	} else {
		_, err = p.ResponseWriter.Write(p.held)
	}
	p.held = nil
	return err
}

// end sends the rest. An answer that was cut off stays cut off: without its end
// nobody takes it for a whole one.
func (p *packingWriter) end(finished bool) {
	if finished {
		if p.status != 0 && !p.decided {
			p.begin(false)
			_ = p.release() // the client is gone
		}
		if p.packer != nil {
			_ = p.packer.Close() // the client is gone
		}
	}
	if p.packer != nil {
		p.packer.Reset(nil)
		packers.Put(p.packer)
		p.packer = nil
	}
}
