// Package question has the words of the metrics path: what is asked, of which datasource,
// within which limits, and what is said when there is no answer.
package question
