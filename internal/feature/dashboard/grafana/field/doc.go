// Package field reads what a panel says about its values, whatever chart shows them: units and
// decimals, colours, thresholds, value mappings.
package field
