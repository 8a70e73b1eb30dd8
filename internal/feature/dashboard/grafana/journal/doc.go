// Package journal keeps what became of each part of a Grafana document: what is drawn
// otherwise, what is left out, in words for people and in numbers.
package journal
