package httpserver

import (
	"errors"
	"fmt"
	"net/http"
	"sort"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const permissionKey = "x-permission"

// Operation is one operation of the contract.
type Operation struct {
	ID         string
	Method     string
	Path       string
	Permission string
	route      *routers.Route
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
			all = append(all, Operation{
				ID: operation.OperationID, Method: method, Path: path, Permission: permission,
				route: &routers.Route{Spec: spec, Path: path, PathItem: item, Method: method, Operation: operation},
			})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all, nil
}

// Check validates a request against its operation. The error names every field
// that is wrong and never repeats a value.
func (o Operation) Check(c *echo.Context) error {
	if err := o.checkDuplicates(c.Request()); err != nil {
		return err
	}
	params := map[string]string{}
	for _, value := range c.PathValues() {
		params[value.Name] = value.Value
	}
	spec := o.route.Spec
	input := &openapi3filter.RequestValidationInput{
		Request: c.Request(), PathParams: params, Route: o.route,
		Options: &openapi3filter.Options{
			MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
			SchemaValidationOptions: spec.GetSchemaValidationOptions(),
		},
	}
	err := openapi3filter.ValidateRequest(c.Request().Context(), input)
	if err == nil {
		return nil
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return apperror.New(apperror.TooLarge, "The body is larger than %d bytes", tooLarge.Limit).WithCause(err)
	}
	return faultsOf(err)
}

// checkDuplicates refuses a query parameter that is given twice where the
// contract takes one value, so that no two readers can choose differently.
func (o Operation) checkDuplicates(r *http.Request) error {
	lists := map[string]bool{}
	for _, parameter := range append(o.route.PathItem.Parameters, o.route.Operation.Parameters...) {
		if parameter.Value.In == openapi3.ParameterInQuery {
			lists[parameter.Value.Name] = parameter.Value.Schema.Value.Type.Is(openapi3.TypeArray)
		}
	}
	query := r.URL.Query()
	names := make([]string, 0, len(query))
	for name := range query {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if !lists[name] && len(query[name]) > 1 {
			return apperror.InvalidField("query."+clean(name), "is given %d times", len(query[name]))
		}
	}
	return nil
}

// clean keeps a client's own parameter name short and printable in an answer.
func clean(name string) string {
	const longest = 40
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, name)
	if len(name) > longest {
		name = name[:longest]
	}
	return name
}

func faultsOf(err error) error {
	problem := apperror.New(apperror.Invalid, "").WithCause(nil)
	collect(err, "", problem)
	if unsupported(err) {
		return apperror.New(apperror.Unsupported, "The body must be application/json")
	}
	if len(problem.Fields) == 0 {
		problem.WithField("body", "is malformed")
	}
	first := problem.Fields[0]
	problem.Message = first.Field + ": " + first.Message
	if more := len(problem.Fields) - 1; more > 0 {
		problem.Message += fmt.Sprintf(" (and %d more)", more)
	}
	return problem
}

func unsupported(err error) bool {
	request, ok := errors.AsType[*openapi3filter.RequestError](err)
	return ok && request.Err == nil && strings.HasPrefix(request.Reason, "header Content-Type")
}

func collect(err error, where string, into *apperror.Error) {
	switch typed := err.(type) {
	case openapi3.MultiError:
		for _, each := range typed {
			collect(each, where, into)
		}
	case *openapi3filter.RequestError:
		collectRequest(typed, into)
	case *openapi3.SchemaError:
		into.WithField(join(where, typed.JSONPointer()), "%s", reasonOf(typed))
	default:
		collectOther(err, where, into)
	}
}

func collectRequest(err *openapi3filter.RequestError, into *apperror.Error) {
	where := "body"
	if err.Parameter != nil {
		where = err.Parameter.In + "." + err.Parameter.Name
	}
	if err.Err == nil {
		into.WithField(where, "is malformed")
		return
	}
	collect(err.Err, where, into)
}

func collectOther(err error, where string, into *apperror.Error) {
	if nested, ok := errors.AsType[*openapi3.SchemaError](err); ok {
		collect(nested, where, into)
		return
	}
	if errors.Is(err, openapi3filter.ErrInvalidRequired) {
		into.WithField(where, "is required")
		return
	}
	into.WithField(where, "is malformed")
}

func join(where string, pointer []string) string {
	if len(pointer) == 0 {
		return where
	}
	return where + "." + strings.Join(pointer, ".")
}

// reasonOf words a schema's complaint without the value.
func reasonOf(err *openapi3.SchemaError) string {
	schema := err.Schema
	switch err.SchemaField {
	case "pattern":
		return "must have the form " + schema.Pattern
	case "format":
		return "must have the form " + schema.Format
	case "enum":
		var words []string
		for _, value := range schema.Enum {
			words = append(words, fmt.Sprint(value))
		}
		return "must be one of " + strings.Join(words, ", ")
	case "maxLength":
		return fmt.Sprintf("must be at most %d characters long", *schema.MaxLength)
	case "minLength":
		return fmt.Sprintf("must be at least %d characters long", schema.MinLength)
	case "maxItems":
		return fmt.Sprintf("must have at most %d entries", *schema.MaxItems)
	case "minItems":
		return fmt.Sprintf("must have at least %d entries", schema.MinItems)
	case "type":
		return "must be a " + strings.Join(schema.Type.Slice(), " or ")
	default:
		return err.Reason
	}
}
