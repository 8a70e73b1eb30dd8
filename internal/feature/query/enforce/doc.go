// Package enforce reads PromQL and limits it to what one tenant may see: parse, learn what
// the limits need to know, set one matcher on every selector, print, parse again and
// prove. It is pure: text in, text out, whatever the entrance.
package enforce

// The stable codes of refusals; clients branch on them.
const (
	CodeParameter    = "query_parameter"
	CodeSyntax       = "query_syntax"
	CodeTooComplex   = "query_too_complex"
	CodeForeign      = "label_conflict"
	CodeNoNamespaces = "no_namespaces"
)
