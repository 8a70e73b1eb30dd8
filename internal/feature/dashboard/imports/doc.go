// Package imports takes texts of another making apart, Perses' own and Grafana's, one
// document or many, maps them to dashboards of this project, and reports what is not as
// it was. What may be saved, and where, feature/dashboard says.
package imports
