package superset

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

const (
	// maxJSON bounds an answer in JSON, maxRefusal what is read of one that says no.
	maxJSON    = 32 << 20
	maxRefusal = 4 << 20
	// maxTries is how often a call is sent that may be repeated; maxWaits how often a call
	// waits that was not sent at all.
	maxTries = 3
	maxWaits = 8
	// longestPause is the longest pause that a call waits for; a longer one is the caller's.
	longestPause = 30 * time.Second
	// quick is the longest time for a question, slow for what makes the server work.
	quick = time.Minute
	slow  = 10 * time.Minute
)

// call is one thing to ask.
type call struct {
	// op is what is to be done, for errors.
	op string
	// method is GET when empty. path is written by the program.
	method, path string
	query        url.Values
	// body is sent as JSON when it is not nil, content when it is not.
	body    any
	content upstream.Content
	header  http.Header
	// open calls need no sign-in and no protection.
	open bool
	// repeat is true when asking twice does no harm.
	repeat bool
	// archive is true when the answer is a ZIP.
	archive bool
	// limit bounds the answer; zero means maxJSON.
	limit int64
	// patience is the longest time for one try; zero means quick.
	patience time.Duration
	// secrets are what the call sends and no message may show.
	secrets []secret.Text
	// loose401 is true where a 401 does not mean that the login is not taken.
	loose401 bool
}

func (q *call) changes() bool { return q.method != "" && q.method != http.MethodGet && !q.open }

// answer is what came back, with a status of 200 to 299.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// decode reads the answer's JSON.
func (a answer) decode(op string, into any) error {
	if err := json.Unmarshal(a.body, into); err != nil {
		return &Error{Op: op, Reason: Unreadable, Status: a.status, Message: "the answer is not of the known form", cause: err}
	}
	return nil
}

// ask does one call: signs in, protects, waits and repeats as far as the call may. The error
// is an *Error.
func (c *Client) ask(ctx context.Context, q call) (answer, error) {
	if q.method == "" {
		q.method = http.MethodGet
	}
	if q.body != nil {
		text, err := json.Marshal(q.body)
		if err != nil {
			return answer{}, &Error{Op: q.op, Reason: Invalid, Message: "the request can't be written", cause: err}
		}
		q.content = upstream.Bytes(text)
	}
	var p proof
	e := effort{tries: 1}
	unsure := false // of this try, or of one before
	for {
		a, err := c.try(ctx, &q, &p)
		if err == nil {
			return a, nil
		}
		if err.Op == "" {
			err.Op = q.op
		}
		if err.before {
			return answer{}, err // what failed has been repeated as far as it may
		}
		unsure = unsure || err.Unsure || q.changes() && !err.unsent && err.Status == 0
		err.Unsure = unsure
		if p.renew(c, &q, err) {
			continue
		}
		again, span := e.again(&q, err)
		if !again || ctx.Err() != nil {
			return answer{}, err
		}
		if c.pause(ctx, span) != nil {
			ended := unanswered(context.Cause(ctx))
			ended.Op, ended.Unsure = q.op, err.Unsure
			return answer{}, ended
		}
	}
}

// effort is how often a call was sent, and how often it waited without being sent.
type effort struct{ tries, waits int }

// again tells whether a call is sent again, and after which pause.
func (e *effort) again(q *call, err *Error) (again bool, span time.Duration) {
	if err.unsent && err.Reason == RateLimited {
		e.waits++
		return e.waits <= maxWaits && err.RetryAfter <= longestPause, err.RetryAfter
	}
	if !q.repeat || e.tries >= maxTries || err.RetryAfter > longestPause {
		return false, 0
	}
	switch err.Reason {
	case RateLimited, Unreachable:
	case Unavailable:
		if err.unsent {
			return false, 0 // it is left alone: whoever waits would find the next one
		}
	default:
		return false, 0
	}
	span = max(err.RetryAfter, 250*time.Millisecond<<(2*(e.tries-1)))
	e.tries++
	return true, span
}

// proof is what one call shows of login and protection, and what of it was refused.
type proof struct {
	login, protection               uint64
	refusedLogin, refusedProtection uint64
	// renewed is true after one renewal of each kind.
	renewedLogin, renewedProtection bool
}

// renew notes that the server does not take the login or the token any more, once for each.
func (p *proof) renew(c *Client, q *call, err *Error) bool {
	if q.open {
		return false
	}
	forged := err.Reason == CSRF && !err.Has(refusal.Referrer) || err.login
	if forged && q.changes() && !p.renewedProtection {
		p.renewedProtection, p.refusedProtection = true, p.protection
		return true
	}
	if err.Reason == AuthFailed && c.signIn.renews() && p.login > 0 && !p.renewedLogin && !q.loose401 {
		p.renewedLogin, p.refusedLogin = true, p.login
		return true
	}
	return false
}

// try sends a call once.
func (c *Client) try(ctx context.Context, q *call, p *proof) (answer, *Error) {
	patience := q.patience
	if patience == 0 {
		patience = quick
	}
	header, err := c.prove(ctx, q, p)
	if err != nil {
		known, _ := errors.AsType[*Error](err)
		own := *known // several callers may have the same one
		own.before, own.Unsure = true, false
		return answer{}, &own
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	limit := q.limit
	if limit == 0 {
		limit = maxJSON
	}
	response, err := c.up.Do(ctx, upstream.Request{
		Method: q.method, Path: q.path, Query: q.query, Content: q.content, Header: header, Repeatable: q.repeat, MaxBytes: limit,
	})
	if err != nil {
		return answer{}, unanswered(err)
	}
	defer func() { _ = response.Body.Close() }()
	return c.read(q, response)
}

// prove makes the headers of a call, signing in first where nobody has yet.
func (c *Client) prove(ctx context.Context, q *call, p *proof) (http.Header, error) {
	header := c.headers.Clone()
	if header == nil {
		header = http.Header{}
	}
	for name, values := range q.header {
		header[name] = values
	}
	header.Set("Accept", "application/json")
	header.Set("Referer", c.referer)
	if q.body != nil {
		header.Set("Content-Type", "application/json")
	}
	if q.open {
		return header, nil
	}
	if err := c.authorize(ctx, header, p); err != nil {
		return nil, err
	}
	guard, number := c.forgery.peek()
	if q.changes() {
		var err error
		fresh := func(protection) bool { return false }
		guard, number, err = c.forgery.get(ctx, p.refusedProtection, fresh, c.clock.Now)
		if err != nil {
			return nil, err
		}
		header.Set("X-CSRFToken", guard.token)
	}
	p.protection = number
	cookies := c.cookies
	if number > 0 {
		cookies = guard.cookies
	}
	if len(cookies) > 0 {
		header.Set("Cookie", cookieHeader(cookies))
	}
	return header, nil
}

// authorize adds the token.
func (c *Client) authorize(ctx context.Context, header http.Header, p *proof) error {
	token := c.signIn.Token
	if c.signIn.renews() {
		due := func(held tokens) bool { return !c.clock.Now().Before(held.renewAt) }
		held, number, err := c.signer.get(ctx, p.refusedLogin, due, c.clock.Now)
		if err != nil {
			return err
		}
		token, p.login = held.access, number
	}
	if c.signIn.setsAuthorization() {
		token.Use(func(plain string) { header.Set("Authorization", "Bearer "+plain) })
	}
	return nil
}

// read takes the answer in and tells what it means.
func (c *Client) read(q *call, response *upstream.Response) (answer, *Error) {
	a := answer{status: response.Status, header: response.Header}
	media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	good := a.status >= 200 && a.status < 300
	if wanted := media == "application/json" || good && q.archive && strings.Contains(media, "zip"); !wanted {
		err := page(a.status)
		err.RetryAfter = response.RetryAfter
		// Whoever wrote the page may have given up waiting for a server that went on.
		err.Unsure = q.changes() && a.status >= http.StatusInternalServerError
		return a, err
	}
	source := io.Reader(response.Body)
	if !good {
		source = io.LimitReader(response.Body, maxRefusal)
	}
	var body bytes.Buffer
	if _, err := body.ReadFrom(source); err != nil {
		failure := unanswered(err)
		failure.Unsure = q.changes() && failure.Reason != TooLarge
		return a, failure
	}
	a.body = body.Bytes()
	if good && q.archive && media == "application/json" {
		return a, &Error{Reason: Unreadable, Status: a.status, Message: "the answer is no archive"}
	}
	if good {
		return a, nil
	}
	err := refused(a.status, c.rules.Classify(refusal.Answer{Status: a.status, Body: a.body, Clean: c.cleaner(q.secrets).Message}))
	err.RetryAfter = response.RetryAfter
	err.Unsure = q.changes() && err.Reason == Unavailable
	return a, err
}
