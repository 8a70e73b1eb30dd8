package promql

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// Longest is how many characters a query may have.
const Longest = promexpr.MaxLength

var variableForm = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?:\.\w+)?(?::\w+)?\}`)

// HasVariable reports whether a text has one at least.
func HasVariable(text string) bool { return variableForm.MatchString(text) }

// VariablesIn lists the names of the variables that a text uses, in order, once each.
func VariablesIn(text string) []string {
	var names []string
	for _, match := range variableForm.FindAllStringSubmatch(text, -1) {
		if name := match[1] + match[2]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// placeholder is one variable in a query and the values that may stand for it.
type placeholder struct {
	start, end int
	choices    []string
	// of is the same for all places where a variable has one value.
	of string
}

const (
	// mostTries bounds how many combinations of neutral values are parsed, mostTried how
	// many bytes that may be in all; leastTries are parsed of the longest query.
	mostTries, leastTries = 32, 6
	mostTried             = 64_000
)

// Reader reads queries with variables. It is safe for concurrent use, but for one of
// Within.
type Reader struct {
	parser parser.Parser
	// patterns are those that may still be read of one document; nil bounds each query by
	// itself.
	patterns *Patterns
}

// NewReader makes a reader that parses with a parser, which has to keep the bounds of
// promexpr.
func NewReader(parser parser.Parser) Reader { return Reader{parser: parser} }

// Within is a reader for the queries of one document, whose patterns are bounded
// together. It is not for concurrent use.
func (r Reader) Within(left *Patterns) Reader {
	r.patterns = left
	return r
}

// left is what may still be read of patterns.
func (r Reader) left() *Patterns {
	if r.patterns == nil {
		return NewPatterns(1)
	}
	return r.patterns
}

// Parse reads a query with neutral values in place of its variables. What a
// variable may hold depends on where it stands; where both a name and a number
// could stand, combinations are tried, the first failure is told: *SyntaxError,
// *promexpr.TooComplex for what is beyond the bounds of a query, or ErrPatterns.
func (r Reader) Parse(query string) (parser.Expr, error) {
	if err := promexpr.Check(query); err != nil {
		return nil, err //nolint:wrapcheck // a sentence for people
	}
	places, left := placeholders(query), r.left()
	var first error
	for try := range min(combinations(places), max(mostTried/max(len(query), 1), leastTries)) {
		text := substitute(query, places, valuesOf(places, try))
		if !left.take(text) {
			return nil, ErrPatterns
		}
		expr, err := r.parser.ParseExpr(text)
		if err == nil {
			return expr, nil
		}
		if IsTooComplex(err) {
			return nil, err //nolint:wrapcheck // a sentence for people
		}
		if first == nil {
			first = faultOf(query, places, err)
		}
	}
	return nil, first
}

// Fault tells why a text with variables is not PromQL; nil when it is.
func (r Reader) Fault(query string) error {
	_, err := r.Parse(query)
	return err
}

// Unasked reports whether a fault is that a query is too much to be read, not that it is
// none.
func Unasked(err error) bool { return IsTooComplex(err) || errors.Is(err, ErrPatterns) }

// IsTooComplex reports whether an error says that a query is beyond the bounds.
func IsTooComplex(err error) bool {
	_, is := errors.AsType[*promexpr.TooComplex](err)
	return is
}

// combinations is how many there are, at most mostTries.
func combinations(places []placeholder) int {
	total, seen := 1, map[string]bool{}
	for _, place := range places {
		if seen[place.of] {
			continue
		}
		seen[place.of] = true
		if total *= len(place.choices); total > mostTries {
			return mostTries
		}
	}
	return total
}

// valuesOf gives what stands in each place in one combination: try is a number whose
// digits, in mixed bases, are the choices. A variable has one value in all its places.
func valuesOf(places []placeholder, try int) []string {
	values, chosen := make([]string, len(places)), map[string]string{}
	for i, place := range places {
		value, known := chosen[place.of]
		if !known {
			value = place.choices[try%len(place.choices)]
			chosen[place.of], try = value, try/len(place.choices)
		}
		values[i] = value
	}
	return values
}

// substitute writes the query with a value in each place.
func substitute(query string, places []placeholder, values []string) string {
	var out strings.Builder
	at := 0
	for i, place := range places {
		out.WriteString(query[at:place.start])
		out.WriteString(values[i])
		at = place.end
	}
	out.WriteString(query[at:])
	return out.String()
}

func placeholders(query string) []placeholder {
	contexts := contextsOf(query)
	var places []placeholder
	for _, match := range variableForm.FindAllStringSubmatchIndex(query, -1) {
		name := query[match[0]:match[1]]
		if contexts[match[0]] == inString && !strings.ContainsFunc(name, isLetter) {
			continue // a group of label_replace: variables have a letter
		}
		choices := neutralValues(name, contexts[match[0]], query[:match[0]], query[match[1]:])
		places = append(places, placeholder{
			start: match[0], end: match[1], choices: choices, of: name + " " + strings.Join(choices, " "),
		})
	}
	return places
}

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) }

// spot is where in a query a character stands.
type spot byte

const (
	inExpression spot = iota
	inString
	inRange  // between [ and ]
	inLabels // between { and }
)

// contextsOf tells for every byte of a query where it stands.
func contextsOf(query string) []spot {
	contexts := make([]spot, len(query))
	var quote byte
	current := inExpression
	for i := 0; i < len(query); i++ {
		c := query[i]
		switch {
		case quote != 0 && c == '\\' && quote != '`' && i+1 < len(query):
			contexts[i] = inString
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\'' || c == '`'):
			quote = c
		case quote == 0 && c == '{' && (i == 0 || query[i-1] != '$'):
			current = inLabels
		case quote == 0 && c == '[':
			current = inRange
		case quote == 0 && (c == ']' || c == '}' && !closesVariable(query[:i])):
			current = inExpression
		}
		contexts[i] = current
		if quote != 0 {
			contexts[i] = inString
		}
	}
	return contexts
}

func closesVariable(before string) bool {
	open := strings.LastIndex(before, "{")
	return open > 0 && before[open-1] == '$'
}

func neutralValues(name string, where spot, before, after string) []string {
	switch {
	case where == inString:
		return []string{"x"}
	case where == inRange || strings.HasSuffix(strings.TrimRight(before, " "), "offset"):
		return []string{"5m", "5"}
	case where == inLabels:
		return labelValues(before, after)
	case strings.Contains(name, "__"):
		return []string{"5m", "5", "x"}
	default:
		return []string{"x", "5", "5m"}
	}
}

// labelValues stand for a variable between braces: a name before an operator, a
// value behind one, or a whole matcher.
func labelValues(before, after string) []string {
	before, after = strings.TrimRight(before, " \t\n"), strings.TrimLeft(after, " \t\n")
	switch {
	case strings.HasSuffix(before, "=") || strings.HasSuffix(before, "~"):
		return []string{`"x"`}
	case after != "" && strings.ContainsRune("=!~", rune(after[0])):
		return []string{"x"}
	default:
		return []string{`x="x"`, "x"}
	}
}

// SyntaxError is a fault of a query with its place.
type SyntaxError struct {
	// Message is the parser's, without the place.
	Message string
	// Position is the byte offset in the query as it was written; -1 when unknown.
	Position int
}

// Error gives the message with line and column.
func (q *SyntaxError) Error() string { return q.Message }

func faultOf(query string, places []placeholder, err error) error {
	fault := &SyntaxError{Message: err.Error(), Position: -1}
	if many, ok := errors.AsType[parser.ParseErrors](err); ok && len(many) > 0 {
		fault.Message = many[0].Err.Error()
		fault.Position = original(places, int(many[0].PositionRange.Start))
		fault.Message = fmt.Sprintf("%s: %s", Place(query, fault.Position), fault.Message)
	}
	return fault
}

// original maps a place in the first substituted query to the one in the query
// as it was written.
func original(places []placeholder, at int) int {
	shift := 0
	for _, place := range places {
		if at+shift < place.start {
			break
		}
		shift += place.end - place.start - len(place.choices[0])
	}
	return max(at+shift, 0)
}

// Place says in words where in a query a byte stands: line and column, from 1.
func Place(query string, at int) string {
	before := query[:min(at, len(query))]
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}
