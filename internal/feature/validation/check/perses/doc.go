// Package perses checks Perses dashboards: it loads one, asks for the values of its
// variables and its panels' queries through the metrics path, a few at a time and once
// more what may pass, and lets the rules of check judge the answers.
//
// Checks of one run look at one moment and share what they ask then (moment, shares).
package perses
