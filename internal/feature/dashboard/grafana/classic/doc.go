// Package classic brings every form of a Grafana dashboard into the classic one, with a list
// of panels and their places: the resources of its API, and the v2 form with its tree of
// layouts. It refuses what no dashboard has, before anything of it is mapped.
package classic
