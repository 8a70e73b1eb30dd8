package enforce

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
	"github.com/dashkeep/dashkeep/internal/testkit/promqltest"
)

// codeOf is an error's stable code; empty for nil.
func codeOf(err error) string {
	if fault, ok := errors.AsType[*apperror.Error](err); ok && fault.Code != "" {
		return fault.Code
	}
	if err != nil {
		return string(apperror.Internal)
	}
	return ""
}

func tenant(tb testing.TB, values ...string) Tenant {
	tb.Helper()
	made, err := NewTenant("namespace", values)
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

// The cases of the attack catalogue that concern the query's text. An empty code
// means that the query goes through, enforced.
func TestEnforce_attack_catalogue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, query, code string }{
		{"P1_foreign", `secret{namespace="b"}`, CodeForeign},
		{"P1_own", `secret{namespace="a"}`, ""},
		{"P2_or", `up or secret`, ""},
		{"P2_or_foreign", `up or secret{namespace="b"}`, CodeForeign},
		{"P2_unless", `up unless secret{namespace="b"}`, CodeForeign},
		{"P2_and", `up and secret{namespace=~"b"}`, CodeForeign},
		{"P3_all_alone", `{namespace=~".*"}`, CodeSyntax},
		{"P3_all", `up{namespace=~".*"}`, ""},
		{"P3_both", `up{namespace=~"a|b"}`, ""},
		{"P3_not_own", `up{namespace!="a"}`, CodeForeign},
		{"P3_not_own_pattern", `up{namespace!~"a"}`, CodeForeign},
		{"P3_empty", `up{namespace=""}`, CodeForeign},
		{"P3_not_empty", `up{namespace!=""}`, ""},
		{"P3_not_foreign", `up{namespace!="b"}`, ""},
		{"P4_victoria", `up{namespace="a" or namespace="b"}`, CodeSyntax},
		{"P5_subquery", `max_over_time(secret[1h:1m])`, ""},
		{"P5_subquery_foreign", `max_over_time(secret{namespace="b"}[1h:1m])`, CodeForeign},
		{"P5_nested", `max_over_time(min_over_time(sum_over_time(avg_over_time(` +
			`max_over_time(secret[5m:1m])[5m:1m])[5m:1m])[5m:1m])[5m:1m])`, ""},
		{"P6_at", `secret{namespace="b"} @ 1600000000 offset -1d`, CodeForeign},
		{"P6_start", `secret @ start() + secret @ end()`, ""},
		{"P7_topk", `topk(scalar(max(secret)), up)`, ""},
		{"P7_topk_foreign", `topk(scalar(max(secret{namespace="b"})), up)`, CodeForeign},
		{"P7_bottomk", `bottomk(scalar(max(secret{namespace="b"})), up)`, CodeForeign},
		{"P7_quantile", `quantile(scalar(secret{namespace="b"}), mine)`, CodeForeign},
		{"P7_quantile_bare", `quantile(scalar(secret), mine)`, ""},
		{"P7_limitk", `limitk(scalar(secret{namespace="b"}), up)`, CodeSyntax},
		{"P7_limit_ratio", `limit_ratio(scalar(secret{namespace="b"}), up)`, CodeSyntax},
		{"P8_count_values", `count_values("x", secret{namespace="b"})`, CodeForeign},
		{"P8_histogram", `histogram_quantile(scalar(secret), h)`, ""},
		{"P8_clamp", `clamp(up, scalar(s{namespace="b"}), 9)`, CodeForeign},
		{"P8_predict", `predict_linear(up[1h], scalar(s))`, ""},
		{"P9_join", `up * on() group_left(namespace) secret{namespace="b"}`, CodeForeign},
		{"P9_join_bare", `up * on() group_left(namespace) secret`, ""},
		{"P9_info", `info(up, {namespace="b"})`, CodeSyntax},
		{"P10_replace", `label_replace(secret, "namespace", "a", "", "")`, ""},
		{"P10_join", `label_join(secret, "namespace", "", "x")`, ""},
		{"P11_quoted_label", `{"namespace"="b"}`, CodeForeign},
		{"P11_quoted_name", `{"secret", namespace="b"}`, CodeForeign},
		{"P11_quoted_bare", `{"secret"}`, ""},
		{"P11_backtick", "secret{namespace=`b`}", CodeForeign},
		{"P11_escape", `{"\u006eamespace"="b"}`, CodeForeign},
		{"P11_escape_value", `secret{namespace="\u0062"}`, CodeForeign},
		{"P12_comment", "up #\n or secret", ""},
		{"P12_comment_foreign", "up #\n or secret{namespace=\"b\"}", CodeForeign},
		{"P12_crlf", "up\r\n or\r\nsecret", ""},
		{"P12_nul", "up\x00", CodeSyntax},
		{"P12_bom", "\ufeffup", CodeSyntax},
		{"P12_line_separator", "up\u2028or secret", CodeSyntax},
		{"P13_twice", `secret{namespace="a",namespace="b"}`, CodeForeign},
		{"P13_twice_own", `secret{namespace="a",namespace=~"a|b"}`, ""},
		{"P13_every_name", `{__name__=~".+"}`, ""},
		{"P28_long", strings.Repeat("x", promexpr.MaxLength+1), CodeTooComplex},
		{"P28_ors", "a" + strings.Repeat(" or a", 1900), CodeTooComplex},
		{"P28_operators", "up" + strings.Repeat(" + up", 64) + strings.Repeat(" - mine", 300), ""},
		{"P28_parentheses", strings.Repeat("(", 500) + "a" + strings.Repeat(")", 500), CodeTooComplex},
		{"P28_grown", grown(), CodeTooComplex},
		{"P28_repeated", `up{job=~"` + strings.Repeat("x{1000}", 1400) + `"}`, CodeTooComplex},
		{"P28_empty", "  ", CodeSyntax},
		{"P30_unknown_function", `from_the_future(up)`, CodeSyntax},
		{"P30_duration_expression", `rate(up[5m*2])`, CodeSyntax},
		{"P30_anchored", `rate(up[5m] anchored)`, CodeSyntax},
		{"P30_fill", `up + fill(0) up`, CodeSyntax},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			done, err := Prepare(promexpr.NewParser(), tenant(t, "a"), c.query)
			if codeOf(err) != c.code {
				t.Fatalf("code %q, want %q: %v", codeOf(err), c.code, err)
			}
			if err == nil {
				if loose := promqltest.Unrestricted(t, done.Text, "a"); len(loose) > 0 {
					t.Errorf("%s became %s: unrestricted %q", c.query, done.Text, loose)
				}
			}
		})
	}
}

func TestEnforce_narrows_to_the_project(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query, want string
		values      []string
	}{
		{`up`, `up{namespace="a"}`, []string{"a"}},
		{`up`, `up{namespace=~"a|b"}`, []string{"b", "a", "b"}},
		{`up{namespace="b"}`, `up{namespace="b"}`, []string{"a", "b"}},
		{`up{namespace=~"b|c|kube-system"}`, `up{namespace=~"b|c"}`, []string{"a", "b", "c"}},
		{`up{namespace!="b"}`, `up{namespace=~"a|c"}`, []string{"a", "b", "c"}},
		{`up{x="1",namespace=~".+",y="2"}`, `up{namespace="a",x="1",y="2"}`, []string{"a"}},
		{`sum by (namespace) (rate(up[5m]))`, `sum by (namespace) (rate(up{namespace="a"}[5m]))`, []string{"a"}},
		{`up`, `up{namespace=~"a\\.b|c\\|d"}`, []string{"a.b", "c|d"}},
		{`up`, `up{namespace="q\"u\\o\nte"}`, []string{"q\"u\\o\nte"}},
		{`vector(1) + 2`, `vector(1) + 2`, []string{"a"}},
		{`-up offset 5m`, `-up{namespace="a"} offset 5m`, []string{"a"}},
	} {
		done, err := Prepare(promexpr.NewParser(), tenant(t, c.values...), c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if !promqltest.Same(t, done.Text, c.want) {
			t.Errorf("%s became %s, want %s", c.query, done.Text, c.want)
		}
	}
}

func TestNewTenant_P24_takes_exact_names_only(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		label  string
		values []string
		code   string
	}{
		"nothing":       {"namespace", nil, CodeNoNamespaces},
		"empty":         {"namespace", []string{""}, "internal"},
		"metric_name":   {"__name__", []string{"up"}, "internal"},
		"invalid_utf8":  {"namespace", []string{"\xff"}, "internal"},
		"zero":          {"namespace", []string{"a\x00b"}, "internal"},
		"pattern":       {"namespace", []string{"a.*"}, ""},
		"not_shared":    {"", nil, ""},
		"one_and_empty": {"namespace", []string{"a", ""}, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made, err := NewTenant(c.label, c.values)
			if codeOf(err) != c.code {
				t.Fatalf("%v", err)
			}
			if err == nil && made.Shared() && made.Owns("a-other") {
				t.Error("a pattern was taken as one")
			}
		})
	}
}

func TestNewTenant_P24_patterns_do_not_match_others(t *testing.T) {
	t.Parallel()
	made := tenant(t, "a.*", "x|", ".+")
	m, err := made.matcher(made.values)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{"", "a", "a-other", "ab", "x", "b"} {
		if m.Matches(other) {
			t.Errorf("%s matches %q", m, other)
		}
	}
	for _, own := range made.values {
		if !m.Matches(own) {
			t.Errorf("%s does not match %q", m, own)
		}
	}
}

func TestEnforceSelectors_P17_P18(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, code string
		in, want   []string
	}{
		{"none", "", nil, []string{`{namespace="a"}`}},
		{"empty_selector", "", []string{`{}`}, []string{`{namespace="a"}`}},
		{"name", "", []string{`up`}, []string{`{__name__="up",namespace="a"}`}},
		{"two", "", []string{`up`, `{x=~".*"}`}, []string{`{__name__="up",namespace="a"}`, `{namespace="a",x=~".*"}`}},
		{"two_one_foreign", CodeForeign, []string{`up`, `secret{namespace="b"}`}, nil},
		{"same_twice", "", []string{`up`, `up`}, []string{`{__name__="up",namespace="a"}`, `{__name__="up",namespace="a"}`}},
		{"no_selector", CodeSyntax, []string{`sum(up)`}, nil},
		{"empty_text", CodeSyntax, []string{``}, nil},
		{"range", CodeSyntax, []string{`up[5m]`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Selectors(t.Context(), promexpr.NewParser(), tenant(t, "a"), c.in)
			if codeOf(err) != c.code || len(got) != len(c.want) {
				t.Fatalf("%q, %v", got, err)
			}
			for i := range got {
				if !promqltest.Same(t, got[i], c.want[i]) {
					t.Errorf("%q became %q, want %q", c.in, got[i], c.want[i])
				}
			}
		})
	}
}

// grown is a query of 6 KB whose label would have 4 GB.
func grown() string {
	query := `label_replace(vector(1),"a","xxxx","","")`
	for range 3 {
		query = `label_replace(` + query + `,"a","` + strings.Repeat("$1", 1000) + `","a","(.*)")`
	}
	return query
}

func TestParse_tells_where_the_fault_is(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][3]any{
		"sum(":               {1, 5, 4},
		"up +\n  rate(up[5m": {2, 13, 17},
		"up{a=}":             {1, 6, 5},
		"up\n  or\n  )":      {3, 4, 11},
	} {
		_, err := Parse(promexpr.NewParser(), query)
		fault, ok := errors.AsType[*apperror.Error](err)
		if !ok || fault.Code != CodeSyntax {
			t.Fatalf("%q: %v", query, err)
		}
		got := [3]any{fault.Details["line"], fault.Details["column"], fault.Details["offset"]}
		if got != want {
			t.Errorf("%q: %v, want %v: %v", query, got, want, err)
		}
		_, theirs := promexpr.NewParser().ParseExpr(query)
		if said := fmt.Sprintf("%d:%d:", got[0], got[1]); !strings.HasPrefix(theirs.Error(), said) {
			t.Errorf("%q: we say %s, Prometheus %v", query, said, theirs)
		}
	}
}

func FuzzEnforce(f *testing.F) {
	for _, seed := range []string{
		`topk(scalar(max(secret{namespace="b"})), up)`, `{"namespace"="b"}`, "up #\n or secret",
		`max_over_time(secret{namespace=~".*"}[1h:1m] @ end() offset -5m)`, `a{x="\u0061",namespace!~"b|"}`,
		`label_replace(x, "namespace", "$1", "y", "(.*)")`, `{__name__=~".+",namespace=~"a|b"}`, `1 + NaN ^ -Inf`,
		`count_values without (x) ("y", a) / ignoring(z) group_right(w) b`, `"x"`, `{"a.b","c d"="e"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		both, err := NewTenant("namespace", []string{"a", "a.c"})
		if err != nil {
			t.Fatal(err)
		}
		done, err := Prepare(promexpr.NewParser(), both, query)
		if err != nil {
			if codeOf(err) == "internal" {
				t.Errorf("%q: %v", query, err)
			}
			return
		}
		if loose := promqltest.Unrestricted(t, done.Text, "a", "a.c"); len(loose) > 0 {
			t.Errorf("%q became %q: unrestricted %q", query, done.Text, loose)
		}
		again, err := Prepare(promexpr.NewParser(), both, done.Text)
		if err != nil || again.Text != done.Text {
			t.Errorf("%q is not settled: %v", done.Text, err)
		}
	})
}

const typicalQuery = `sum by (pod) (rate(container_cpu_usage_seconds_total{container!="",pod=~"api-.*"}[5m])) / ` +
	`sum by (pod) (kube_pod_container_resource_limits{resource="cpu"}) > 0.9`

func BenchmarkEnforce_uncached(b *testing.B) {
	p, one := promexpr.NewParser(), tenant(b, "a")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Prepare(p, one, typicalQuery); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse_alone(b *testing.B) {
	p := promexpr.NewParser()
	for b.Loop() {
		if _, err := p.ParseExpr(typicalQuery); err != nil {
			b.Fatal(err)
		}
	}
}
