package netguard

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// rule is one entry of an allow-list.
type rule struct {
	prefix netip.Prefix
	name   string // instead of the prefix, in the list of the projects
	port   uint16 // 0 means every port
}

// admits reports whether the entry lets a destination through that was asked for
// by a host. A wide range does not open the loopback.
func (r rule) admits(host string, to netip.AddrPort) bool {
	if r.port != 0 && r.port != to.Port() {
		return false
	}
	if r.name != "" {
		return r.name == hostValue(host)
	}
	if !r.prefix.Contains(to.Addr()) {
		return false
	}
	for _, loopback := range loopbacks() {
		if loopback.Contains(to.Addr()) {
			return loopback.Contains(r.prefix.Addr()) && r.prefix.Bits() >= loopback.Bits()
		}
	}
	return true
}

// parseRules reads a setting's list. Only the projects' may have names.
func parseRules(setting string, list []string, mayName bool) ([]rule, error) {
	var rules []rule
	for _, text := range list {
		if strings.TrimSpace(text) == "" {
			continue
		}
		r, err := parseRule(text)
		if err != nil && mayName {
			r, err = parseNameRule(text, err)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", setting, err)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// parseNameRule reads "prometheus.team.svc" or "prometheus.team.svc:9090".
func parseNameRule(text string, why error) (rule, error) {
	host, port, err := splitPort(strings.TrimSpace(text))
	if err != nil || strings.ContainsAny(host, ":/*") || checkHost(host) != nil {
		return rule{}, fmt.Errorf("%w, nor a name or name:port", why)
	}
	return rule{name: hostValue(host), port: port}, nil
}

// parseRule reads "10.0.0.0/8", "10.0.0.0/8:9090", "127.0.0.1", "127.0.0.1:9090",
// "fd00::/8", "[::1]:9090" or "[fd00::/8]:9090".
func parseRule(text string) (rule, error) {
	host, port, err := splitPort(strings.TrimSpace(text))
	if err != nil {
		return rule{}, fmt.Errorf("%q: %w", text, err)
	}
	if prefix, err := netip.ParsePrefix(host); err == nil {
		return rule{prefix: prefix.Masked(), port: port}, nil
	}
	address, err := netip.ParseAddr(host)
	if err != nil || address.Zone() != "" {
		return rule{}, fmt.Errorf("%q is no CIDR, CIDR:port, address or address:port", text)
	}
	address = address.Unmap()
	return rule{prefix: netip.PrefixFrom(address, address.BitLen()), port: port}, nil
}

func splitPort(text string) (host string, port uint16, err error) {
	digits := ""
	switch {
	case strings.HasPrefix(text, "["):
		inner, rest, closed := strings.Cut(text[1:], "]")
		if !closed || rest != "" && !strings.HasPrefix(rest, ":") {
			return "", 0, fmt.Errorf("the brackets are not closed")
		}
		host, digits = inner, strings.TrimPrefix(rest, ":")
	case strings.Count(text, ":") == 1:
		host, digits, _ = strings.Cut(text, ":")
	default:
		host = text
	}
	if digits == "" {
		return host, 0, nil
	}
	number, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || number == 0 {
		return "", 0, fmt.Errorf("the port must be between 1 and 65535")
	}
	return host, uint16(number), nil
}
