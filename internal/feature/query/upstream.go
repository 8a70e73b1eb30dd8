package query

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	client "github.com/dashkeep/dashkeep/internal/client/prometheus"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// wording is an enforced Ask in the words of the HTTP API: a path written here
// and the parameters on the endpoint's list, nothing else.
type wording struct {
	path string
	form url.Values
	post bool
}

// write puts an enforced Ask into words. The deadline goes along, so that the
// server gives up when nobody waits any more.
func write(a question.Ask, timeout time.Duration) wording {
	q := wording{path: string(a.Endpoint), form: url.Values{}}
	switch a.Endpoint {
	case question.InstantQuery:
		q.post = true
		q.set("query", a.Query)
		q.setTime("time", a.Time)
		q.set("timeout", promparam.Step(timeout))
	case question.RangeQuery:
		q.post = true
		q.set("query", a.Query)
		q.setTime("start", a.Start)
		q.setTime("end", a.End)
		q.set("step", promparam.Step(a.Step))
		q.set("timeout", promparam.Step(timeout))
	case question.Exemplars:
		q.post = true
		q.set("query", a.Query)
		q.setTime("start", a.Start)
		q.setTime("end", a.End)
	case question.Series, question.LabelNames, question.LabelValues:
		q.listing(a)
	case question.Metadata:
		q.set("metric", a.Metric)
		q.setNumber("limit", a.Limit)
		q.setNumber("limit_per_metric", a.PerMetric)
	case question.Rules, question.Alerts, question.FormatQuery, question.ParseQuery, question.BuildInfo: // nothing but the path
	}
	return q
}

func (q *wording) listing(a question.Ask) {
	q.post = a.Endpoint != question.LabelValues
	if a.Endpoint == question.LabelValues {
		q.path = "label/" + a.Label + "/values"
	}
	for _, match := range a.Matches {
		q.form.Add("match[]", match)
	}
	q.setTime("start", a.Start)
	q.setTime("end", a.End)
	q.setNumber("limit", a.Limit)
}

func (q *wording) set(name, value string) {
	if value != "" {
		q.form.Set(name, value)
	}
}

func (q *wording) setTime(name string, at time.Time) {
	if !at.IsZero() {
		q.form.Set(name, promparam.Seconds(at))
	}
}

func (q *wording) setNumber(name string, number int) {
	if number > 0 {
		q.form.Set(name, strconv.Itoa(number))
	}
}

// ask is the upstream stage: it puts a question to the datasource's server, when one of
// the users who wait for the answer has a place there.
func (s *Service) ask(
	ctx context.Context, who *upstream.Party, ds question.Datasource, l question.Limits, q wording, packed bool,
) (raw, error) {
	if ds.Kind == question.Embedded {
		return s.askEmbedded(ctx, who, q)
	}
	server, err := s.clients.of(ds)
	if err != nil {
		return raw{}, down(err)
	}
	response, err := server.Do(ctx, client.Request{Path: q.path, Form: q.form, Post: q.post, Gzip: packed, For: who})
	if err != nil {
		return raw{}, connectionFault(err, l.Bytes)
	}
	defer func() { _ = response.Body.Close() }()
	body := bytes.NewBuffer(make([]byte, 0, max(response.Length, usualBytes)+bytes.MinRead))
	if _, err := body.ReadFrom(response.Body); err != nil {
		return raw{}, connectionFault(err, l.Bytes)
	}
	return raw{status: response.Status, body: body.Bytes(), gzip: response.Gzip, after: response.RetryAfter}, nil
}

// usualBytes is the first guess of an answer's size when it is not announced.
const usualBytes = 32 << 10

// askEmbedded asks the metrics server inside the program, without a network.
func (s *Service) askEmbedded(ctx context.Context, who *upstream.Party, q wording) (raw, error) {
	leave, err := s.inside.Enter(ctx, who)
	if err != nil {
		return raw{}, connectionFault(err, 0)
	}
	defer leave()
	if s.cfg.Embedded == nil {
		return raw{}, down(fmt.Errorf("the embedded metrics server is off"))
	}
	form := q.form.Encode()
	method, target, body := http.MethodGet, "/api/v1/"+q.path+"?"+form, ""
	if q.post {
		method, target, body = http.MethodPost, "/api/v1/"+q.path, form
	}
	request, err := http.NewRequestWithContext(ctx, method, target, strings.NewReader(body))
	if err != nil {
		return raw{}, down(err)
	}
	if q.post {
		request.Header.Set("Content-Type", formType)
	}
	kept := &keeper{header: http.Header{}, status: http.StatusOK}
	s.cfg.Embedded.ServeHTTP(kept, request)
	if err := ctx.Err(); err != nil {
		return raw{}, connectionFault(err, 0)
	}
	return raw{status: kept.status, body: kept.body}, nil
}

// keeper is a response that is kept in memory.
type keeper struct {
	header http.Header
	status int
	body   []byte
}

func (k *keeper) Header() http.Header    { return k.header }
func (k *keeper) WriteHeader(status int) { k.status = status }

func (k *keeper) Write(p []byte) (int, error) {
	k.body = append(k.body, p...)
	return len(p), nil
}

// maxClients bounds how many upstreams keep connections at a time.
const maxClients = 64

// upstreamKey is what makes two datasources the same upstream: they share a pool.
type upstreamKey struct {
	url, bearerFile, login, policy string
	tls                            upstream.TLS
}

// upstreamOf is the server behind a datasource.
func upstreamOf(ds question.Datasource) upstreamKey {
	return upstreamKey{ds.URL, ds.BearerFile, ds.Login.Fingerprint(), ds.Policy().Key(), ds.TLS}
}

// clients keeps one client per upstream. It is safe for concurrent use.
type clients struct {
	guard *netguard.Guard
	bytes int64
	clock clock.Clock

	mu    sync.Mutex
	known map[upstreamKey]*client.Client
}

func (c *clients) of(ds question.Datasource) (*client.Client, error) {
	key := upstreamOf(ds)
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, ok := c.known[key]; ok {
		return found, nil
	}
	made, err := client.New(upstream.Config{
		URL: ds.URL, Guard: c.guard, BearerFile: ds.BearerFile, Login: ds.Login, TLS: ds.TLS, MaxBytes: c.bytes,
		Policy: ds.Policy(), Clock: c.clock,
	})
	if err != nil {
		return nil, fmt.Errorf("datasource %s: %w", ds.Name, err)
	}
	c.makeRoom()
	c.known[key] = made
	return made, nil
}

// makeRoom drops an idle client when there are too many.
func (c *clients) makeRoom() {
	if len(c.known) < maxClients {
		return
	}
	for key, old := range c.known {
		if running, waiting := old.Load(); running+waiting == 0 {
			old.Close()
			delete(c.known, key)
			return
		}
	}
}

// load sums what is under way and what waits.
func (c *clients) load() (running, waiting int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.known {
		r, w := one.Load()
		running, waiting = running+r, waiting+w
	}
	return running, waiting
}

func (c *clients) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, one := range c.known {
		one.Close()
		delete(c.known, key)
	}
}
