package upstream

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const maxTokenBytes = 64 << 10

// bearer is a token in a file. Kubernetes replaces the file of a service
// account's token while we run, so it is read again whenever it changed.
type bearer struct {
	path string

	mu       sync.Mutex
	token    string
	modified time.Time
	size     int64
}

func newBearer(path string) *bearer { return &bearer{path: path} }

func (b *bearer) authorize(request *http.Request) error {
	if b.path == "" {
		return nil
	}
	token, err := b.read()
	if err != nil {
		return fmt.Errorf("read the token of the server: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return nil
}

func (b *bearer) read() (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	info, err := os.Stat(b.path)
	if err != nil {
		return "", fmt.Errorf("look at the file: %w", err)
	}
	if b.token != "" && info.ModTime().Equal(b.modified) && info.Size() == b.size {
		return b.token, nil
	}
	if info.Size() > maxTokenBytes {
		return "", errors.New("the file is too large for a token")
	}
	content, err := os.ReadFile(b.path)
	if err != nil {
		return "", fmt.Errorf("read the file: %w", err)
	}
	token := strings.TrimSpace(string(content))
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return "", errors.New("the file holds no token")
	}
	b.token, b.modified, b.size = token, info.ModTime(), info.Size()
	return token, nil
}

// TLS are the settings of a TLS connection.
type TLS struct {
	// CAFile is a file with the authorities to trust, in PEM form; may be empty. It
	// comes from the administrator's settings only.
	CAFile string
	// ServerName is checked in place of the URL's host; may be empty.
	ServerName string
	// InsecureSkipVerify trusts whoever answers.
	InsecureSkipVerify bool
}

func (t TLS) config() (*tls.Config, error) {
	if t == (TLS{}) {
		return nil, nil //nolint:nilnil // nil means the defaults of the library
	}
	settings := &tls.Config{
		MinVersion: tls.VersionTLS12, ServerName: t.ServerName,
		InsecureSkipVerify: t.InsecureSkipVerify, //nolint:gosec // the administrator's choice
	}
	if t.CAFile == "" {
		return settings, nil
	}
	pem, err := os.ReadFile(t.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read authorities: %w", err)
	}
	settings.RootCAs = x509.NewCertPool()
	if !settings.RootCAs.AppendCertsFromPEM(pem) {
		return nil, errors.New("read authorities: the file holds no certificate")
	}
	return settings, nil
}
