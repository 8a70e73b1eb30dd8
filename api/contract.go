// Package api is the contract: the OpenAPI document and the code that is
// generated from it. The server answers its interface; features import its types
// in their http.go only.
package api

import _ "embed"

//go:embed openapi.yaml
var contract []byte

// Contract is the OpenAPI document as it is written. Callers must not change it.
func Contract() []byte { return contract }
