package check

import (
	"regexp"
	"strings"
)

// quoted finds the texts of an expression, and its comments, which may have quotes.
var quoted = regexp.MustCompile("(?s)#[^\n]*|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`")

// chosen finds a variable in the forms that stand for its values as they are.
var chosen = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?::(prometheus|pipe|regex))?\}`)

var pattern = regexp.MustCompile(`[=!]~\s*$`)

// quoteFound puts values that a source gave in place of their variables in the
// texts of an expression, so that each is compared as it is: escaped within a
// pattern, escaped within its quotes. What an author wrote may be a pattern itself,
// and stays for Substitute. Of a value nothing looks like a variable then. The
// charts have the same rule, in web/src/features/dashboard/query/found-values.ts.
func quoteFound(expression string, values map[string]Value) string {
	var filled strings.Builder
	end := 0
	for _, at := range quoted.FindAllStringIndex(expression, -1) {
		before, text := expression[:at[0]], expression[at[0]:at[1]]
		filled.WriteString(expression[end:at[0]])
		filled.WriteString(chosen.ReplaceAllStringFunc(text, func(reference string) string {
			match := chosen.FindStringSubmatch(reference)
			value := values[match[1]+match[2]]
			isPattern := pattern.MatchString(before)
			if !value.Found || text[0] == '#' || text[0] == '`' && !isPattern {
				return reference
			}
			return value.quote(match[3], text[:1], isPattern)
		}))
		end = at[1]
	}
	return filled.String() + expression[end:]
}

// quote is a value within quotes. An empty format is the charts' own: one value as
// it is, several as (a|b).
func (v Value) quote(format, quote string, isPattern bool) string {
	values := v.Many
	if values == nil {
		values = []string{v.One}
	}
	if isPattern || format == "regex" {
		escapedValues := make([]string, len(values))
		for i, value := range values {
			escapedValues[i] = literal(value)
		}
		values = escapedValues
	}
	joined := strings.Join(values, "|")
	if format != "pipe" && (format != "" || v.Many != nil) {
		joined = "(" + joined + ")"
	}
	if quote == "`" {
		return joined // has no escapes, nor any that literal left
	}
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "$", `\x24`, quote, `\`+quote).Replace(joined)
}

var meta = regexp.MustCompile(`[\\^*+?.()[\]{}|]`)

// literal is a pattern that matches a value and nothing else.
func literal(value string) string {
	return strings.NewReplacer("$", `\x24`, "`", `\x60`).Replace(meta.ReplaceAllString(value, `\$0`))
}
