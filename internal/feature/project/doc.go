// Package project is about tenants: projects, and their members with their roles.
//
// A project that has members keeps an owner. A change of what somebody may do is
// told to the watchers of every project that they are in. With a project goes
// everything that the rooms keep of it, in one transaction; a new project of the
// same name begins empty.
//
// Owned tables: project, member.
package project
