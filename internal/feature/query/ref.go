package query

// Ref names a datasource, from the address of a request to where it is looked up.
type Ref struct {
	// Project is whose it is asked for, in small letters; empty for a global one that is
	// asked for without a project.
	Project string
	// Dashboard is set for a datasource of a dashboard's own, in small letters.
	Dashboard string
	// Name is its name as it was asked for: one in a dashboard keeps its capitals.
	Name string
	// Global looks among the global datasources alone; else the project's come first.
	Global bool
}
