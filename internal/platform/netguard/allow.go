package netguard

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// rule is one entry of the allow-list.
type rule struct {
	prefix netip.Prefix
	port   uint16 // 0 means every port
}

func (r rule) admits(address netip.Addr, port uint16) bool {
	return r.prefix.Contains(address) && (r.port == 0 || r.port == port)
}

// parseRule reads "10.0.0.0/8", "10.0.0.0/8:9090", "127.0.0.1", "127.0.0.1:9090",
// "fd00::/8", "[::1]:9090" or "[fd00::/8]:9090".
func parseRule(text string) (rule, error) {
	host, port, err := splitPort(strings.TrimSpace(text))
	if err != nil {
		return rule{}, fmt.Errorf("%q: %w", text, err)
	}
	if prefix, err := netip.ParsePrefix(host); err == nil {
		return rule{prefix.Masked(), port}, nil
	}
	address, err := netip.ParseAddr(host)
	if err != nil || address.Zone() != "" {
		return rule{}, fmt.Errorf("%q is no CIDR, CIDR:port, address or address:port", text)
	}
	address = address.Unmap()
	return rule{netip.PrefixFrom(address, address.BitLen()), port}, nil
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
