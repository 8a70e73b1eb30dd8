// Package jsonstrict reads JSON and YAML from strangers: bounded in size, depth
// and count, and strict. Duplicate keys, NUL, a byte order mark, invalid UTF-8,
// lone surrogates, numbers that no float64 holds, keys that are dangerous to
// JavaScript, trailing text, and YAML's anchors, aliases, merge keys, tags and
// second documents are refused, each with the path or the place of the fault.
//
// What comes out is a Value: an ordered tree that keeps the order of members and
// the digits of numbers, so that a document can be changed in one place and
// written back as it was everywhere else.
package jsonstrict
