package superset

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// SignInKind is a way to make oneself known.
type SignInKind string

// The ways.
const (
	ByDatabase SignInKind = "db"      // a user of Superset's own, with a password
	ByLDAP     SignInKind = "ldap"    // a user of the directory, with a password
	ByToken    SignInKind = "token"   // a bearer token or API key that was made elsewhere
	ByCookie   SignInKind = "cookie"  // the session cookie of a browser that signed in
	ByHeaders  SignInKind = "headers" // the extra headers alone, such as for a proxy that signs in
)

// SignIn is how to make oneself known. Extra headers go beside any of its kinds.
type SignIn struct {
	Kind SignInKind
	// Username and Password are for ByDatabase and ByLDAP.
	Username string
	Password secret.Text
	// Token is for ByToken, without the word in front.
	Token secret.Text
	// Cookie is for ByCookie: the value of the cookie `session`, or name=value pairs with
	// semicolons between, as a browser shows them.
	Cookie secret.Text
}

func (s SignIn) setsAuthorization() bool { return s.renews() || s.Kind == ByToken }

// renews reports whether a new token can be had when one is not taken.
func (s SignIn) renews() bool { return s.Kind == ByDatabase || s.Kind == ByLDAP }

// check tells what is missing and gives the cookies of the session.
func (s SignIn) check() ([]*http.Cookie, error) {
	switch s.Kind {
	case ByDatabase, ByLDAP:
		if s.Username == "" || s.Password.Empty() {
			return nil, errors.New("a user name and a password are needed")
		}
	case ByToken:
		sendable := false
		s.Token.Use(func(plain string) { sendable = isHeaderValue(plain) })
		if !sendable {
			return nil, errors.New("a token of one line is needed")
		}
	case ByCookie:
		return readCookies(s.Cookie)
	case ByHeaders:
	default:
		return nil, fmt.Errorf("%q is none of the ways", s.Kind)
	}
	return nil, nil
}

func readCookies(text secret.Text) (cookies []*http.Cookie, err error) {
	text.Use(func(plain string) {
		plain = strings.TrimSpace(plain)
		if plain != "" && !strings.Contains(plain, "=") {
			plain = "session=" + plain
		}
		cookies, err = http.ParseCookie(plain)
		if err == nil && len(plain) > maxHeaderBytes {
			err = errors.New("it is too long")
		}
	})
	if err != nil || len(cookies) == 0 {
		return nil, errors.New("the session cookie can't be read: its value, or name=value, is needed")
	}
	return cookies, nil
}

// tokens are what a login gives.
type tokens struct {
	access, refresh secret.Text
	// renewAt is when the access token is renewed: some time before it ends.
	renewAt time.Time
}

// logIn gets a token: by the refresh token while that is taken, else by the password.
func (c *Client) logIn(ctx context.Context, last tokens) (tokens, error) {
	if !last.refresh.Empty() && !c.clock.Now().Before(last.renewAt) {
		if fresh, err := c.refresh(ctx, last); err == nil {
			return fresh, nil
		}
	}
	a, err := c.ask(ctx, call{
		op: "sign in", method: http.MethodPost, path: "/api/v1/security/login", open: true, repeat: true,
		body: struct {
			Username string `json:"username"`
			Password plain  `json:"password"`
			Provider string `json:"provider"`
			Refresh  bool   `json:"refresh"`
		}{c.signIn.Username, plain{c.signIn.Password}, string(c.signIn.Kind), true},
	})
	if err != nil {
		return tokens{}, err
	}
	return c.readTokens(a, "sign in", secret.Text{})
}

func (c *Client) refresh(ctx context.Context, last tokens) (tokens, error) {
	header := http.Header{}
	last.refresh.Use(func(plain string) { header.Set("Authorization", "Bearer "+plain) })
	a, err := c.ask(ctx, call{
		op: "renew the token", method: http.MethodPost, path: "/api/v1/security/refresh", open: true, header: header,
	})
	if err != nil {
		return tokens{}, err
	}
	return c.readTokens(a, "renew the token", last.refresh)
}

func (c *Client) readTokens(a answer, op string, refresh secret.Text) (tokens, error) {
	var said struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
	}
	if err := a.decode(op, &said); err != nil {
		return tokens{}, err
	}
	if !isHeaderValue(said.Access) {
		return tokens{}, &Error{Op: op, Reason: Unreadable, Status: a.status, Message: "the answer has no token"}
	}
	if isHeaderValue(said.Refresh) {
		refresh = secret.New(said.Refresh)
	}
	renewAt := c.clock.Now().Add(lifeOf(said.Access) * 4 / 5)
	return tokens{access: secret.New(said.Access), refresh: refresh, renewAt: renewAt}, nil
}

// defaultLife is how long a token is held for valid that does not say when it ends.
const defaultLife = 10 * time.Minute

// lifeOf is how long a token lives from when it was made. It is counted from now, so that the
// clocks of the two machines need not agree.
func lifeOf(token string) time.Duration {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return defaultLife
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	var claims struct {
		Issued float64 `json:"iat"`
		Ends   float64 `json:"exp"`
	}
	if err != nil || json.Unmarshal(text, &claims) != nil || claims.Ends <= claims.Issued || claims.Issued <= 0 {
		return defaultLife
	}
	const longest = 30 * 24 * time.Hour
	return time.Duration(min(claims.Ends-claims.Issued, longest.Seconds()) * float64(time.Second))
}

// plain is a secret on its way to the server: JSON writes it out, nothing else shows it.
type plain struct{ secret.Text }

// MarshalJSON writes the secret.
func (p plain) MarshalJSON() (text []byte, err error) {
	p.Use(func(value string) { text, err = json.Marshal(value) })
	return text, err //nolint:wrapcheck // a text can always be encoded
}
