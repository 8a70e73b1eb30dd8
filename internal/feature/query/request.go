package query

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// Target is what a path of the proxy points to.
type Target struct {
	// Ref is the datasource. It has no project for a global one.
	question.Ref
	// Endpoint is what is asked; Label is whose values, for label values.
	Endpoint question.Endpoint
	Label    string
}

// Prefix is the beginning of every path of the proxy.
const Prefix = "/proxy/"

// The exact forms of a path: names and labels of plain characters,
// nothing escaped, no doubled slash. What does not match is not there.
const (
	nameForm  = `([A-Za-z0-9_.-]{1,128})`
	labelForm = `([A-Za-z_][A-Za-z0-9_]{0,255})`
	source    = `/datasources/` + nameForm + `/api/v1/(.+)$`
)

// paths reads the proxy's paths.
type paths struct{ project, global, dashboard, label *regexp.Regexp }

func newPaths() paths {
	return paths{
		project:   regexp.MustCompile(`^/proxy/projects/` + nameForm + source),
		global:    regexp.MustCompile(`^/proxy/globaldatasources/` + nameForm + `/api/v1/(.+)$`),
		dashboard: regexp.MustCompile(`^/proxy/projects/` + nameForm + `/dashboards/` + nameForm + source),
		label:     regexp.MustCompile(`^label/` + labelForm + `/values$`),
	}
}

func notThere() error {
	return apperror.New(apperror.NotFound, "There is no such endpoint")
}

// parse reads an escaped path. Kinds: not_found.
func (p paths) parse(escaped string) (Target, error) {
	var target Target
	var rest string
	if m := p.project.FindStringSubmatch(escaped); m != nil {
		target, rest = Target{Ref: question.Ref{Project: m[1], Name: m[2]}}, m[3]
	} else if m := p.dashboard.FindStringSubmatch(escaped); m != nil {
		target, rest = Target{Ref: question.Ref{Project: m[1], Dashboard: m[2], Name: m[3]}}, m[4]
	} else if m := p.global.FindStringSubmatch(escaped); m != nil {
		target, rest = Target{Ref: question.Ref{Name: m[1], Global: true}}, m[2]
	} else {
		return Target{}, notThere()
	}
	if target.climbs() {
		return Target{}, notThere()
	}
	// The project and its dashboards are kept in small letters; a datasource is looked
	// up by the name that was asked for, as one in a dashboard keeps its capitals.
	target.Project, target.Dashboard = asset.FoldName(target.Project), asset.FoldName(target.Dashboard)
	if m := p.label.FindStringSubmatch(rest); m != nil {
		target.Endpoint, target.Label = question.LabelValues, m[1]
		return target, nil
	}
	endpoint := question.Endpoint(rest)
	if _, known := methodsOf(endpoint); !known || endpoint == question.LabelValues {
		return Target{}, notThere()
	}
	target.Endpoint = endpoint
	return target, nil
}

// climbs reports whether a name is a step in the address, such as "..".
func (t Target) climbs() bool {
	for _, name := range []string{t.Project, t.Dashboard, t.Name} {
		if name != "" && strings.Trim(name, ".") == "" {
			return true
		}
	}
	return false
}

// methodsOf lists the endpoints that exist, and whether they take POST.
func methodsOf(e question.Endpoint) (post, known bool) {
	switch e {
	case question.InstantQuery, question.RangeQuery, question.Series, question.LabelNames, question.Exemplars,
		question.FormatQuery, question.ParseQuery:
		return true, true
	case question.LabelValues, question.Metadata, question.Rules, question.Alerts, question.BuildInfo:
		return false, true
	default:
		return false, false
	}
}

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
		return nil, apperror.New(apperror.Invalid, "The parameters of the address cannot be read").WithCode(question.CodeParameter)
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, unsupported("A compressed body is not taken")
	}
	if r.Method != http.MethodPost {
		if r.ContentLength != 0 {
			return nil, apperror.New(apperror.Invalid, "A GET request must have no body").WithCode(question.CodeParameter)
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
		return nil, apperror.New(apperror.Invalid, "The form of the body cannot be read").WithCode(question.CodeParameter)
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
	return apperror.New(apperror.Invalid, "The body cannot be read").WithCode(question.CodeParameter).WithCause(err)
}

// single are the parameters that any endpoint knows and that may be there once.
// Others are not forwarded, so they are simply not read; but a doubled one is
// refused whatever its name, because two readers may disagree which one counts.
func checkSingle(form url.Values) error {
	for name, values := range form {
		if len(values) > 1 && name != "match[]" {
			return question.ParameterFault(strings.ToValidUTF8(clip(name), "?"), "it is there %d times; once is allowed", len(values))
		}
	}
	return nil
}

func clip(text string) string { return text[:min(len(text), 40)] }

// readAsk turns parameters into an Ask.
func readAsk(target Target, form url.Values) (question.Ask, error) {
	if err := checkSingle(form); err != nil {
		return question.Ask{}, err
	}
	a := question.Ask{Endpoint: target.Endpoint, Label: target.Label}
	r := reader{form: form}
	switch a.Endpoint {
	case question.InstantQuery:
		a.Query, a.Time, a.Timeout = form.Get("query"), r.time("time"), r.duration("timeout")
	case question.RangeQuery:
		a.Query, a.Timeout = form.Get("query"), r.duration("timeout")
		a.Start, a.End, a.Step = r.required("start"), r.required("end"), r.step()
	case question.Exemplars:
		a.Query, a.Start, a.End = form.Get("query"), r.time("start"), r.time("end")
	case question.FormatQuery, question.ParseQuery:
		a.Query = form.Get("query")
	case question.Series, question.LabelNames, question.LabelValues:
		a.Matches, a.Start, a.End, a.Limit = r.matches(), r.time("start"), r.time("end"), r.number("limit")
	case question.Metadata:
		a.Metric, a.Limit, a.PerMetric = form.Get("metric"), r.number("limit"), r.number("limit_per_metric")
	case question.Rules, question.Alerts, question.BuildInfo: // without parameters
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
		r.fault = question.ParameterFault(name, format, args...)
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
