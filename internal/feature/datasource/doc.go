// Package datasource keeps the datasources, variables and secrets of projects and of
// everybody, and says which server a question goes to and with which credentials.
//
// Invariants: the value of a secret, and that of a header, never comes back; stored
// credentials go where somebody sent them who knew them, and nowhere else; a project's
// own datasource sees of a shared server what the global ones share out to the project;
// a name that dashboards or datasources use stays unless who deletes it insists.
//
// It owns the tables datasource, variable, secret, datasource_kept and
// dashboard_upgrade, the steps that a new version is to do to stored datasources, those
// that dashboards bring too. The project of global resources is empty.
package datasource
