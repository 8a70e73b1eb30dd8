// Package tree reads and writes the small parts that the documents of Grafana and of
// Perses are made of: texts, numbers, objects.
package tree
