package engine

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

// secretForms are the forms in which a secret could turn up somewhere.
func secretForms(plain string) []string {
	encoded, _ := json.Marshal(plain)
	return []string{
		plain, strings.Trim(string(encoded), `"`), url.QueryEscape(plain), url.PathEscape(plain),
		hex.EncodeToString([]byte(plain)), strings.ToUpper(hex.EncodeToString([]byte(plain))),
		strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(plain)), "="),
		strings.TrimRight(base64.URLEncoding.EncodeToString([]byte(plain)), "="),
	}
}
