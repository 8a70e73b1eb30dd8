package netguard

import (
	"net/netip"
)

// network is one row of the table of denied networks.
type network struct {
	prefix string
	what   string
	// never is true where no allow-list opens it.
	never bool
}

// denied is the explicit table. The first row that contains an address decides.
func denied() []network {
	return []network{
		{"169.254.0.0/16", "a link-local address, where clouds keep their credentials", true},
		{"100.100.100.200/32", "a cloud's metadata service", true},
		{"192.0.0.192/32", "a cloud's metadata service", true},
		{"168.63.129.16/32", "a cloud's metadata service", true},
		{"fd00:ec2::/32", "a cloud's metadata service", true},
		{"fd20:ce::254/128", "a cloud's metadata service", true},
		{"0.0.0.0/8", "an unspecified address", true},
		{"224.0.0.0/4", "a multicast address", true},
		{"240.0.0.0/4", "a reserved address", true},
		{"::/128", "an unspecified address", true},
		{"ff00::/8", "a multicast address", true},
		{"fe80::/10", "a link-local address", true},
		{"fec0::/10", "a site-local address", true},
		{"64:ff9b::/96", "a translated address", true},
		{"64:ff9b:1::/48", "a translated address", true},
		{"2002::/16", "an address with another one inside", true},
		{"2001::/23", "a special-purpose address", true},
		{"127.0.0.0/8", "a loopback address", false},
		{"::1/128", "a loopback address", false},
		{"::/96", "an address with another one inside", true},
		{"::ffff:0:0:0/96", "a translated address", true},
		{"10.0.0.0/8", "a private address", false},
		{"172.16.0.0/12", "a private address", false},
		{"192.168.0.0/16", "a private address", false},
		{"100.64.0.0/10", "a shared address", false},
		{"fc00::/7", "a private address", false},
		{"198.18.0.0/15", "an address for benchmarks", false},
		{"192.0.0.0/24", "a special-purpose address", false},
		{"192.0.2.0/24", "a documentation address", false},
		{"192.88.99.0/24", "a relay address", false},
		{"198.51.100.0/24", "a documentation address", false},
		{"203.0.113.0/24", "a documentation address", false},
		{"100::/64", "a discard address", false},
		{"100:0:0:1::/64", "a dummy address", false},
		{"2001:db8::/32", "a documentation address", false},
		{"3fff::/20", "a documentation address", false},
		{"5f00::/16", "a segment of a router", false},
	}
}

// loopbacks are opened only by an allow-list entry that lies within them: one
// for everything, 0.0.0.0/0, does not mean the machine itself.
func loopbacks() []netip.Prefix {
	return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}

// closedPorts belong to services that never speak HTTP; a request to one could
// be read as its own commands. An allow-list entry with the port opens it.
func closedPorts() []uint16 {
	return []uint16{
		1, 7, 9, 19, 20, 21, 22, 23, 25, 53, 69, 110, 111, 119, 135, 137, 139, 143, 389, 445, 465, 512,
		513, 514, 515, 587, 636, 873, 993, 995, 1433, 1521, 2049, 3306, 3389, 5432, 5900, 6379, 11211, 27017,
	}
}

// hasInner reports whether an IPv6 address carries an IPv4 one as routers of
// ISATAP read it, under whatever prefix.
func hasInner(address netip.Addr) bool {
	if !address.Is6() {
		return false
	}
	b := address.As16()
	return b[8]&^2 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}

type row struct {
	prefix netip.Prefix
	network
}

func parseTable() []row {
	rows := make([]row, 0, len(denied()))
	for _, n := range denied() {
		rows = append(rows, row{netip.MustParsePrefix(n.prefix), n})
	}
	return rows
}
