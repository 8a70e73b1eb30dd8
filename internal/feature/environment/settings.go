package environment

import (
	"crypto/x509"
	"encoding/pem"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

const (
	maxName     = 75
	maxURL      = 500
	maxUsername = 200
	maxSecret   = 8 << 10
	maxCA       = 64 << 10
	maxHeaders  = 30
	maxRequests = 32

	defaultRequests = 4
	defaultCharts   = 2
)

// fold is the form in which names are compared.
func fold(name string) string { return strings.ToLower(name) }

// withDefaults gives what was left out its usual value.
func (s Settings) withDefaults() Settings {
	s.Name, s.URL = strings.TrimSpace(s.Name), strings.TrimSuffix(strings.TrimSpace(s.URL), "/")
	if s.Stage == "" {
		s.Stage = asset.OtherStage
	}
	if s.Requests == 0 {
		s.Requests = defaultRequests
	}
	if s.Charts == 0 {
		s.Charts = min(defaultCharts, s.Requests)
	}
	return s
}

// check names every field that can't be used, its limit and its form. Kind: invalid.
func (s Settings) check() error {
	var faults []apperror.Field
	fault := func(field, message string) {
		faults = append(faults, apperror.Field{Field: "body." + field, Message: message})
	}
	printable := func(text string) bool {
		return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
	}
	switch {
	case s.Name == "" || utf8.RuneCountInString(s.Name) > maxName || !printable(s.Name):
		fault("name", "must have 1 to 75 characters of one line")
	case fold(s.Name) == fold(builtinName) || fold(s.Name) == Builtin:
		fault("name", "is that of the built-in environment")
	}
	if !s.Stage.Valid() {
		fault("stage", "must be dev, test, prod or other")
	}
	if wrong := checkURL(s.URL); wrong != "" {
		fault("url", wrong)
	}
	if !slices.Contains(SignInKinds(), s.SignIn) {
		fault("sign_in", "must be database, ldap, token, cookie or headers")
	}
	if s.SignIn.hasPassword() != (s.Username != "") || len(s.Username) > maxUsername || !printable(s.Username) {
		fault("username", "must have 1 to 200 characters of one line for a sign-in by database or ldap, and is for these alone")
	}
	if s.CA != "" && (len(s.CA) > maxCA || !isAuthorities(s.CA)) {
		fault("ca", "must be certificates in PEM, at most 64 KiB")
	}
	if s.Requests < 1 || s.Requests > maxRequests {
		fault("requests", "must be 1 to 32")
	}
	if s.Charts < 1 || s.Charts > s.Requests {
		fault("charts", "must be 1 to what requests says")
	}
	return refusalOf(faults)
}

func refusalOf(faults []apperror.Field) error {
	if len(faults) == 0 {
		return nil
	}
	refused := apperror.New(apperror.Invalid, "The environment can't be saved: %s %s",
		strings.TrimPrefix(faults[0].Field, "body."), faults[0].Message)
	refused.Fields = faults
	return refused
}

func checkURL(text string) (wrong string) {
	const form = "must be an address such as https://bi.example.com, without user, query and fragment"
	parsed, err := netguard.ParseURL(text)
	if err != nil || len(text) > maxURL || parsed.User != nil || parsed.RawQuery != "" || parsed.Fragment != "" {
		return form
	}
	return ""
}

// sameServer reports whether two addresses are of one server: what was entered for one
// must not be sent to another.
func sameServer(a, b string) bool {
	first, errA := url.Parse(a)
	second, errB := url.Parse(b)
	return errA == nil && errB == nil && first.Scheme == second.Scheme && strings.EqualFold(first.Host, second.Host)
}

func isAuthorities(text string) bool {
	for rest := []byte(text); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return false
		}
		if block.Type != "CERTIFICATE" {
			return false
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return false
		}
		if strings.TrimSpace(string(rest)) == "" {
			return true
		}
	}
}

// with gives the secrets after somebody entered new ones.
func (k secrets) with(given Credentials) secrets {
	for _, each := range []struct {
		to   *secret.Text
		from *secret.Text
	}{{&k.password, given.Password}, {&k.token, given.Token}, {&k.cookie, given.Cookie}} {
		if each.from != nil {
			*each.to = *each.from
		}
	}
	if given.Headers != nil {
		headers := make(map[string]secret.Text, len(given.Headers))
		for name, value := range given.Headers {
			if value.Empty() {
				value = k.headers[name]
			}
			headers[name] = value
		}
		k.headers = headers
	}
	return k
}

// only keeps what the sign-in uses: what is not used is not kept.
func (k secrets) only(kind SignInKind) secrets {
	kept := secrets{headers: k.headers}
	switch kind {
	case ByDatabase, ByLDAP:
		kept.password = k.password
	case ByToken:
		kept.token = k.token
	case ByCookie:
		kept.cookie = k.cookie
	case ByHeaders:
	}
	return kept
}

// check names the secrets that are missing or can't be used, and never their values.
func (k secrets) check(kind SignInKind) error {
	var faults []apperror.Field
	fault := func(field, message string) {
		faults = append(faults, apperror.Field{Field: "body." + field, Message: message})
	}
	need := func(field string, value secret.Text, needed bool) {
		value.Use(func(plain string) {
			switch {
			case needed && plain == "":
				fault(field, "is needed for this sign-in")
			case len(plain) > maxSecret || !utf8.ValidString(plain) || strings.ContainsFunc(plain, unicode.IsControl):
				fault(field, "must be at most 8 KiB of one line")
			}
		})
	}
	need("password", k.password, kind.hasPassword())
	need("token", k.token, kind == ByToken)
	need("cookie", k.cookie, kind == ByCookie)
	if len(k.headers) > maxHeaders || kind == ByHeaders && len(k.headers) == 0 {
		fault("headers", "must be at most 30, and at least one for a sign-in by headers")
	}
	for name, value := range k.headers {
		need("headers."+name, value, true)
	}
	slices.SortFunc(faults, func(a, b apperror.Field) int { return strings.Compare(a.Field, b.Field) })
	return refusalOf(faults)
}
