// Package samples makes metrics for dashboards: it reads every query of a set of
// documents, Perses' or Grafana's, and serves each metric that they name with each
// label that they ask for, two moving series each, for a real Prometheus to scrape.
//
//	made := samples.New()
//	made.Add(document)
//	http.Handle("/metrics", made)
//
// The values of a label sort before everything that documents name literally: a
// variable that takes the first value of a label finds one that every metric has.
package samples
