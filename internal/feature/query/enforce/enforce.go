package enforce

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// Tenant is what a project may see of a shared metrics server: series whose
// label has one of the values. The zero Tenant sees everything.
type Tenant struct {
	label  string
	values []string
	key    string
}

// NewTenant makes the tenant of a project. An empty label means that the
// datasource is not shared. Values are exact names, never patterns; without any
// there is nothing to see, which is refused as forbidden.
func NewTenant(label string, values []string) (Tenant, error) {
	if label == "" {
		return Tenant{}, nil
	}
	if !model.UTF8Validation.IsValidLabelName(label) || label == model.MetricNameLabel {
		return Tenant{}, apperror.New(apperror.Internal, "The tenant label of the datasource is not valid")
	}
	values = slices.Compact(slices.Sorted(slices.Values(values)))
	for _, value := range values {
		if value == "" || !model.LabelValue(value).IsValid() || strings.ContainsRune(value, 0) {
			return Tenant{}, apperror.New(apperror.Internal, "A namespace of the project is not valid")
		}
	}
	if len(values) == 0 {
		return Tenant{}, apperror.New(apperror.Forbidden,
			"The project has no namespaces, so it sees nothing of this datasource: "+
				"an owner adds them in the project's settings").WithCode(CodeNoNamespaces)
	}
	key := label + "\x00" + strings.Join(values, "\x00")
	return Tenant{label: label, values: values, key: key}, nil
}

// Label is the label that tells tenants apart; empty when there is nothing to enforce.
func (t Tenant) Label() string { return t.label }

// Shared is true when there is something to enforce.
func (t Tenant) Shared() bool { return t.label != "" }

// Owns reports whether series with this value of the label are the tenant's.
func (t Tenant) Owns(value string) bool { return slices.Contains(t.values, value) }

// matcher admits some of the tenant's values, by their exact names.
func (t Tenant) matcher(values []string) (*labels.Matcher, error) {
	if len(values) == 1 {
		return newMatcher(labels.MatchEqual, t.label, values[0])
	}
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = regexp.QuoteMeta(value)
	}
	return newMatcher(labels.MatchRegexp, t.label, strings.Join(quoted, "|"))
}

func newMatcher(kind labels.MatchType, name, value string) (*labels.Matcher, error) {
	m, err := labels.NewMatcher(kind, name, value)
	if err != nil {
		return nil, fmt.Errorf("make matcher: %w", err)
	}
	return m, nil
}

// narrow replaces a selector's matchers on the tenant label by exactly one: it
// admits those of the tenant's values that the selector's own matchers admit.
func (t Tenant) narrow(matchers []*labels.Matcher) ([]*labels.Matcher, *labels.Matcher, error) {
	values := t.values
	rest := make([]*labels.Matcher, 0, len(matchers)+1)
	for _, m := range matchers {
		if m.Name != t.label {
			rest = append(rest, m)
			continue
		}
		values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !m.Matches(v) })
	}
	if len(values) == 0 {
		return nil, nil, t.foreign()
	}
	own, err := t.matcher(values)
	if err != nil {
		return nil, nil, err
	}
	return append(rest, own), own, nil
}

func (t Tenant) foreign() error {
	return apperror.New(apperror.Invalid,
		"A selector asks for none of this project's values of the label %s; the project has: %s",
		t.label, strings.Join(t.values, ", ")).WithCode(CodeForeign)
}

// enforce narrows every selector of a checked tree, prints it, and proves on
// the printed text that it worked. The tree is changed.
func enforce(t Tenant, expr parser.Expr) (string, error) {
	if !t.Shared() {
		return expr.String(), nil
	}
	var set []*labels.Matcher
	var fault error
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		var own *labels.Matcher
		if selector.LabelMatchers, own, fault = t.narrow(selector.LabelMatchers); fault != nil {
			return fault
		}
		set = append(set, own)
		return nil
	})
	if fault != nil {
		return "", fault
	}
	text := expr.String()
	return text, t.prove(text, set)
}

// prove parses the printed query and asserts that its selectors carry exactly
// the matchers that were set, in order, and no other one on the label.
func (t Tenant) prove(text string, set []*labels.Matcher) error {
	expr, err := promexpr.ForPrinted().ParseExpr(text)
	if err != nil {
		return notProven("the printed query cannot be read", err)
	}
	if err := checkNodes(expr); err != nil {
		return notProven("the printed query is not known", err)
	}
	found := 0
	for _, matchers := range parser.ExtractSelectors(expr) {
		if found >= len(set) || !t.carries(matchers, set[found]) {
			return notProven("a selector of the printed query is not enforced", nil)
		}
		found++
	}
	if found != len(set) {
		return notProven("the printed query has other selectors", nil)
	}
	return nil
}

func (t Tenant) carries(matchers []*labels.Matcher, want *labels.Matcher) bool {
	count := 0
	for _, m := range matchers {
		if m.Name != t.label {
			continue
		}
		count++
		if m.Type != want.Type || m.Value != want.Value {
			return false
		}
	}
	return count == 1
}

func notProven(what string, cause error) error {
	return apperror.New(apperror.Internal, "The query could not be limited to the project").
		WithCause(errorOf(what, cause))
}

func errorOf(what string, cause error) error {
	if cause == nil {
		return fmt.Errorf("enforce: %s", what)
	}
	return fmt.Errorf("enforce: %s: %w", what, cause)
}

// Selectors narrows each match[]. Without any, a shared datasource gets
// one that selects everything of the tenant. It ends with the context.
func Selectors(ctx context.Context, p parser.Parser, t Tenant, texts []string) ([]string, error) {
	if len(texts) == 0 && t.Shared() {
		own, err := t.matcher(t.values)
		if err != nil {
			return nil, err
		}
		return []string{printSelector([]*labels.Matcher{own})}, nil
	}
	if err := checkPatterns(texts); err != nil {
		return nil, err
	}
	enforced := make([]string, 0, len(texts))
	for _, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read selectors: %w", err)
		}
		one, err := enforceSelector(p, t, text)
		if err != nil {
			return nil, err
		}
		enforced = append(enforced, one)
	}
	return enforced, nil
}

// checkPatterns bounds what the patterns of all selectors together come to; those of
// one are bounded like a query's.
func checkPatterns(texts []string) error {
	sum := 0
	for _, text := range texts {
		if len(text) > promexpr.MaxLength {
			continue // is refused by its length
		}
		if sum += promexpr.PatternSize(text); sum > promexpr.MaxPatternsInAll {
			return apperror.New(apperror.Invalid,
				"The patterns of the selectors are too long with their repetitions: together they come to more than %d steps",
				promexpr.MaxPatternsInAll).WithCode(CodeTooComplex)
		}
	}
	return nil
}

func enforceSelector(p parser.Parser, t Tenant, text string) (string, error) {
	matchers, err := parseSelector(p, text)
	if err != nil {
		return "", err
	}
	if !t.Shared() {
		if !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches("") }) {
			return "", apperror.InvalidField("match[]", "it must have a matcher that does not match the empty string").
				WithCode(CodeParameter)
		}
		return printSelector(matchers), nil
	}
	narrowed, own, err := t.narrow(matchers)
	if err != nil {
		return "", err
	}
	printed := printSelector(narrowed)
	again, err := promexpr.ForPrinted().ParseMetricSelector(printed)
	if err != nil {
		return "", notProven("the printed selector cannot be read", err)
	}
	if !t.carries(again, own) {
		return "", notProven("the printed selector is not enforced", nil)
	}
	return printed, nil
}

func printSelector(matchers []*labels.Matcher) string {
	return (&parser.VectorSelector{LabelMatchers: matchers}).String()
}

// Pins reports whether a matcher lets nothing but the tenant's own values pass.
func (t Tenant) Pins(m *labels.Matcher) bool {
	if m.Name != t.label {
		return false
	}
	switch m.Type {
	case labels.MatchEqual:
		return t.Owns(m.Value)
	case labels.MatchRegexp:
		alternatives := m.SetMatches()
		return len(alternatives) > 0 && !slices.ContainsFunc(alternatives, func(v string) bool { return !t.Owns(v) })
	default:
		return false
	}
}
