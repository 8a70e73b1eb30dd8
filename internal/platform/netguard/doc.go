// Package netguard is the one way out: every outbound connection of the program
// goes through a Guard, which decides on the resolved address at the moment of
// connecting. So neither a name that changes its address nor an odd spelling of
// an address gets past it.
//
// What is denied stands in one explicit table, because Go's own predicates miss
// translated and embedded addresses. Private and loopback ranges can be allowed
// by the administrator (DASHKEEP_OUTBOUND_ALLOW, a list of CIDR or CIDR:port, for
// what administrators name; DASHKEEP_OUTBOUND_ALLOW_PROJECTS for what projects
// name); link-local and metadata addresses and the program's own listeners never.
//
// A destination with a setting of its own, such as a mail server, has a Permit: it is
// reached without an entry in the lists, and nothing else is by it.
//
// A Policy keeps a destination from servers that it must not reach, by whatever
// name or address: what is compared is what the names lead to.
//
// Redirects are not followed and the proxy variables of the environment are
// ignored.
package netguard
