package api

// Value is what an optional member holds, or the zero value of one that is left out.
func Value[T any](member *T) T {
	var zero T
	if member == nil {
		return zero
	}
	return *member
}

// Optional is a member that is left out when it holds the zero value.
func Optional[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}
