package access

// Person is a user as other rooms than the one of accounts know them.
type Person struct {
	ID, Login, DisplayName, Email string
	// Disabled users can't sign in.
	Disabled bool
}
