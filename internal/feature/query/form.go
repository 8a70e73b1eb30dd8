package query

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

const (
	formType     = "application/x-www-form-urlencoded"
	maxFormBytes = 256 << 10
	maxMatches   = 50
)

// readForm reads the parameters of a request strictly: the address' and, of a
// POST, an urlencoded body's. Any other body is refused, never guessed at.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	form, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, apperror.New(apperror.Invalid, "The parameters of the address cannot be read").WithCode(CodeParameter)
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, unsupported("A compressed body is not taken")
	}
	if r.Method != http.MethodPost {
		if r.ContentLength != 0 {
			return nil, apperror.New(apperror.Invalid, "A GET request must have no body").WithCode(CodeParameter)
		}
		return form, nil
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != formType || len(r.Header.Values("Content-Type")) != 1 {
		return nil, unsupported("The body must be " + formType)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFormBytes))
	if err != nil {
		return nil, bodyFault(err)
	}
	sent, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, apperror.New(apperror.Invalid, "The form of the body cannot be read").WithCode(CodeParameter)
	}
	for name, values := range sent {
		form[name] = append(form[name], values...)
	}
	return form, nil
}

func unsupported(message string) error {
	return apperror.New(apperror.Unsupported, "%s", message)
}

func bodyFault(err error) error {
	if tooLong, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return apperror.New(apperror.TooLarge, "The body has more than %d bytes", tooLong.Limit)
	}
	return apperror.New(apperror.Invalid, "The body cannot be read").WithCode(CodeParameter).WithCause(err)
}

// single are the parameters that any endpoint knows and that may be there once.
// Others are not forwarded, so they are simply not read; but a doubled one is
// refused whatever its name, because two readers may disagree which one counts.
func checkSingle(form url.Values) error {
	for name, values := range form {
		if len(values) > 1 && name != "match[]" {
			return parameterFault(strings.ToValidUTF8(clip(name), "?"), "it is there %d times; once is allowed", len(values))
		}
	}
	return nil
}

func clip(text string) string { return text[:min(len(text), 40)] }

// readAsk turns parameters into an Ask.
func readAsk(target Target, form url.Values) (Ask, error) {
	if err := checkSingle(form); err != nil {
		return Ask{}, err
	}
	a := Ask{Endpoint: target.Endpoint, Label: target.Label}
	r := reader{form: form}
	switch a.Endpoint {
	case InstantQuery:
		a.Query, a.Time, a.Timeout = form.Get("query"), r.time("time"), r.duration("timeout")
	case RangeQuery:
		a.Query, a.Timeout = form.Get("query"), r.duration("timeout")
		a.Start, a.End, a.Step = r.required("start"), r.required("end"), r.step()
	case Exemplars:
		a.Query, a.Start, a.End = form.Get("query"), r.time("start"), r.time("end")
	case FormatQuery, ParseQuery:
		a.Query = form.Get("query")
	case Series, LabelNames, LabelValues:
		a.Matches, a.Start, a.End, a.Limit = r.matches(), r.time("start"), r.time("end"), r.number("limit")
	case Metadata:
		a.Metric, a.Limit, a.PerMetric = form.Get("metric"), r.number("limit"), r.number("limit_per_metric")
	case Rules, Alerts, BuildInfo: // without parameters
	}
	return a, r.fault
}

// reader reads parameters and keeps the first fault.
type reader struct {
	form  url.Values
	fault error
}

func (r *reader) fail(name, format string, args ...any) {
	if r.fault == nil {
		r.fault = parameterFault(name, format, args...)
	}
}

func (r *reader) time(name string) time.Time {
	text := r.form.Get(name)
	if text == "" {
		return time.Time{}
	}
	at, err := promparam.Time(text)
	if err != nil {
		r.fail(name, "it is no time: seconds since 1970 or RFC 3339")
		return time.Time{}
	}
	// Milliseconds are what the API knows; the zero time means absent.
	return time.UnixMilli(at.UnixMilli()).UTC()
}

func (r *reader) required(name string) time.Time {
	if r.form.Get(name) == "" {
		r.fail(name, "it is missing")
	}
	return r.time(name)
}

func (r *reader) duration(name string) time.Duration {
	text := r.form.Get(name)
	if text == "" {
		return 0
	}
	d, err := promparam.Duration(text)
	if err != nil || d < 0 {
		r.fail(name, "it is no duration: seconds, or a form such as 30s")
	}
	return d
}

// step is at least a millisecond, the finest that the API's answers show.
func (r *reader) step() time.Duration {
	if r.form.Get("step") == "" {
		r.fail("step", "it is missing")
	}
	step := r.duration("step")
	if step < time.Millisecond {
		r.fail("step", "it must be greater than zero")
	}
	return step
}

func (r *reader) number(name string) int {
	text := r.form.Get(name)
	if text == "" {
		return 0
	}
	number, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		r.fail(name, "it must be a whole number, zero or greater")
	}
	return int(number)
}

func (r *reader) matches() []string {
	matches := r.form["match[]"]
	if len(matches) > maxMatches {
		r.fail("match[]", "it is there %d times; at most %d are allowed", len(matches), maxMatches)
	}
	return matches
}
