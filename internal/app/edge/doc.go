// Package edge is what stands between the network and the features: the gate before every
// route, the routes of the contract, and who is remembered for seconds. A route without a
// permission keeps the server from starting.
package edge
