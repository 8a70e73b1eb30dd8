package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// Mark stands where a credential was.
	Mark = "[redacted]"
	// MaxMessage is the length of a stored failure message, in characters.
	MaxMessage = 300
	// maxLine is the length of a log line's message, in characters.
	maxLine = 4000
	// maxDirty is how much of a text is looked at, in bytes.
	maxDirty = 64 << 10
	// minSecret is the length from which a text counts as a secret; shorter ones
	// would blacken ordinary words.
	minSecret = 4
)

// Sanitizer removes credentials from texts that are kept or shown: those that it
// was told about, in the usual encodings, and what looks like one. It doesn't
// change after it was made, so it is safe for concurrent use.
type Sanitizer struct {
	rules  []rule
	secret *regexp.Regexp
	// names are the hints of secret.
	names []string
	known *strings.Replacer
	forms []string
}

type rule struct {
	pattern *regexp.Regexp
	with    string
	// hints are texts in lower case, one of which is in everything that the pattern finds.
	// They hold for texts in ASCII: of others some letters count as letters of ASCII.
	hints []string
}

// secretWords are the hints of secretName.
func secretWords() []string {
	return []string{"pass", "pwd", "secret", "token", "key", "credential", "signature", "session", "csrf"}
}

// mayFind tells, for a text in ASCII and lower case, whether a rule has to be tried.
func mayFind(lower string, hints []string) bool {
	return slices.ContainsFunc(hints, func(hint string) bool { return strings.Contains(lower, hint) })
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// secretName matches names whose values are never shown.
const secretName = `(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_ -]?key` +
	`|(?:access|account|private|encryption)[_ -]?key|credentials?|signature|session[_-]?id|csrf)`

// restOfURI is what follows the scheme: until a quote or a space, or until the
// last @ when the password has quotes in it.
const restOfURI = `(?:\S*@)?[^\s"'<>]*`

const databaseScheme = `(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|sqlite|snowflake|bigquery|redshift|trino|presto|hive` +
	`|impala|clickhouse(?:db)?|databricks|druid|duckdb|cockroachdb|db2|ibm_db_sa|teradatasql|exa|vertica|mongodb|rediss?` +
	`|amqps?|awsathena|firebird|sybase|sap|hana|dremio|kylin|pinot|starrocks|doris|crate|elasticsearch)`

// New makes a sanitizer that knows the secrets.
func New(secrets ...string) *Sanitizer {
	uri, words := []string{"://"}, secretWords()
	plain := &Sanitizer{
		rules: []rule{
			{
				regexp.MustCompile(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)`), Mark,
				[]string{"-----begin"},
			},
			{regexp.MustCompile(`(?i)\bjdbc:` + restOfURI), "[database URI]", []string{"jdbc:"}},
			{regexp.MustCompile(`(?i)\b` + databaseScheme + `(?:\+[a-z0-9_]+)?://` + restOfURI), "[database URI]", uri},
			{regexp.MustCompile(`(?i)\b[a-z][a-z0-9_]*\+[a-z0-9_]+://` + restOfURI), "[database URI]", uri},
			{
				regexp.MustCompile(`(?i)[^\s"'<>(]*:[^\s<>(]*@((?:tcp|udp|unix)\()`), Mark + "@${1}",
				[]string{"@tcp(", "@udp(", "@unix("},
			},
			{
				regexp.MustCompile(`(?i)\b([a-z][a-z0-9._-]*)://(?:[^\s"'<>]*|[^\s/?#:"'<>]*:[^\s,]*)@`),
				"${1}://" + Mark + "@", uri,
			},
			{regexp.MustCompile(`(?i)\b((?:set-)?cookie\\?["']?\s*[:=]\s*)[^\r\n]*`), "${1}" + Mark, []string{"cookie"}},
			{
				regexp.MustCompile(`(?i)\b((?:proxy-)?authorization(?:\\?["']?\s*[:=]\s*\\?["']?|["']\s*,\s*b?["']))` +
					`(?:(?:digest|hawk|oauth|aws4-hmac-sha256)\b[^\r\n]*|(?:[a-z][a-z0-9_-]*\s+)?[^\s"'\\]+)`),
				"${1}" + Mark,
				[]string{"authorization"},
			},
			{
				regexp.MustCompile(`(?i)\b(bearer|negotiate)(?:\s+|:\s*)[a-z0-9._~+/=-]{6,}`), "${1} " + Mark,
				[]string{"bearer", "negotiate"},
			},
			{regexp.MustCompile(`\b([Bb]asic)\s+[A-Za-z0-9+/_-]*[A-Z0-9+/_-][A-Za-z0-9+/_-]{4,}=*`), "${1} " + Mark, []string{"basic"}},
			{regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]+){1,4}`), Mark, []string{"eyj"}},
			{regexp.MustCompile(`\b(?:gh[pousr]_|github_pat_|glpat-|xox[a-z]-|xapp-|sk-|pk-|rk_|sk_|AKIA|ASIA|AIza|hvs\.|dop_v1_|` +
				`npm_|pypi-|SG\.|ya29\.|dk[a-z]*_)[A-Za-z0-9._-]{12,}`), Mark, []string{
				"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "xapp-", "sk-", "pk-", "rk_", "sk_", "akia",
				"asia", "aiza", "hvs.", "dop_v1_", "npm_", "pypi-", "sg.", "ya29.", "dk",
			}},
			{regexp.MustCompile(`\b[0-9]{6,12}:[A-Za-z0-9_-]{30,}`), Mark, []string{":"}},
			{regexp.MustCompile(`(?i)(hooks\.slack\.com/)[^\s"'<>]+`), "${1}" + Mark, []string{"hooks.slack.com/"}},
			{regexp.MustCompile(`(?i)(<[a-z0-9:_-]*` + secretName + `[^<>]*>)[^<]+`), "${1}" + Mark, []string{"<"}},
			{regexp.MustCompile(`(?i)((?:^|\s)--?[a-z0-9-]*` + secretName + `[a-z0-9-]*\s+)[^\s-]\S*`), "${1}" + Mark, words},
			{regexp.MustCompile(`(?i)(\b(?:sig|pw|jwt)=|[?&](?:auth|code|key)=)[^\s,;&]+`), "${1}" + Mark, []string{"="}},
			{regexp.MustCompile(`(?i)([a-z0-9_.-]*` + secretName + `[a-z0-9_-]*(?:\\?["']|%22)?\s*(?:=>|[:=]|%3[ad])\s*)` +
				`(?:\[[^\]]*\]|\\"(?:[^"\\]|\\[^"])*\\"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&]+)`), "${1}" + Mark, words},
		},
		secret: regexp.MustCompile(`(?i)` + secretName + `|^authorization$|^cookie$`),
		names:  append(secretWords(), "authorization", "cookie"),
		known:  strings.NewReplacer(),
	}
	return plain.With(secrets...)
}

// With gives a sanitizer that knows more secrets.
func (s *Sanitizer) With(secrets ...string) *Sanitizer {
	forms := slices.Clone(s.forms)
	for _, secret := range secrets {
		forms = append(forms, encodings(secret)...)
	}
	slices.SortFunc(forms, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	forms = slices.Compact(forms)
	pairs := make([]string, 0, 2*len(forms))
	for _, form := range forms {
		pairs = append(pairs, form, Mark)
	}
	return &Sanitizer{rules: s.rules, secret: s.secret, names: s.names, forms: forms, known: strings.NewReplacer(pairs...)}
}

// encodings are the forms in which a secret turns up in other systems' texts.
func encodings(secret string) []string {
	var forms []string
	for _, raw := range []string{secret, strings.TrimSpace(secret), Printable(secret)} {
		if utf8.RuneCountInString(raw) < minSecret {
			continue
		}
		quoted, _ := json.Marshal(raw) // a string can always be encoded
		inHTML := strings.TrimSuffix(strings.TrimPrefix(string(quoted), `"`), `"`)
		plain := strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(inHTML)
		lower := hex.EncodeToString([]byte(raw))
		forms = append(forms, raw, inHTML, plain, url.QueryEscape(raw), url.PathEscape(raw),
			base64.RawStdEncoding.EncodeToString([]byte(raw)), base64.RawURLEncoding.EncodeToString([]byte(raw)),
			lower, strings.ToUpper(lower))
	}
	return forms
}

// Message gives one line of at most MaxMessage characters that is safe to keep.
func (s *Sanitizer) Message(text string) string {
	once := s.redact(text)
	return Cut(strings.Join(strings.Fields(s.redactAgain(text, once, stripColours(once))), " "), MaxMessage)
}

// Line gives the text of a log line: credentials are removed, line ends become
// spaces, colours are kept unless one stands in the middle of a credential.
func (s *Sanitizer) Line(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '\n' {
			return ' '
		}
		return r
	}, s.redactColoured(text))
	return Cut(strings.TrimRight(clean, " "), maxLine)
}

// Names reports whether the name says that its value is a secret.
func (s *Sanitizer) Names(name string) bool {
	if isASCII(name) && !mayFind(strings.ToLower(name), s.names) {
		return false
	}
	return s.secret.MatchString(name)
}

func (s *Sanitizer) redactColoured(text string) string {
	coloured := s.redact(text)
	plain := stripColours(coloured)
	if clean := s.redactAgain(text, coloured, plain); clean != plain {
		return clean
	}
	return coloured
}

// redactAgain is redact of a text, of which it is known what became of another: mostly
// that is the same one.
func (s *Sanitizer) redactAgain(other, became, text string) string {
	if text == other {
		return became
	}
	return s.redact(text)
}

func (s *Sanitizer) redact(text string) string {
	if len(text) > maxDirty {
		text = text[:maxDirty]
	}
	text = s.known.Replace(Printable(s.known.Replace(text)))
	ascii, lower := isASCII(text), strings.ToLower(text)
	for _, rule := range s.rules {
		if ascii && !mayFind(lower, rule.hints) {
			continue
		}
		if clean := rule.pattern.ReplaceAllString(text, rule.with); clean != text {
			text, lower = clean, strings.ToLower(clean)
		}
	}
	return text
}

// Printable keeps what may be shown: valid UTF-8 without control characters but
// the line end, the tab and the escape that begins a colour, and without the
// invisible ones that could hide a word from the rules.
func Printable(text string) string {
	if isPlain(text) {
		return text
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n', r == '\t', r == '\x1b':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		default:
			return r
		}
	}, text)
}

// isPlain tells of a text in ASCII that nothing of it has to be changed.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf-1 || c < ' ' && c != '\n' && c != '\t' && c != '\x1b' {
			return false
		}
	}
	return true
}

// stripColours takes ANSI sequences out.
func stripColours(text string) string {
	for {
		before, rest, found := strings.Cut(text, "\x1b")
		if !found {
			return text
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r <= '~' && r != '[' })
		if !strings.HasPrefix(rest, "[") {
			end = -1
		}
		text = before + rest[end+1:]
	}
}

// Cut shortens a text to at most limit characters and shows that it did.
func Cut(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	runes := []rune(text)
	return string(runes[:limit-1]) + "…"
}
