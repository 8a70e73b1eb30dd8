package refusal_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
)

func classify(tb testing.TB, rules *refusal.Table, status int, body string) []refusal.Finding {
	tb.Helper()
	return rules.Classify(refusal.Answer{Status: status, Body: []byte(body), Clean: redact.New("hunter2-secret").Message})
}

func TestClassify_takes_every_shape_apart(t *testing.T) {
	t.Parallel()
	deep := `{"errors":[{"message":"Error importing dashboard","extra":{
		"datasets/W/orders.yaml":{"columns":{"0":{"datetime_format":["Unknown field."]},"1":{"datetime_format":["Unknown field."]}},
			"metrics":{"3":{"extra":{"warning":{"a":["Unknown field."]}}}}},
		"databases/W.yaml":{"_schema":["Must provide a password for the database","Something else, hunter2-secret"]}}}]}`
	want := []refusal.Finding{
		{Kind: refusal.NeedsPassword, Rule: "database-password", File: "databases/W.yaml", Text: "Must provide a password for the database", Count: 1},
		{Kind: refusal.Unrecognised, File: "databases/W.yaml", Text: "Something else, [redacted]", Count: 1},
		{Kind: refusal.UnknownField, Rule: "unknown-field", File: "datasets/W/orders.yaml", Field: "columns.*.datetime_format", Text: "Unknown field.", Count: 2},
		{Kind: refusal.UnknownField, Rule: "unknown-field", File: "datasets/W/orders.yaml", Field: "metrics.*.extra.warning.a", Text: "Unknown field.", Count: 1},
	}
	if diff := cmp.Diff(want, classify(t, table(t), 422, deep)); diff != "" {
		t.Error(diff)
	}
	for body, want := range map[string]refusal.Finding{
		`{"message":{"owners":["Owners are invalid"]}}`: {Kind: refusal.OwnersInvalid, Rule: "owners-invalid", Field: "owners", Text: "Owners are invalid", Count: 1},
		`{"message":{"slug":["Must be unique"]}}`:       {Kind: refusal.NotUnique, Rule: "not-unique", Field: "slug", Text: "Must be unique", Count: 1},
		`{"error":"Can't load plugin: sqlalchemy.dialects:trino"}`: {
			Kind: refusal.DriverMissing, Rule: "dialect-missing", Subject: "trino", Text: "Can't load plugin: sqlalchemy.dialects:trino", Count: 1,
		},
		`{}`:        {Kind: refusal.Unrecognised, Text: "the answer says nothing", Count: 1},
		`[1,2]`:     {Kind: refusal.Unrecognised, Text: "[1,2]", Count: 1},
		`not JSON`:  {Kind: refusal.Unrecognised, Text: "not JSON", Count: 1},
		`{"a":null`: {Kind: refusal.Unrecognised, Text: `{"a":null`, Count: 1},
		`{"message":"Error: (psycopg2.OperationalError) SSL error: bad record mac"}`: {
			Kind: refusal.DatabaseError, Rule: "driver-says", Text: "Error: (psycopg2.OperationalError) SSL error: bad record mac", Count: 1,
		},
	} {
		if diff := cmp.Diff([]refusal.Finding{want}, classify(t, table(t), 422, body)); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

// What a hostile server answers is bounded, and nothing of it that is kept can hide.
func TestClassify_bounds_what_strangers_say(t *testing.T) {
	t.Parallel()
	nested := strings.Repeat(`{"a":`, 9000) + `"x"` + strings.Repeat("}", 9000)
	many := `{"errors":[{"extra":{` + strings.TrimSuffix(strings.Repeat(`"charts/`+"\u0061"+`.yaml":["x"],`, 1), ",") + `,"charts/b.yaml":[` +
		strings.TrimSuffix(strings.Repeat(`"y",`, 300_000), ",") + `]}}]}`
	for name, body := range map[string]string{
		"deep":              `{"errors":[{"extra":{"charts/a.yaml":` + nested + `}}]}`,
		"deeper_than_read":  strings.Repeat("[", 100_000),
		"many":              many,
		"long":              `{"message":"` + strings.Repeat("x", 1<<20) + `"}`,
		"no_utf8":           "{\"message\":\"a\xff\xfe\x00b\"}",
		"nul":               `{"errors":[{"extra":{"charts/\u0000.yaml":"Unknown field."}}]}`,
		"turned":            `{"errors":[{"extra":{"charts/a\u202ely.yaml":"Unknown field.\u202e"}}]}`,
		"long_name":         `{"errors":[{"extra":{"` + strings.Repeat("n", 10_000) + `.yaml":"Unknown field."}}]}`,
		"errors_of_numbers": `{"errors":[1,null,"x",{"extra":5,"message":7}],"message":9}`,
		"codes_of_texts":    `{"errors":[{"message":"m","extra":{"issue_codes":["1013",{"code":"1013"},{"code":1e300}]}}]}`,
	} {
		found := classify(t, table(t), 422, body)
		if len(found) == 0 || len(found) > 5000 {
			t.Errorf("%s: %d findings", name, len(found))
		}
		for _, each := range found {
			for _, text := range []string{each.File, each.Field, each.Label, each.Subject, each.Text} {
				hides := func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }
				if len(text) > 4*redact.MaxMessage || !utf8.ValidString(text) || strings.ContainsFunc(text, hides) {
					t.Errorf("%s keeps %d bytes: %.80q", name, len(text), text)
				}
			}
		}
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	over, err := table(t).Merge("own.yaml", []byte(`
rules:
  - {id: own-words, kind: needs_password, in: file, text: '^Bitte das Passwort angeben'}
  - {id: exists, off: true}
  - {id: bad-yaml, kind: wrong_type, in: file, text: '^Not a valid YAML file'}
`))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]refusal.Kind{
		"Bitte das Passwort angeben!":                                      refusal.NeedsPassword,
		"Must provide a password for the database":                         refusal.NeedsPassword,
		"Not a valid YAML file":                                            refusal.WrongType,
		"Dashboard already exists and `overwrite=true` was not passed":     refusal.Unrecognised,
		"Must provide a private key password for the ssh tunnel":           refusal.NeedsTunnelKeyPassword,
		"Must provide a private key for the ssh tunnel":                    refusal.NeedsTunnelKey,
		"Either password or private_key is required":                       refusal.NeedsTunnelLogin,
		"Must provide value for masked_encrypted_extra field: $.a (A (b))": refusal.NeedsEncryptedField,
	} {
		found := classify(t, over, 422, `{"errors":[{"extra":{"databases/x.yaml":["`+text+`"]}}]}`)
		if len(found) != 1 || found[0].Kind != want {
			t.Errorf("%s: %+v", text, found)
		}
	}
	if found := classify(t, table(t), 422, `{"errors":[{"extra":{"charts/x.yaml":"Chart already exists and `+"`overwrite=true`"+` was not passed"}}]}`); found[0].Kind != refusal.Exists {
		t.Error("a merge changed the table that it was made from")
	}
	for _, empty := range []string{"", "\n", "# nothing yet\n", "rules: []\n"} {
		if same, err := table(t).Merge("own.yaml", []byte(empty)); err != nil || same == nil {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

func TestMerge_says_what_is_wrong_and_where(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"rules:\n  - {id: a, kind: exists, text: '('}\n":                       "own.yaml:2: text: missing closing ): `(`",
		"rules:\n  - id: a\n    kind: new_kind\n    text: x\n":                 `own.yaml:3: kind: "new_kind" is none of the kinds`,
		"rules:\n  - {id: a, kind: exists}\n":                                  "own.yaml:2: text: one of text, codes and types is needed",
		"rules:\n  - {kind: exists, text: x}\n":                                "own.yaml:2: id: it is missing",
		"rules:\n  - {id: a, text: x}\n":                                       "own.yaml:2: kind: it is missing",
		"rules:\n  - {id: a, kind: exists, text: x, tex: y}\n":                 "own.yaml:2: tex: a rule has no such member",
		"rules:\n  - {id: a, kind: exists, text: 'x*'}\n":                      "own.yaml:2: text: it fits every text",
		"rules:\n  - {id: a, kind: exists, codes: many}\n":                     "own.yaml:2: codes: it is of the wrong form",
		"rules:\n  - {id: a, kind: exists, text: x, in: files}\n":              `own.yaml:2: in: "files" is none of file, field and answer`,
		"rules:\n  - {id: a, kind: exists, text: x}\n  - {id: a, off: true}\n": `own.yaml:3: id: "a" is there twice`,
		"rules:\n  - {id: nobody, off: true}\n":                                `own.yaml:2: id: there is no rule "nobody" to take out`,
		"rules:\n  - just words\n":                                             "own.yaml:2: a rule must be a map",
		"rules: 5\n":                                                           "own.yaml:1: rules: it must be a list",
		"rule: []\n":                                                           "own.yaml:1: it must have one member, rules",
		"rules: [\n":                                                           "own.yaml: line 1: did not find expected node content",
	} {
		_, err := table(t).Merge("own.yaml", []byte(text))
		if _, ok := errors.AsType[*refusal.TableError](err); !ok || err.Error() != want {
			t.Errorf("%q\ngot  %v\nwant %s", text, err, want)
		}
	}
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\nrules: [*a]\n"
	for _, text := range []string{bomb, "rules: [*missing]\n", strings.Repeat("#", 2<<20), "rules:\n" + strings.Repeat("  - {off: true}\n", 5000)} {
		if _, err := table(t).Merge("own.yaml", []byte(text)); err == nil {
			t.Errorf("%.40q is taken", text)
		}
	}
}

func TestEveryKindHasARule(t *testing.T) {
	t.Parallel()
	kinds := refusal.Kinds()
	slices.Sort(kinds)
	if len(slices.Compact(kinds)) != len(refusal.Kinds()) || slices.Contains(kinds, refusal.Unrecognised) {
		t.Error("a kind is there twice, or unrecognised is one that a rule may give")
	}
	for _, kind := range kinds {
		if !slices.Contains(table(t).KindsInUse(), kind) {
			t.Errorf("no rule gives %s", kind)
		}
	}
}

// FuzzClassify: whatever comes, there is a finding, and it is safe to show.
func FuzzClassify(f *testing.F) {
	for _, body := range []string{"", "{}", `{"errors":[{"extra":{"a.yaml":{"b":["Unknown field."]}}}]}`, `{"message":{"a":1}}`, `{"result":[{"viz_error":[{}]}]}`} {
		f.Add(422, []byte(body))
	}
	rules, clean := table(f), redact.New().Message
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		found := rules.Classify(refusal.Answer{Status: status, Body: body, Clean: clean})
		if len(found) == 0 {
			t.Fatal("nothing is found")
		}
		for _, each := range found {
			if !utf8.ValidString(each.File+each.Field+each.Text) || strings.ContainsRune(each.File+each.Field+each.Text, 0) {
				t.Fatalf("%+v", each)
			}
		}
	})
}
