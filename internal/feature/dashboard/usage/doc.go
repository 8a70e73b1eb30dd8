// Package usage is what stored dashboards have to do with datasources and secrets: which
// of them ask one, which send a secret, and how what they bring is rewritten when a new
// version wants it. It reads and writes the tables of feature/dashboard.
package usage
