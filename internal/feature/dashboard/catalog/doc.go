// Package catalog lists the dashboards of a project, page by page in several orders, with
// their health, their use and what they can be narrowed by. It reads the tables of
// feature/dashboard and changes nothing.
package catalog
