// Package access says who may do what. A request is one Principal, whatever the
// door it came through. A Principal asks for a permission in a project and gets
// a Scope: the proof that every store method of a feature wants. There is one
// permission table, in table.go, and the documentation is printed from it.
//
// Answers follow one rule: somebody who is not a member of a project learns
// nothing of it (not_found); a member whose role is too low is refused (forbidden).
package access
