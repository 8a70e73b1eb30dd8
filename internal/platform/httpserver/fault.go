package httpserver

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// mostFaults is how many faults one answer tells.
const mostFaults = 50

// clean keeps a client's own name of something short and printable in an answer.
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

// faultsOf words what the contract's validation found, without the values.
func faultsOf(err error) error {
	problem := apperror.New(apperror.Invalid, "")
	collect(err, "", problem)
	if len(problem.Fields) == 0 {
		_ = problem.WithField("body", "is malformed")
	}
	first, more := problem.Fields[0], len(problem.Fields)-1
	problem.Message = first.Field + ": " + first.Message
	if more > 0 {
		problem.Message += fmt.Sprintf(" (and %d more)", more)
	}
	return problem
}

func collect(err error, where string, into *apperror.Error) {
	if len(into.Fields) >= mostFaults {
		return
	}
	switch typed := err.(type) { //nolint:errorlint // the tree of faults is walked node by node
	case openapi3.MultiError:
		for _, each := range typed {
			collect(each, where, into)
		}
	case *openapi3filter.RequestError:
		collectRequest(typed, into)
	case *openapi3.SchemaError:
		collectSchema(typed, where, into)
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
		_ = into.WithField(where, "is malformed")
		return
	}
	if parse, ok := errors.AsType[*openapi3filter.ParseError](err.Err); ok && err.Parameter != nil {
		_ = into.WithField(where, "%s", reasonOfForm(parse, err.Parameter))
		return
	}
	collect(err.Err, where, into)
}

// reasonOfForm words that a parameter is not even of its type, such as letters
// where a number belongs.
func reasonOfForm(err *openapi3filter.ParseError, parameter *openapi3.Parameter) string {
	if parameter.Schema == nil || parameter.Schema.Value == nil || err.Kind != openapi3filter.KindInvalidFormat {
		return "is malformed"
	}
	switch schema := parameter.Schema.Value; {
	case schema.Type.Is(openapi3.TypeInteger):
		return "must be a whole number"
	case schema.Type.Is(openapi3.TypeNumber):
		return "must be a number"
	case schema.Type.Is(openapi3.TypeBoolean):
		return "must be true or false"
	default:
		return "is malformed"
	}
}

func collectSchema(err *openapi3.SchemaError, where string, into *apperror.Error) {
	where = join(where, err.JSONPointer())
	switch {
	case err.Schema == nil:
		_ = into.WithField(where, "is malformed")
	case err.SchemaField == "allOf" && err.Origin != nil:
		collect(err.Origin, where, into)
	case err.SchemaField == "properties":
		_ = into.WithField(join(where, unknownName(err)), "is not a name that is known here")
	default:
		_ = into.WithField(where, "%s", reasonOf(err))
	}
}

// unknownName finds the name of a member that the contract does not know. The
// validator tells it only in its sentence.
func unknownName(err *openapi3.SchemaError) []string {
	_, rest, _ := strings.Cut(err.Reason, " ")
	quoted, quoteErr := strconv.QuotedPrefix(rest)
	if quoteErr != nil {
		return nil
	}
	name, quoteErr := strconv.Unquote(quoted)
	if quoteErr != nil {
		return nil
	}
	return []string{name}
}

func collectOther(err error, where string, into *apperror.Error) {
	if nested, ok := errors.AsType[*openapi3.SchemaError](err); ok {
		collect(nested, where, into)
		return
	}
	if errors.Is(err, openapi3filter.ErrInvalidRequired) {
		_ = into.WithField(where, "is required")
		return
	}
	_ = into.WithField(where, "is malformed")
}

func join(where string, pointer []string) string {
	for _, step := range pointer {
		where += "." + clean(step)
	}
	return where
}

// reasonOf words a schema's complaint from the schema alone, so that no value
// can stand in it.
func reasonOf(err *openapi3.SchemaError) string {
	schema := err.Schema
	switch err.SchemaField {
	case "pattern":
		return "must " + formOf(schema, "have the form "+schema.Pattern)
	case "format":
		if isTime(schema) {
			return "must be a time such as 2026-01-31T12:00:00Z"
		}
		return "must have the form " + schema.Format
	case "enum":
		words := make([]string, 0, len(schema.Enum))
		for _, value := range schema.Enum {
			words = append(words, fmt.Sprint(value))
		}
		return "must be one of " + strings.Join(words, ", ")
	case "type":
		return "must be of the type " + strings.Join(schema.Type.Slice(), " or ")
	case "required":
		return "is required"
	case "nullable":
		return "must not be null"
	default:
		return reasonOfSize(err)
	}
}

// formKey is the extension of a schema that says in words what its pattern says.
const formKey = "x-form"

func formOf(schema *openapi3.Schema, otherwise string) string {
	if words, ok := schema.Extensions[formKey].(string); ok {
		return words
	}
	return otherwise
}

func reasonOfSize(err *openapi3.SchemaError) string {
	schema := err.Schema
	switch err.SchemaField {
	case "maxLength":
		return fmt.Sprintf("must be at most %d characters long", *schema.MaxLength)
	case "minLength":
		return fmt.Sprintf("must be at least %d characters long", schema.MinLength)
	case "maxItems":
		return fmt.Sprintf("must have at most %d entries", *schema.MaxItems)
	case "minItems":
		return fmt.Sprintf("must have at least %d entries", schema.MinItems)
	case "uniqueItems":
		return "must not have an entry twice"
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
		return "must be " + rangeOf(schema)
	case "maxProperties":
		return fmt.Sprintf("must have at most %d members", *schema.MaxProps)
	case "minProperties":
		return fmt.Sprintf("must have at least %d members", schema.MinProps)
	default:
		return "does not have the form of the contract"
	}
}

func rangeOf(schema *openapi3.Schema) string {
	switch {
	case schema.Min != nil && schema.Max != nil:
		return fmt.Sprintf("from %g to %g", *schema.Min, *schema.Max)
	case schema.Min != nil:
		return fmt.Sprintf("%g or more", *schema.Min)
	case schema.Max != nil:
		return fmt.Sprintf("%g or less", *schema.Max)
	default:
		return "within the limits of the contract"
	}
}
