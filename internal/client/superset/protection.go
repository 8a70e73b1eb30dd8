package superset

import (
	"context"
	"net/http"
	"slices"
)

const (
	maxCookies     = 20
	maxCookieBytes = 16 << 10
)

// protection is what the server wants beside every change: a token, and the session cookie
// that came with it. It lives for a week.
type protection struct {
	token   string
	cookies []*http.Cookie
}

// fetchProtection asks for a token. Of its answer, and of no other, the cookies are kept.
func (c *Client) fetchProtection(ctx context.Context, _ protection) (protection, error) {
	const op = "get the CSRF token"
	a, err := c.ask(ctx, call{op: op, path: "/api/v1/security/csrf_token/", repeat: true})
	if err != nil {
		return protection{}, err
	}
	var said struct {
		Result string `json:"result"`
	}
	if err := a.decode(op, &said); err != nil {
		return protection{}, err
	}
	if !isHeaderValue(said.Result) {
		return protection{}, &Error{Op: op, Reason: Unreadable, Status: a.status, Message: "the answer has no token"}
	}
	cookies := slices.Clone(c.cookies)
	size := 0
	for _, line := range a.header.Values("Set-Cookie") {
		cookie, err := http.ParseSetCookie(line)
		if err != nil || cookie.MaxAge < 0 {
			continue
		}
		size += len(cookie.Name) + len(cookie.Value)
		cookies = slices.DeleteFunc(cookies, func(old *http.Cookie) bool { return old.Name == cookie.Name })
		cookies = append(cookies, &http.Cookie{Name: cookie.Name, Value: cookie.Value, Quoted: cookie.Quoted})
	}
	if size > maxCookieBytes || len(cookies) > maxCookies {
		return protection{}, &Error{Op: op, Reason: TooLarge, Status: a.status, Message: "the server sets more cookies than are taken"}
	}
	return protection{token: said.Result, cookies: cookies}, nil
}

// cookieHeader writes cookies as a request has them.
func cookieHeader(cookies []*http.Cookie) string {
	text := ""
	for _, each := range cookies {
		if text != "" {
			text += "; "
		}
		text += (&http.Cookie{Name: each.Name, Value: each.Value, Quoted: each.Quoted}).String()
	}
	return text
}
