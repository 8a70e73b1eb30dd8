package refusal

import "slices"

// Kind says what is wrong. The list is closed: rules name no other.
type Kind string

// What is asked for.
const (
	NeedsPassword          Kind = "needs_password"            // of the database in File
	NeedsTunnelPassword    Kind = "needs_tunnel_password"     // of the SSH tunnel of the database in File
	NeedsTunnelKey         Kind = "needs_tunnel_key"          // the private key of the tunnel
	NeedsTunnelKeyPassword Kind = "needs_tunnel_key_password" // the password of that key
	NeedsTunnelLogin       Kind = "needs_tunnel_login"        // the file has a tunnel with neither password nor key
	NeedsEncryptedField    Kind = "needs_encrypted_field"     // Field is its JSONPath, Label its name for people
)

// What is wrong with what was sent.
const (
	Exists        Kind = "exists"         // the object of File is there and overwriting was not asked for
	UnknownField  Kind = "unknown_field"  // File has a Field that this server does not know
	MissingField  Kind = "missing_field"  // File lacks a Field
	WrongType     Kind = "wrong_type"     // the bundle is of another kind; Subject is the wanted one
	BadYAML       Kind = "bad_yaml"       // File can't be read
	BadArchive    Kind = "bad_archive"    // the bundle is no archive, or has nothing to import
	BadForm       Kind = "bad_form"       // the request's form can't be read
	TooCompressed Kind = "too_compressed" // the archive is larger inside than the server takes
	NotUnique     Kind = "not_unique"     // Field's value is another object's
	OwnersInvalid Kind = "owners_invalid" // an owner is unknown
	BadQuestion   Kind = "bad_question"   // the server can't read or answer the question as it was put
	CatalogFixed  Kind = "catalog_fixed"  // the connection allows its default catalog only
	InUse         Kind = "in_use"         // something else hangs on it
	NoQuery       Kind = "no_query"       // the chart has no saved query
	DatasetGone   Kind = "dataset_gone"   // the chart's dataset is gone
	UnsafeEngine  Kind = "unsafe_engine"  // the server refuses this kind of database for safety
	DriverMissing Kind = "driver_missing" // the server lacks the driver Subject
	TunnelOff     Kind = "tunnel_off"     // the server's SSH tunnels are switched off
	UnknownReason Kind = "unknown_reason" // the server says that it does not know; its log does
	ProviderOff   Kind = "provider_off"   // this way of signing in is not set up there
	NotFound      Kind = "not_found"      // there is no such object
	RateLimited   Kind = "rate_limited"   // too many requests
	NotSignedIn   Kind = "not_signed_in"  // token or session are not valid
	CSRF          Kind = "csrf"           // token or cookie against forged requests are missing or old
	Referrer      Kind = "referrer"       // the server sees another host than it was asked under
	Forbidden     Kind = "forbidden"      // the account may not do that
	NotOwner      Kind = "not_owner"      // only an owner may do that
	Unrecognised  Kind = "unrecognised"   // no rule fits
	WrongPassword Kind = "wrong_password" // the database refuses the login
	DatabaseDown  Kind = "database_down"  // the database can't be reached
	NoDatabase    Kind = "no_database"    // the database server has no such database
	NoSchema      Kind = "no_schema"      // the database has no such schema
	NoRelation    Kind = "no_relation"    // the database has no such table or view
	NoColumn      Kind = "no_column"      // the table has no such column
	NoRight       Kind = "no_right"       // the database refuses the connection's user
	BadSQL        Kind = "bad_sql"        // the database can't read the query
	QueryTimeout  Kind = "query_timeout"  // the query took too long
	DatabaseError Kind = "database_error" // the database says something else
)

// AsksForSecret reports whether a person can mend it by giving a secret.
func (k Kind) AsksForSecret() bool {
	return slices.Contains([]Kind{
		NeedsPassword, NeedsTunnelPassword, NeedsTunnelKey, NeedsTunnelKeyPassword, NeedsEncryptedField,
	}, k)
}

// OfDatabase reports whether the database behind the server said it: the server itself is
// well, whatever the status of its answer.
func (k Kind) OfDatabase() bool {
	return slices.Contains([]Kind{
		WrongPassword, DatabaseDown, NoDatabase, NoSchema, NoRelation, NoColumn, NoRight, BadSQL, QueryTimeout, DatabaseError,
	}, k)
}

// Kinds lists those that a rule may give, in the order of their meaning above.
func Kinds() []Kind {
	return []Kind{
		NeedsPassword, NeedsTunnelPassword, NeedsTunnelKey, NeedsTunnelKeyPassword, NeedsTunnelLogin, NeedsEncryptedField,
		Exists, UnknownField, MissingField, WrongType, BadYAML, BadArchive, BadForm, TooCompressed, NotUnique, OwnersInvalid,
		BadQuestion, CatalogFixed, InUse, NoQuery, DatasetGone, UnsafeEngine, DriverMissing, TunnelOff, UnknownReason, ProviderOff,
		NotFound, RateLimited, NotSignedIn, CSRF, Referrer, Forbidden, NotOwner,
		WrongPassword, DatabaseDown, NoDatabase, NoSchema, NoRelation, NoColumn, NoRight, BadSQL, QueryTimeout, DatabaseError,
	}
}
