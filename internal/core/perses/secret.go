package perses

// SecretSlot is one value of a secret: where it stands and whether it is kept from readers.
type SecretSlot struct {
	Path   []string
	Hidden bool
}

// SecretSlots lists what a secret may hold.
func SecretSlots() []SecretSlot {
	return []SecretSlot{
		{Path: []string{"basicAuth", "username"}},
		{Path: []string{"basicAuth", "password"}, Hidden: true},
		{Path: []string{"authorization", "type"}},
		{Path: []string{"authorization", "credentials"}, Hidden: true},
		{Path: []string{"tlsConfig", "ca"}},
		{Path: []string{"tlsConfig", "cert"}},
		{Path: []string{"tlsConfig", "key"}, Hidden: true},
		{Path: []string{"tlsConfig", "serverName"}},
		{Path: []string{"tlsConfig", "insecureSkipVerify"}},
	}
}

// Masked stands in the public form of a secret where a value is set.
const Masked = "<secret>"
