package input

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func field(name string, kind run.FieldKind, since int) run.AskedField {
	return run.AskedField{Field: run.Field{Name: name, Label: name, Kind: kind}, Since: since, Items: 1}
}

func value(text string) run.Reply { return run.Reply{Value: secret.New(text)} }

// pemOf pads a real private key with text before it, as OpenSSL writes it.
func pemOf(t *testing.T, before string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return before + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func TestWhatAnAnswerMayBe(t *testing.T) {
	t.Parallel()
	way := field("db", run.Password, 1)
	way.Ways = []run.Way{{ID: "use:7", Label: "Lake"}}
	optional := field("phrase", run.Secret, 1)
	optional.Optional = true
	request := run.InputRequest{Version: 1, Fields: []run.AskedField{way, field("key", run.PrivateKey, 1), optional}}
	key := pemOf(t, "")
	for name, test := range map[string]struct {
		replies map[string]run.Reply
		wrong   map[string]string
	}{
		"values":             {map[string]run.Reply{"db": value("p"), "key": value(key), "phrase": value("x")}, nil},
		"the longest":        {map[string]run.Reply{"db": value(strings.Repeat("ä", 512)), "key": value(key), "phrase": {}}, nil},
		"a way and a skip":   {map[string]run.Reply{"db": {Way: "use:7"}, "key": {Skip: true}, "phrase": {}}, nil},
		"spaces are a value": {map[string]run.Reply{"db": value(" "), "key": value(key), "phrase": {}}, nil},
		"a missing and an unknown one": {
			map[string]run.Reply{"db": value("p"), "key": value(key), "other": value("topsecret")},
			map[string]string{"replies.phrase": "is asked for and missing", "replies.other": "was not asked for"},
		},
		"empty": {
			map[string]run.Reply{"db": {}, "key": value(key), "phrase": {}}, map[string]string{"replies.db": "is empty"},
		},
		"too long, no key": {
			map[string]run.Reply{"db": value(strings.Repeat("x", 1025)), "key": value("topsecret"), "phrase": {}},
			map[string]string{
				"replies.db":  "has more than 1 024 bytes, which is the most",
				"replies.key": "must be a private key in PEM, from -----BEGIN to -----END",
			},
		},
		"no UTF-8, NUL": {
			map[string]run.Reply{"db": value("a\xff"), "key": {Skip: true}, "phrase": value("a\x00b")},
			map[string]string{"replies.db": "must be UTF-8 without NUL", "replies.phrase": "must be UTF-8 without NUL"},
		},
		"a long key, two at once": {
			map[string]run.Reply{
				"db": {Skip: true, Value: secret.New("topsecret")}, "key": value(pemOf(t, strings.Repeat(" ", maxKey))), "phrase": {},
			},
			map[string]string{
				"replies.db": "takes a value, a way or skip: one of them", "replies.key": "has more than 16 KiB, which is the most for a private key",
			},
		},
		"an unknown way": {
			map[string]run.Reply{"db": {Way: "use:8"}, "key": {Skip: true}, "phrase": {}}, map[string]string{"replies.db": "has no such way"},
		},
	} {
		err := Check(request, run.Answer{Version: 1, Replies: test.replies}, "")
		got := map[string]string(nil)
		if refused, ok := errors.AsType[*apperror.Error](err); ok {
			got = map[string]string{}
			for _, fault := range refused.Fields {
				got[fault.Field] = fault.Message
			}
			if refused.Kind != apperror.Invalid || strings.Contains(refused.Error(), "topsecret") {
				t.Errorf("%s: %v", name, refused)
			}
		}
		if diff := cmp.Diff(test.wrong, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAnAnswerIsForTheVersionThatItsPersonSaw(t *testing.T) {
	t.Parallel()
	request := run.InputRequest{Version: 3, Fields: []run.AskedField{field("b", run.Password, 2), field("c", run.Password, 3)}}
	for version, want := range map[int]apperror.Kind{0: apperror.Conflict, 1: apperror.Conflict, 4: apperror.Conflict, 3: apperror.Invalid} {
		err := Check(request, run.Answer{Version: version, Replies: map[string]run.Reply{"b": value("x")}}, "ada")
		if apperror.KindOf(err) != want {
			t.Errorf("version %d: %v", version, err)
		}
	}
	if err := Check(request, run.Answer{Version: 2, Replies: map[string]run.Reply{"b": value("x")}}, ""); err != nil {
		t.Errorf("what came later is not in the way: %v", err)
	}
}
