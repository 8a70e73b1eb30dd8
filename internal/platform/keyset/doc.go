// Package keyset makes the opaque cursors of keyset paging and reads them back.
//
// A cursor is the position of the last row of a page: the values of the columns
// that the list is ordered by. It is base64url without padding over a JSON array
// of strings whose first element is the format's version. Reading is strict:
// only the exact text that Encode made is accepted, so two texts never stand for
// one position, and whatever was cut, forged or made for another kind of list
// gives apperror.Invalid with the field "cursor".
package keyset
