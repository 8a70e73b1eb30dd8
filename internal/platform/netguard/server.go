package netguard

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// Server is host and port of a destination as values: however its URL was
// written, equal servers are equal. The zero Server is none.
type Server struct {
	// Host is a name in small letters without the dot at its end, or an address in
	// its shortest form, IPv4 out of IPv6.
	Host string
	Port uint16
}

// ServerOf reads the server out of a URL, also out of one whose spelling
// CheckSpelling refuses. The scheme says the port where the URL has none. It gives
// false for a text that leads nowhere.
func ServerOf(text string) (scheme string, server Server, ok bool) {
	address, err := url.Parse(text)
	if err != nil || address.Hostname() == "" {
		return "", Server{}, false
	}
	digits := address.Port()
	if digits == "" {
		digits = map[string]string{"http": "80", "https": "443"}[address.Scheme]
	}
	// As the dialer reads it: zeros in front do not count.
	number, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || number == 0 {
		return "", Server{}, false
	}
	return address.Scheme, Server{Host: hostValue(address.Hostname()), Port: uint16(number)}, true
}

// String is host:port.
func (s Server) String() string {
	if s == (Server{}) {
		return ""
	}
	return net.JoinHostPort(s.Host, strconv.Itoa(int(s.Port)))
}

// Address is the host as an address; false when it is a name.
func (s Server) Address() (netip.Addr, bool) {
	address, err := netip.ParseAddr(s.Host)
	return address, err == nil
}

func hostValue(host string) string {
	if address, err := netip.ParseAddr(host); err == nil {
		return address.Unmap().String()
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

// CheckSpelling gives what is wrong with how a URL is written, or nothing: each
// server has one spelling, so that nobody takes two spellings for two servers.
// Capital letters and the dot at the end of a full name are left alone: they are
// usual, and no reader disagrees on them.
func CheckSpelling(text string) (problem string) {
	address, err := url.Parse(text)
	if err != nil {
		return errURL.Error()
	}
	host, port := address.Hostname(), address.Port()
	switch {
	case strings.HasSuffix(address.Host, ":"):
		return "must have a port behind the colon, or no colon"
	case strings.HasPrefix(port, "0"):
		return "must have its port without zeros in front"
	case strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 }):
		return "must have a host name of plain letters, digits, - and dots; a name in another script begins with xn--"
	}
	if literal, err := netip.ParseAddr(host); err == nil {
		switch short := literal.Unmap().String(); {
		case literal.Zone() != "":
			return "must not have a zone in its address"
		case short != strings.ToLower(host):
			return "must have its address in the short form, " + short
		}
		return ""
	}
	if err := checkHost(host); err != nil {
		return "must have a host name, or an address of four parts: " + err.Error()
	}
	return ""
}
