// Package fill puts values in place of the variables of a Perses document, as the
// charts do: which value a variable begins with, which datasource a reference means, at
// which step a query is asked, and what the query is then. It is pure: who knows the
// values of a label gives them.
package fill
