// Package refusal tells what a Superset means when it says no: which file of a bundle lacks
// which password, which field is unknown, which driver is missing, whose right is.
//
// What is recognised is data: rules.yaml, in which each rule has a kind and a pattern. An
// administrator's file of the same form goes over it (Table.Merge). The answers are
// structured at best: a map from files to texts, lists or maps of any depth. They are taken
// apart first, and each text is then given to the rules in their order; the first that fits
// says what it is. A text that none fits is Unrecognised and kept, sanitized.
//
// A server's answer is a stranger's: its depth, the number of its findings and the length
// of what is kept are bounded, and nothing of it reaches people unsanitized. Only the names
// of files and fields stay as they came, because the answer to the question needs them;
// they are printable and short, or the finding has none.
package refusal
