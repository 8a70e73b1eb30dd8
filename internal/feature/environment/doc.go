// Package environment knows where the dashboards of a project are, its environments,
// and which there are in each, its inventory. Other rooms know environments by their
// ids and assets by their keys, and ask here for what is behind them.
//
// # Invariants
//
//   - Every project has the built-in environment, whose assets are the Perses
//     dashboards that the project keeps here. It is the first of every list, and what is
//     meant where no environment is named.
//   - Each kind of environment has one Inventory. What is in an environment is asked of
//     it alone, and an inventory gives only what people find there: assets that are
//     present.
//   - A server of others is registered with what the program signs in with. What is secret
//     of it is sealed, is given to nobody but the server that it was entered for, and must be
//     entered again when the address, or how the server is recognised, changes.
//
// Owned tables: environment.
package environment
