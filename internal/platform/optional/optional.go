// Package optional goes between values and the pointers that the API's optional members
// are.
package optional

// Of is a pointer to a value; nil for the zero value, which the API leaves out.
func Of[V comparable](value V) *V {
	var none V
	if value == none {
		return nil
	}
	return &value
}

// Value is what a pointer points to; the zero value for nil.
func Value[V any](given *V) V {
	var none V
	return Or(given, none)
}

// Or is what a pointer points to, or what stands for nil.
func Or[V any](given *V, otherwise V) V {
	if given == nil {
		return otherwise
	}
	return *given
}
