package fill

import (
	"regexp"
	"strings"
)

// quoted finds the texts of an expression, and its comments, which may have quotes.
var quoted = regexp.MustCompile("(?s)#[^\n]*|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`")

// chosen finds a variable in the forms that stand for its values as they are.
var chosen = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?::(prometheus|pipe|regex))?\}`)

// quoteFound puts values that a source gave in place of their variables in the
// texts of an expression, so that each is compared as it is: escaped within a
// pattern, escaped within its quotes. What an author wrote may be a pattern itself,
// and stays for Substitute. Of a value nothing looks like a variable then. The
// charts have the same rule, in web/src/features/dashboard/query/found-values.ts.
func quoteFound(expression string, values map[string]Value) string {
	known := quotes{values: values, written: map[quoting]string{}, left: mostFilled - len(expression)}
	var filled strings.Builder
	end := 0
	for _, at := range quoted.FindAllStringIndex(expression, -1) {
		before, text := expression[:at[0]], expression[at[0]:at[1]]
		filled.WriteString(expression[end:at[0]])
		filled.WriteString(known.fill(text, isPatternAfter(before)))
		end = at[1]
	}
	return filled.String() + expression[end:]
}

// isPatternAfter reports whether a text behind these characters is a pattern.
func isPatternAfter(before string) bool {
	before = strings.TrimRight(before, " \t\n\f\r")
	return strings.HasSuffix(before, "=~") || strings.HasSuffix(before, "!~")
}

// quoting is one way to write a value between quotes.
type quoting struct {
	name, format, quote string
	isPattern           bool
}

// quotes writes each value once in each way in which an expression has it.
type quotes struct {
	values  map[string]Value
	written map[quoting]string
	// left is how many bytes may still come: what is longer is no query.
	left int
}

func (q *quotes) fill(text string, isPattern bool) string {
	if text[0] == '#' || text[0] == '`' && !isPattern {
		return text
	}
	return chosen.ReplaceAllStringFunc(text, func(reference string) string {
		match := chosen.FindStringSubmatch(reference)
		name := match[1] + match[2]
		if !q.values[name].Found || q.left < 0 {
			return reference
		}
		way := quoting{name, match[3], text[:1], isPattern}
		value, known := q.written[way]
		if !known {
			value = q.values[name].quote(way)
			q.written[way] = value
		}
		q.left -= len(value)
		return value
	})
}

// quote is a value within quotes. An empty format is the charts' own: one value as
// it is, several as (a|b).
func (v Value) quote(way quoting) string {
	values := v.Many
	if values == nil {
		values = []string{v.One}
	}
	if way.isPattern || way.format == "regex" {
		values = literals(values)
	}
	joined := strings.Join(values, "|")
	if way.format != "pipe" && (way.format != "" || v.Many != nil) {
		joined = "(" + joined + ")"
	}
	if way.quote == "`" {
		return joined // has no escapes, nor any that literals left
	}
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "$", `\x24`, way.quote, `\`+way.quote).Replace(joined)
}

// literals makes of each value a pattern that matches it and nothing else.
func literals(values []string) []string {
	replacer := strings.NewReplacer(
		`\`, `\\`, "^", `\^`, "*", `\*`, "+", `\+`, "?", `\?`, ".", `\.`, "(", `\(`, ")", `\)`, "[", `\[`, "]", `\]`,
		"{", `\{`, "}", `\}`, "|", `\|`, "$", `\x24`, "`", `\x60`,
	)
	patterns := make([]string, len(values))
	for i, value := range values {
		patterns[i] = replacer.Replace(value)
	}
	return patterns
}
