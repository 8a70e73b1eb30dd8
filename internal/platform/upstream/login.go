package upstream

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// Login is how the program makes itself known to one server. The zero
// Login says nothing.
type Login struct {
	// Headers are added to every request.
	Headers map[string]string
	// Username and Password are for basic authentication.
	Username string
	Password secret.Text
	// Scheme is the word in front of Token; Bearer when empty.
	Scheme string
	Token  secret.Text
	// CA, Certificate and Key are PEM; empty where not used.
	CA, Certificate string
	Key             secret.Text
}

// Fingerprint tells two logins apart without showing them.
func (l Login) Fingerprint() string {
	sum := sha256.New()
	write := func(text string) { _, _ = fmt.Fprintf(sum, "%d:%s;", len(text), text) }
	names := make([]string, 0, len(l.Headers))
	for name := range l.Headers {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		write(name + "=" + l.Headers[name])
	}
	for _, text := range []string{l.Username, l.Scheme, l.CA, l.Certificate} {
		write(text)
	}
	for _, hidden := range []secret.Text{l.Password, l.Token, l.Key} {
		hidden.Use(write)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// ownHeaders are those that only this program sets.
func ownHeaders() []string {
	return []string{
		"Accept", "Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Cookie", "Host", "Idempotency-Key",
		"Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
	}
}

// authorize puts the login on a request.
func (l Login) authorize(request *http.Request) {
	for name, value := range l.Headers {
		name = textproto.CanonicalMIMEHeaderKey(name)
		if !slices.Contains(ownHeaders(), name) && !strings.ContainsAny(value, "\r\n\x00") {
			request.Header.Set(name, value)
		}
	}
	if l.Username != "" {
		l.Password.Use(func(plain string) { request.SetBasicAuth(l.Username, plain) })
	}
	if !l.Token.Empty() {
		scheme := l.Scheme
		if scheme == "" {
			scheme = "Bearer"
		}
		l.Token.Use(func(plain string) { request.Header.Set("Authorization", scheme+" "+plain) })
	}
}

// extend adds the login's certificates to the settings of a connection.
func (l Login) extend(settings *tls.Config) (*tls.Config, error) {
	if l.CA == "" && l.Certificate == "" {
		return settings, nil
	}
	if settings == nil {
		settings = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if l.CA != "" {
		settings.RootCAs = x509.NewCertPool()
		if !settings.RootCAs.AppendCertsFromPEM([]byte(l.CA)) {
			return nil, errors.New("read authorities: the secret holds no certificate")
		}
	}
	if l.Certificate == "" {
		return settings, nil
	}
	var pair tls.Certificate
	var err error
	l.Key.Use(func(key string) { pair, err = tls.X509KeyPair([]byte(l.Certificate), []byte(key)) })
	if err != nil {
		return nil, errors.New("read the client certificate: certificate and key don't fit")
	}
	settings.Certificates = []tls.Certificate{pair}
	return settings, nil
}
