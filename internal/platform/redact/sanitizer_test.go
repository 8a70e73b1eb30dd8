package redact

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const canary = "Zx9-canary+7/Qq=w"

// credentials are texts with one in a usual form.
func credentials() []string {
	return []string{
		"GET https://bot:" + canary + "@superset.example/api failed",
		"https://" + canary + "@host/x",
		"cannot connect: postgresql+psycopg2://sales:" + canary + "@db:5432/prod?sslmode=require",
		"mysql://root:" + canary + "@db/x", "sqlite:///" + canary, "awsathena+rest://a:" + canary + "@x",
		"Authorization: Bearer " + canary, "authorization=Basic " + canary, `{"Authorization": "Bearer ` + canary + `"}`,
		"Authorization: " + canary, "used bearer " + canary + " here",
		"Cookie: session=" + canary + "; a=b", "Set-Cookie: s=" + canary,
		"password=" + canary, "PASSWORD: '" + canary + "'", `"password":"` + canary + ` with space"`,
		`{\"db_password\":\"` + canary + `\"}`, "?api_key=" + canary + "&x=1", "access-token = " + canary,
		"client_secret=" + canary, "pass\u200bword=" + canary, "passphrase:" + canary, "X-CSRFToken: " + canary,
		"https://hooks.slack.com/services/" + canary,
		"-----BEGIN RSA PRIVATE KEY-----\n" + canary + "\n-----END RSA PRIVATE KEY-----",
		"-----BEGIN PRIVATE KEY-----\n" + canary,
		"postgresql://sales:pa'" + canary + "@db/prod", `mysql://root:a"` + canary + "@db/x", "https://u:p<" + canary + "@host/x",
		"my_db://u:" + canary + "@host", "access_pyodbc+dsn://u:" + canary + "@h", "jdbc:oracle:thin:scott/" + canary + "@h:1521:x",
		"root:" + canary + "@tcp(127.0.0.1:3306)/db", "Authorization: ApiKey-v1 " + canary, "bearer:" + canary,
		"('Authorization', 'Token " + canary + "')", `authorization: Hawk id="a", mac="` + canary + `"`,
		"curl --password " + canary + " x", "tool --api-token " + canary, "/c?sv=1&sig=" + canary, "/c?key=" + canary,
		"AccountName=x;AccountKey=" + canary + ";Endpoint=y", "api key: " + canary, "password => " + canary,
		"\x1b[36mpassword\x1b[0m=" + canary, "pass\x1b[1mword=" + canary, "<password>" + canary + "</password>",
		`"secrets": ["x","` + canary + `"]`, "auth_token%3D" + canary, "password%22%3A%22" + canary, "jwt=" + canary,
	}
}

// tokens are those that are known by their form.
func tokens() []string {
	return []string{
		"ghp_" + strings.Repeat("a1", 18), "xoxb-123456789012-abcdefghijkl", "sk-" + strings.Repeat("x", 30), "AKIAIOSFODNN7EXAMPLE",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123", "123456789:" + strings.Repeat("A", 35), "dkt_" + strings.Repeat("b", 40),
		"Basic dXNlcjpwYXNzd29yZA==",
	}
}

// A rule that has nothing to look for in a text is not tried: that changes no text.
func TestSanitizerHintsLoseNothing(t *testing.T) {
	t.Parallel()
	clean := New("S3cr3t-value")
	for _, text := range slices.Concat(credentials(), tokens(), strings.Fields(strings.Join(credentials(), " "))) {
		for _, variant := range []string{text, strings.ToUpper(text), "it said " + text + " there", "ü " + text, text + text} {
			sameWithoutHints(t, clean, variant)
		}
	}
}

func sameWithoutHints(t *testing.T, clean *Sanitizer, text string) {
	t.Helper()
	all := *clean
	all.rules = slices.Clone(clean.rules)
	for i := range all.rules {
		all.rules[i].hints = []string{""}
	}
	if got, want := clean.Line(text), all.Line(text); got != want {
		t.Errorf("line of %q: %q, with all rules %q", text, got, want)
	}
	if got, want := clean.Message(text), all.Message(text); got != want {
		t.Errorf("message of %q: %q, with all rules %q", text, got, want)
	}
	if got, want := clean.Names(text), clean.secret.MatchString(text); got != want {
		t.Errorf("%q as a name: %t, want %t", text, got, want)
	}
}

func TestSanitizerRemovesWhatLooksLikeACredential(t *testing.T) {
	t.Parallel()
	clean := New()
	for _, text := range credentials() {
		for _, got := range []string{clean.Message(text), clean.Line(text)} {
			if strings.Contains(got, "canary") {
				t.Errorf("%q became %q", text, got)
			}
		}
	}
}

func TestSanitizerRemovesTokensByTheirForm(t *testing.T) {
	t.Parallel()
	clean := New()
	for _, token := range tokens() {
		if got := clean.Message("it said " + token + " there"); strings.Contains(got, token[len(token)-8:]) {
			t.Errorf("%q became %q", token, got)
		}
	}
}

func TestSanitizerRemovesKnownSecretsInEveryForm(t *testing.T) {
	t.Parallel()
	secret := `p"ä /+%&word` + "\n2"
	clean := New().With(secret)
	for name, form := range map[string]string{
		"raw": secret, "url": url.QueryEscape(secret), "path": url.PathEscape(secret), "hex": hex.EncodeToString([]byte(secret)),
		"base64": base64.StdEncoding.EncodeToString([]byte(secret)), "base64url": base64.URLEncoding.EncodeToString([]byte(secret)),
		"json": `p\"ä /+%\u0026word\n2`, "json without HTML": `p\"ä /+%&word\n2`, "control": "p\"ä\x00 /+%&word\n2",
	} {
		got := clean.Message("before " + form + " after")
		if !strings.HasPrefix(got, "before "+Mark) || !strings.HasSuffix(got, "after") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestSanitizerKeepsOrdinaryText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Gross margin: dataset fct_orders has 1 column less in prod: net_margin",
		"GET https://superset.example/api/v1/chart/12 answered 500",
		`{"url":"https://superset.example:8088","owner":"sales@example.org"}`, "Check the authorization, then try again",
		"the password of the environment was refused", "https://grafana.example/d/x?from=now-1h&keyword=a",
		"basic information is missing", "36 of 40 dashboards are in Superset prod", "it took 12:30:15",
	} {
		if got := New().Message(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestSanitizerMessageIsOneShortLine(t *testing.T) {
	t.Parallel()
	got := New().Message("a\r\nb\tc \x1b[31mred\x1b[0m " + strings.Repeat("ü", 400))
	if !strings.HasPrefix(got, "a b c red ü") || utf8.RuneCountInString(got) != MaxMessage || !strings.HasSuffix(got, "…") {
		t.Errorf("%q", got)
	}
	if got := New().Line("\x1b[31mred\x1b[0m\x07\nx"); got != "\x1b[31mred\x1b[0m x" {
		t.Errorf("line %q", got)
	}
}

func FuzzSanitizer(f *testing.F) {
	f.Add("connect ", " failed")
	f.Add("password=", "\x1b[31m")
	f.Add("p\u200b", "\xff\xfe")
	clean := New("S3cr3t-value")
	f.Fuzz(func(t *testing.T, before, after string) {
		text := before + "S3cr3t-value" + after
		sameWithoutHints(t, clean, text)
		message, line := clean.Message(text), clean.Line(text)
		for _, got := range []string{message, line} {
			if strings.Contains(got, "S3cr3t-value") || !utf8.ValidString(got) || strings.ContainsAny(got, "\n\r\x00") {
				t.Fatalf("%q became %q", text, got)
			}
		}
		if utf8.RuneCountInString(message) > MaxMessage || strings.Contains(message, "\x1b") {
			t.Fatalf("message %q", message)
		}
	})
}
