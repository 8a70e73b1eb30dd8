package run

import "testing"

func TestARequestSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	field := func(kind FieldKind, label string) AskedField {
		return AskedField{Field: Field{Kind: kind, Label: label}}
	}
	for want, fields := range map[string][]AskedField{
		"Needs the password of Shop":                          {field(Password, "Shop")},
		"Needs the password of Shop and the private key of T": {field(Password, "Shop"), field(PrivateKey, "T")},
		"Needs the token, the password of a and the password of b": {
			field(Secret, "the token"), field(Password, "a"), field(Password, "b"),
		},
		"Needs the password of a, the password of b, the password of c and 2 more": {
			field(Password, "a"), field(Password, "b"), field(Password, "c"), field(Password, "d"), field(Password, "e"),
		},
	} {
		if got := (InputRequest{Fields: fields}).Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
