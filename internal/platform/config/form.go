package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// forms are the checks of settings whose type cannot say what they look like, by
// key. An empty value is checked only where a setting must have one.
func forms() map[string]func(value string) error {
	return map[string]func(value string) error{
		"data":            checkFolder,
		"listen":          checkAddress,
		"base_url":        optional(checkOrigin),
		"database_url":    optional(checkPostgres),
		"log_level":       oneOf("debug", "info", "warn", "error"),
		"log_format":      oneOf("auto", "json", "text"),
		"time_zone":       checkZone,
		"trusted_proxies": checkPrefix,
		"metrics_targets": checkTarget,
	}
}

// checkForm looks at a text, or at each entry of a list. No message repeats a
// secret's value.
func (f field) checkForm() error {
	check, found := forms()[f.key]
	if !found {
		return nil
	}
	switch value := f.value.Interface().(type) {
	case string:
		return check(value)
	case secret.Text:
		var err error
		value.Use(func(plain string) { err = check(plain) })
		return err
	case []string:
		for _, entry := range value {
			if err := check(entry); err != nil {
				return fmt.Errorf("%q %w", entry, err)
			}
		}
	}
	return nil
}

func optional(check func(string) error) func(string) error {
	return func(value string) error {
		if value == "" {
			return nil
		}
		return check(value)
	}
}

func oneOf(words ...string) func(string) error {
	return func(value string) error {
		if !slices.Contains(words, value) {
			last := len(words) - 1
			return fmt.Errorf("must be %s or %s", strings.Join(words[:last], ", "), words[last])
		}
		return nil
	}
}

func checkFolder(value string) error {
	if value == "" {
		return errors.New("must name a folder")
	}
	return nil
}

func checkAddress(value string) error {
	_, port, err := net.SplitHostPort(value)
	if err != nil || !isPort(port, 0) {
		return errors.New("must be host:port such as 127.0.0.1:8080")
	}
	return nil
}

func isPort(text string, least uint64) bool {
	number, err := strconv.ParseUint(text, 10, 16)
	return err == nil && number >= least
}

func checkOrigin(value string) error {
	parsed, err := url.Parse(value)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Hostname() == "" || parsed.User != nil ||
		(parsed.Path != "" && parsed.Path != "/") || parsed.RawQuery != "" || parsed.ForceQuery || parsed.Fragment != "" {
		return errors.New("must be an address such as https://dashkeep.example.org, without a path or user")
	}
	return nil
}

func checkPostgres(value string) error {
	parsed, err := url.Parse(value)
	if err != nil || (parsed.Scheme != "postgres" && parsed.Scheme != "postgresql") {
		return errors.New("must be a URL such as postgres://user:password@host/db, special characters in the password as %XX")
	}
	return nil
}

func checkZone(value string) error {
	if _, err := time.LoadLocation(value); err != nil || value == "" || value == "Local" {
		return errors.New("must be an IANA time zone such as Europe/Berlin")
	}
	return nil
}

func checkPrefix(value string) error {
	if _, err := netip.ParsePrefix(value); err != nil {
		return errors.New("must be a CIDR such as 10.0.0.0/8")
	}
	return nil
}

func checkTarget(value string) error {
	address, _, _ := strings.Cut(value, "/")
	host, port, err := net.SplitHostPort(address)
	if err != nil || host == "" || !isPort(port, 1) || strings.ContainsAny(value, " ?#@") {
		return errors.New("must be host:port or host:port/path, such as 127.0.0.1:9100")
	}
	return nil
}
