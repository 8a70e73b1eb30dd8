package httpserver

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

const (
	permissionKey = "x-permission"
	// inProjectKey names the permission of operations that learn their project from
	// the request itself.
	inProjectKey = "x-project-permission"
	jsonType     = "application/json"
)

// Operation is one operation of the contract.
type Operation struct {
	ID         string
	Method     string
	Path       string
	Permission string
	// InProject is the permission in the project that the request names in its query
	// or its body; empty for operations whose address has the project, or that have
	// none.
	InProject string
	route     *routers.Route
	// lists are the query parameters that may be given more than once.
	lists map[string]bool
	// times are the query parameters that hold an instant.
	times map[string]bool
}

// Streams reports whether the operation answers with events as they come.
func (o Operation) Streams() bool {
	answer := o.route.Operation.Responses.Status(http.StatusOK)
	return answer != nil && answer.Value != nil && answer.Value.Content.Get("text/event-stream") != nil
}

// Operations lists the contract's operations by id. One without a permission is
// an error: the server does not start with it.
func Operations(spec *openapi3.T) ([]Operation, error) {
	var all []Operation
	for path, item := range spec.Paths.Map() {
		for method, operation := range item.Operations() {
			permission, ok := operation.Extensions[permissionKey].(string)
			if !ok || permission == "" || operation.OperationID == "" {
				return nil, fmt.Errorf("the contract's %s %s declares no permission", method, path)
			}
			inProject, _ := operation.Extensions[inProjectKey].(string)
			all = append(all, Operation{
				ID: operation.OperationID, Method: method, Path: path, Permission: permission, InProject: inProject,
				lists: queryNames(item, operation, isList), times: queryNames(item, operation, isTime),
				route: &routers.Route{Spec: spec, Path: path, PathItem: item, Method: method, Operation: operation},
			})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all, nil
}

// queryNames are the query parameters whose schema has a property.
func queryNames(item *openapi3.PathItem, operation *openapi3.Operation, has func(*openapi3.Schema) bool) map[string]bool {
	names := map[string]bool{}
	for _, parameter := range slices.Concat(item.Parameters, operation.Parameters) {
		if parameter.Value.In == openapi3.ParameterInQuery && parameter.Value.Schema != nil {
			names[parameter.Value.Name] = has(parameter.Value.Schema.Value)
		}
	}
	return names
}

func isList(schema *openapi3.Schema) bool { return schema.Type.Is(openapi3.TypeArray) }

func isTime(schema *openapi3.Schema) bool { return schema.Format == "date-time" }

// Check validates a request against its operation. The error names every field
// that is wrong and never repeats a value. Kinds: invalid, too_large,
// unsupported_media_type.
func (o Operation) Check(c *echo.Context) error {
	r := c.Request()
	if err := o.checkQuery(r.URL.RawQuery); err != nil {
		return err
	}
	params, err := pathParams(c)
	if err != nil {
		return err
	}
	if err := o.checkBody(r); err != nil {
		return err
	}
	err = openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: o.route,
		Options: &openapi3filter.Options{
			MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, ExcludeRequestBody: o.leavesBody(r),
			SchemaValidationOptions: o.route.Spec.GetSchemaValidationOptions(),
		},
	})
	if err != nil {
		return faultsOf(err)
	}
	return nil
}

// NamedProject is the project that a request names besides its address: in the
// document of its body, which must name one, or in its query, which may. The
// request must have been checked. Kind: invalid.
func (o Operation) NamedProject(r *http.Request) (string, error) {
	if o.route.Operation.RequestBody == nil {
		return r.URL.Query().Get("project"), nil
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return "", readFault(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	value, err := jsonstrict.JSON(text, bodyLimits())
	if err != nil {
		return "", err
	}
	project := value.Get("metadata", "project").Text()
	if project == "" {
		return "", apperror.InvalidField("metadata.project", "is required at this address")
	}
	return project, nil
}

func bodyLimits() jsonstrict.Limits {
	return jsonstrict.Limits{Bytes: largestBody, Depth: deepestBody, Values: mostValues}
}

// pathParams gives the values of the path as the handlers read them: the router
// leaves them escaped when the address was written with escapes.
func pathParams(c *echo.Context) (map[string]string, error) {
	params := map[string]string{}
	for _, value := range c.PathValues() {
		params[value.Name] = value.Value
		if c.Request().URL.RawPath == "" {
			continue
		}
		plain, err := url.PathUnescape(value.Value)
		if err != nil {
			return nil, apperror.InvalidField("path."+value.Name, "is malformed")
		}
		params[value.Name] = plain
	}
	return params, nil
}

// checkQuery refuses what two readers could read differently, a malformed query
// and a parameter that is given twice where the contract takes one value, and
// what no database keeps: text that is none, and instants of other ages.
func (o Operation) checkQuery(raw string) error {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return apperror.InvalidField("query", "is malformed")
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if !o.lists[name] && len(query[name]) > 1 {
			return apperror.InvalidField("query."+clean(name), "is given %d times", len(query[name]))
		}
		for _, value := range query[name] {
			if reason := o.faultOfQuery(name, value); reason != "" {
				return apperror.InvalidField("query."+clean(name), "%s", reason)
			}
		}
	}
	return nil
}

// The years of an instant in a query. What is earlier or later is a slip, and
// sums with it overflow.
const firstYear, lastYear = 1970, 9999

// faultOfQuery tells what is wrong with one value of a query; empty: nothing. An
// instant that cannot be read is left to the contract.
func (o Operation) faultOfQuery(name, value string) string {
	if !utf8.ValidString(name) || !utf8.ValidString(value) {
		return "is not valid UTF-8"
	}
	if strings.ContainsRune(name+value, 0) {
		return "must not hold the character NUL"
	}
	if !o.times[name] {
		return ""
	}
	instant, err := time.Parse(time.RFC3339, value)
	if err == nil && (instant.UTC().Year() < firstYear || instant.UTC().Year() > lastYear) {
		return fmt.Sprintf("must be a time of the years %d to %d", firstYear, lastYear)
	}
	return ""
}

// checkBody reads the body whole, within the route's limit, and refuses other
// content types and JSON that two readers could read differently. The handler
// gets the same bytes.
func (o Operation) checkBody(r *http.Request) error {
	described := o.route.Operation.RequestBody
	if described == nil || r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	// A packed body is as large as it likes to be.
	if packed := r.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return apperror.New(apperror.Unsupported, "The body must not be compressed: send it without Content-Encoding")
	}
	if o.leavesBody(r) {
		return nil
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return readFault(err)
	}
	r.Body, r.GetBody = io.NopCloser(bytes.NewReader(text)), nil
	if len(text) == 0 {
		return nil
	}
	media := described.Value.Content.Get(r.Header.Get("Content-Type"))
	if media == nil {
		return apperror.New(apperror.Unsupported, "The body must be %s",
			strings.Join(slices.Sorted(maps.Keys(described.Value.Content)), " or "))
	}
	if media != described.Value.Content[jsonType] {
		return nil
	}
	value, err := jsonstrict.JSON(text, bodyLimits())
	if err != nil {
		return err
	}
	return checkNames(media.Schema, value, "body", deepestBody)
}

// leavesBody reports whether the handler reads the body by itself: where the route
// takes more than is usual, and it is no JSON. It is not read whole then.
func (o Operation) leavesBody(r *http.Request) bool {
	if o.route.Operation.RequestBody == nil || termsOf(r.Context()).Body <= largestBody {
		return false
	}
	media := o.route.Operation.RequestBody.Value.Content.Get(r.Header.Get("Content-Type"))
	return media != nil && media != o.route.Operation.RequestBody.Value.Content[jsonType]
}

// checkNames refuses a member whose name differs from a declared one in the case
// of its letters only: the decoder of the handlers would take it for that one,
// and the schema would not look at it. It refuses a null as well that the schema
// would take for a member that is left out and has a default.
func checkNames(schema *openapi3.SchemaRef, value *jsonstrict.Value, where string, depth int) error {
	if schema == nil || schema.Value == nil || depth == 0 {
		return nil
	}
	for index, item := range value.Items() {
		if err := checkNames(schema.Value.Items, item, jsonstrict.At(where, index), depth-1); err != nil {
			return err
		}
	}
	for _, member := range value.Members() {
		declared, known := schema.Value.Properties[member.Key]
		if !known && foldsToAny(member.Key, schema.Value.Properties) {
			return apperror.InvalidField(jsonstrict.Join(where, clean(member.Key)), "is not a name that is known here")
		}
		if known && member.Value.Kind() == jsonstrict.Null && declared.Value != nil && !declared.Value.Nullable {
			return apperror.InvalidField(jsonstrict.Join(where, clean(member.Key)), "must not be null")
		}
		if err := checkNames(declared, member.Value, jsonstrict.Join(where, clean(member.Key)), depth-1); err != nil {
			return err
		}
	}
	return nil
}

func foldsToAny(name string, properties openapi3.Schemas) bool {
	for declared := range properties {
		if strings.EqualFold(declared, name) {
			return true
		}
	}
	return false
}

// readFault tells why a body could not be read: too long, too slow, or cut off.
func readFault(err error) error {
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return apperror.New(apperror.TooLarge, "The body is larger than %d bytes", tooLarge.Limit).WithCause(err)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return echo.NewHTTPError(http.StatusRequestTimeout, "").Wrap(err)
	}
	return apperror.InvalidField("body", "ends too early").WithCause(err)
}
