package httpserver_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

const contract = `
openapi: 3.0.3
info: {title: test, version: "1"}
paths:
  /things/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string, maxLength: 20, pattern: '^[a-zA-Z0-9_.@-]+$'}}]
    get:
      operationId: getThing
      x-permission: thing:read
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
        - {name: tag, in: query, schema: {type: array, maxItems: 2, items: {type: string, maxLength: 5}}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
        - {name: kind, in: query, schema: {type: string, enum: [big, small]}}
        - {name: on, in: query, schema: {type: boolean}}
        - {name: note, in: query, schema: {type: string, maxLength: 20}}
        - {name: must, in: query, required: true, schema: {type: string, minLength: 2}}
        - {name: If-Match, in: header, schema: {type: string, maxLength: 5}}
      responses: {"200": {description: fine}}
    put:
      operationId: putThing
      x-permission: thing:write
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [role]
              properties:
                role: {type: string, enum: [owner, readonly]}
                count: {type: integer, minimum: 1}
                note: {type: string, maxLength: 5, nullable: true}
                list: {type: array, minItems: 1, maxItems: 2, uniqueItems: true, items: {$ref: "#/components/schemas/Inner"}}
                free: {type: object, additionalProperties: true}
      responses: {"200": {description: fine}}
  /runs/{id}:
    parameters: [{name: id, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}]
    patch: {operationId: moveRun, x-permission: run:cancel, parameters: [{name: at, in: query, schema: {type: string, pattern: '^[0-9]{2}:[0-9]{2}$', x-form: 'be a time of day, HH:MM'}}], responses: {"204": {description: moved}}}
    delete: {operationId: endRun, x-permission: run:cancel, responses: {"204": {description: ended}}}
components:
  schemas:
    Id: {type: string, pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$', maxLength: 36}
    Inner:
      type: object
      additionalProperties: false
      properties: {key: {type: string, maxLength: 5}, loud: {type: boolean, default: false}}
`

func specOf(tb testing.TB, text string) *openapi3.T {
	tb.Helper()
	spec, err := openapi3.NewLoader().LoadFromData([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return spec
}

// newChecked is an edge whose routes check their operation and then answer 200
// with the body as the handler reads it.
func newChecked(tb testing.TB) edge {
	tb.Helper()
	made := edge{log: &strings.Builder{}, registry: newRegistry()}
	server, err := httpserver.New(httpserver.Options{Log: newEdgeLog(), Clock: systemClock(), Metrics: made.registry})
	if err != nil {
		tb.Fatal(err)
	}
	made.Server = server
	operations, err := httpserver.Operations(specOf(tb, contract))
	if err != nil {
		tb.Fatal(err)
	}
	for _, operation := range operations {
		route := strings.NewReplacer("{", ":", "}", "").Replace(operation.Path)
		server.Echo().Add(operation.Method, route, func(c *echo.Context) error {
			if err := operation.Check(c); err != nil {
				return err
			}
			text, err := io.ReadAll(c.Request().Body)
			if err != nil {
				return err
			}
			return c.String(http.StatusOK, string(text))
		})
	}
	return made
}

const canary = "canary-4711"

func TestOperations(t *testing.T) {
	t.Parallel()
	operations, err := httpserver.Operations(specOf(t, contract))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, each := range operations {
		got = append(got, fmt.Sprintln(each.ID, each.Method, each.Path, each.Permission))
	}
	want := []string{
		"endRun DELETE /runs/{id} run:cancel\n", "getThing GET /things/{name} thing:read\n",
		"moveRun PATCH /runs/{id} run:cancel\n", "putThing PUT /things/{name} thing:write\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for name, broken := range map[string]string{
		"no permission":       strings.Replace(contract, "x-permission: thing:read", "x-other: thing:read", 1),
		"an empty permission": strings.Replace(contract, "x-permission: thing:read", `x-permission: ""`, 1),
		"a list of them":      strings.Replace(contract, "x-permission: thing:read", "x-permission: [a]", 1),
		"no id":               strings.Replace(contract, "operationId: getThing", "description: x", 1),
	} {
		if _, err := httpserver.Operations(specOf(t, broken)); err == nil {
			t.Errorf("%s: the contract was taken", name)
		}
	}
}

func TestCheckTellsEveryFault(t *testing.T) {
	t.Parallel()
	field := func(name, message string) apperror.Field { return apperror.Field{Field: name, Message: message} }
	const thing = "/things/a?must=ok"
	cases := []struct {
		name, method, address, body string
		header                      map[string]string
		want                        []apperror.Field
	}{
		{"a number that is none", "GET", thing + "&limit=" + canary, "", nil, []apperror.Field{field("query.limit", "must be a whole number")}},
		{"a switch that is none", "GET", thing + "&on=" + canary, "", nil, []apperror.Field{field("query.on", "must be true or false")}},
		{"a NUL in a query", "GET", thing + "&note=%00", "", nil, []apperror.Field{field("query.note", "must not hold the character NUL")}},
		{"a NUL in an entry", "GET", thing + "&tag=a&tag=%00", "", nil, []apperror.Field{field("query.tag", "must not hold the character NUL")}},
		{"bytes that are no text", "GET", thing + "&note=%ff", "", nil, []apperror.Field{field("query.note", "is not valid UTF-8")}},
		{"half a surrogate pair", "GET", thing + "&note=%ED%A0%80", "", nil, []apperror.Field{field("query.note", "is not valid UTF-8")}},
		{"a time before all times", "GET", thing + "&since=0000-01-01T00:00:00Z", "", nil, []apperror.Field{field("query.since", "must be a time of the years 1970 to 9999")}},
		{"the zero time", "GET", thing + "&since=0001-01-01T00:00:00Z", "", nil, []apperror.Field{field("query.since", "must be a time of the years 1970 to 9999")}},
		{"a time of the year 10000, in UTC", "GET", thing + "&since=9999-12-31T23:59:59-01:00", "", nil, []apperror.Field{field("query.since", "must be a time of the years 1970 to 9999")}},
		{"a number out of range", "GET", thing + "&limit=4711", "", nil, []apperror.Field{field("query.limit", "must be from 1 to 100")}},
		{"a word that is not in the list", "GET", thing + "&kind=" + canary, "", nil, []apperror.Field{field("query.kind", "must be one of big, small")}},
		{"a time that is none", "GET", thing + "&since=" + canary, "", nil, []apperror.Field{field("query.since", "must be a time such as 2026-01-31T12:00:00Z")}},
		{"a parameter that is missing", "GET", "/things/a", "", nil, []apperror.Field{field("query.must", "is required")}},
		{"a text that is too short", "GET", "/things/a?must=x", "", nil, []apperror.Field{field("query.must", "must be at least 2 characters long")}},
		{"a list that is too long", "GET", thing + "&tag=a&tag=b&tag=c", "", nil, []apperror.Field{field("query.tag", "must have at most 2 entries")}},
		{"an entry that is too long", "GET", thing + "&tag=" + canary, "", nil, []apperror.Field{field("query.tag.0", "must be at most 5 characters long")}},
		{"one value given twice", "GET", thing + "&limit=1&limit=2", "", nil, []apperror.Field{field("query.limit", "is given 2 times")}},
		{"a stranger given twice", "GET", thing + "&project=a&project=b", "", nil, []apperror.Field{field("query.project", "is given 2 times")}},
		{"a query that can be read two ways", "GET", thing + "&limit=1;limit=2", "", nil, []apperror.Field{field("query", "is malformed")}},
		{"a broken escape", "GET", thing + "&limit=%zz", "", nil, []apperror.Field{field("query", "is malformed")}},
		{"a header that is too long", "GET", thing, "", map[string]string{"If-Match": canary}, []apperror.Field{field("header.If-Match", "must be at most 5 characters long")}},
		{"a path value of the wrong form", "GET", "/things/a%20b?must=ok", "", nil, []apperror.Field{field("path.name", "must have the form ^[a-zA-Z0-9_.@-]+$")}},
		{"several at once", "GET", "/things/a?limit=0&kind=x", "", nil, []apperror.Field{
			field("query.limit", "must be from 1 to 100"), field("query.kind", "must be one of big, small"), field("query.must", "is required"),
		}},
		{"an id of another version", "DELETE", "/runs/0190a6f0-5b5e-4c1d-8a3b-0123456789ab", "", nil, []apperror.Field{
			field("path.id", "must have the form ^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$"),
		}},
		{"a pattern that is told in words", "PATCH", "/runs/0190a6f0-5b5e-7c1d-8a3b-0123456789ab?at=9", "", nil, []apperror.Field{field("query.at", "must be a time of day, HH:MM")}},
		{"no body", "PUT", thing, "", nil, []apperror.Field{field("body", "is required")}},
		{"a body that is no JSON", "PUT", thing, "{canary-4711", nil, []apperror.Field{field("body", "line 1, column 2: a key in quotation marks must stand here")}},
		{"a body of another type", "PUT", thing, `["` + canary + `"]`, nil, []apperror.Field{field("body", "must be of the type object")}},
		{"a word that is not in the body's list", "PUT", thing, `{"role":"` + canary + `"}`, nil, []apperror.Field{field("body.role", "must be one of owner, readonly")}},
		{"a missing member", "PUT", thing, `{}`, nil, []apperror.Field{field("body.role", "is required")}},
		{"a null", "PUT", thing, `{"role":"owner","count":null}`, nil, []apperror.Field{field("body.count", "must not be null")}},
		{"a null for a member with a default", "PUT", thing, `{"role":"owner","list":[{"loud":null}]}`, nil, []apperror.Field{field("body.list[0].loud", "must not be null")}},
		{"a half number", "PUT", thing, `{"role":"owner","count":1.5}`, nil, []apperror.Field{field("body.count", "must be of the type integer")}},
		{"a small number", "PUT", thing, `{"role":"owner","count":-4711}`, nil, []apperror.Field{field("body.count", "must be 1 or more")}},
		{"a stranger inside", "PUT", thing, `{"role":"owner","list":[{"other":"` + canary + `"}]}`, nil, []apperror.Field{field("body.list.0.other", "is not a name that is known here")}},
		{"twins", "PUT", thing, `{"role":"owner","list":[{"key":"a"},{"key":"a"}]}`, nil, []apperror.Field{field("body.list", "must not have an entry twice")}},
		{"a member twice", "PUT", thing, `{"role":"readonly","role":"owner"}`, nil, nil},
		{"a member again in other letters", "PUT", thing, `{"role":"readonly","ROLE":"owner"}`, nil, []apperror.Field{field("body.ROLE", "is not a name that is known here")}},
		{"a member in other letters deep inside", "PUT", thing, `{"role":"owner","list":[{"Key":"` + canary + `"}]}`, nil, []apperror.Field{field("body.list[0].Key", "is not a name that is known here")}},
		{"text behind the end", "PUT", thing, `{"role":"owner"} {"role":"readonly"}`, nil, nil},
		{"a NUL", "PUT", thing, `{"role":"owner","note":"\u0000"}`, nil, nil},
		{"a deep nest", "PUT", thing, `{"role":"owner","free":` + strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 101), nil, nil},
		{
			"a key with a secret's length and control characters", "PUT", thing, `{"role":"owner","list":[{"` + strings.Repeat("k", 300) + `\u0007":1}]}`, nil,
			[]apperror.Field{field("body.list.0."+strings.Repeat("k", 40), "is not a name that is known here")},
		},
	}
	server := newChecked(t)
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(each.method, each.address, strings.NewReader(each.body))
			if each.method == "PUT" {
				r.Header.Set("Content-Type", "application/json")
			}
			for name, value := range each.header {
				r.Header.Set(name, value)
			}
			answer := server.send(r)
			text := bodyOf(t, answer)
			var problem httpserver.Problem
			if err := json.Unmarshal([]byte(text), &problem); err != nil || answer.StatusCode != http.StatusBadRequest {
				t.Fatalf("%d %s %v", answer.StatusCode, text, err)
			}
			if strings.Contains(text, canary) || strings.Contains(text, "4711") {
				t.Errorf("the answer repeats the value: %s", text)
			}
			if len(problem.Errors) == 0 || problem.Detail == "" {
				t.Errorf("the answer names no field: %s", text)
			}
			if each.want != nil {
				if diff := cmp.Diff(each.want, problem.Errors); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestCheckLetsGoodRequestsThrough(t *testing.T) {
	t.Parallel()
	server := newChecked(t)
	const body = `{"role":"owner", "count":2, "note":null, "free":{"b":1.50,"a":{"Role":1}}}`
	for _, each := range []struct{ method, address, kind, body string }{
		{"GET", "/things/a?must=ok&tag=x&tag=y&since=2026-03-01T12:00:00Z", "", ""},
		{"GET", "/things/a%40b.c?must=ok", "", ""},
		{"GET", "/things/a?must=ok&unknown=1", "", ""},
		{"DELETE", "/runs/0190a6f0-5b5e-7c1d-8a3b-0123456789ab", "", ""},
		{"PUT", "/things/a", "application/json", body},
		{"PUT", "/things/a", "application/json; charset=utf-8", body},
		{"PUT", "/things/a", "Application/JSON", body},
	} {
		r := httptest.NewRequest(each.method, each.address, strings.NewReader(each.body))
		r.Header.Set("Content-Type", each.kind)
		answer := server.send(r)
		if text := bodyOf(t, answer); answer.StatusCode != http.StatusOK || text != each.body {
			t.Errorf("%s %s: %d %s", each.method, each.address, answer.StatusCode, text)
		}
	}
}

func TestCheckRefusesOtherContentTypes(t *testing.T) {
	t.Parallel()
	server := newChecked(t)
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "json", "*/*", ";"} {
		r := httptest.NewRequest(http.MethodPut, "/things/a", strings.NewReader(`{"role":"`+canary+`"}`))
		r.Header.Set("Content-Type", kind)
		answer := server.send(r)
		if body := bodyOf(t, answer); answer.StatusCode != http.StatusUnsupportedMediaType || !strings.Contains(body, "application/json") || strings.Contains(body, canary) {
			t.Errorf("%q: %d %s", kind, answer.StatusCode, body)
		}
	}
}

func TestCheckRefusesBodiesThatAreTooLarge(t *testing.T) {
	t.Parallel()
	server := newChecked(t)
	huge := io.LimitReader(endless{}, 9<<20)
	r := httptest.NewRequest(http.MethodPut, "/things/a", huge)
	r.Header.Set("Content-Type", "application/json")
	answer := server.send(r)
	if body := bodyOf(t, answer); answer.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(body, `"code":"too_large"`) {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
}

func TestCheckOfABodyThatBreaksOff(t *testing.T) {
	t.Parallel()
	server := newChecked(t)
	for name, each := range map[string]struct {
		err    error
		status int
	}{
		"cut off":  {io.ErrUnexpectedEOF, 400},
		"too slow": {fmt.Errorf("read tcp: %w", os.ErrDeadlineExceeded), 408},
	} {
		r := httptest.NewRequest(http.MethodPut, "/things/a", io.MultiReader(strings.NewReader(`{"role":`), iotest.ErrReader(each.err)))
		r.Header.Set("Content-Type", "application/json")
		answer := server.send(r)
		if body := bodyOf(t, answer); answer.StatusCode != each.status || strings.Contains(body, "read tcp") {
			t.Errorf("%s: %d %s", name, answer.StatusCode, body)
		}
	}
}

// TestCheckIsSafeForManyRequests fails under the race detector when a request
// changes what all of them share.
func TestCheckIsSafeForManyRequests(t *testing.T) {
	t.Parallel()
	server := newChecked(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if answer := server.send(httptest.NewRequest(http.MethodGet, "/things/a?must=ok", nil)); answer.StatusCode != http.StatusOK {
					t.Error(answer.StatusCode)
				}
			}
		})
	}
	group.Wait()
}

func FuzzCheck(f *testing.F) {
	f.Add("limit=1&tag=a", `{"role":"owner"}`)
	f.Add("must=ok;x", `{"role":"owner","list":[{"key":"\ud800"}]}`)
	f.Add("%zz", "\xef\xbb\xbf{}")
	server := newChecked(f)
	f.Fuzz(func(t *testing.T, query, body string) {
		r := httptest.NewRequest(http.MethodPut, "/things/a", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header.Set("Content-Type", "application/json")
		answer := server.send(r)
		text := bodyOf(t, answer)
		switch answer.StatusCode {
		case http.StatusOK:
			var read struct{ Role string }
			if err := json.Unmarshal([]byte(text), &read); err != nil || (read.Role != "owner" && read.Role != "readonly") {
				t.Fatalf("%s passed as %q, %v", body, read.Role, err)
			}
		case http.StatusBadRequest:
			var problem httpserver.Problem
			if err := json.Unmarshal([]byte(text), &problem); err != nil || len(problem.Errors) == 0 {
				t.Fatalf("%s", text)
			}
		default:
			t.Fatalf("%d %s", answer.StatusCode, text)
		}
	})
}

type endless struct{}

func (endless) Read(into []byte) (int, error) {
	for index := range into {
		into[index] = ' '
	}
	return len(into), nil
}
