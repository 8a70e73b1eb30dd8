package httpserver

import (
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// contentPolicy allows scripts from the program itself only. Styles may stand in
// the page, because the chart and editor libraries write them there. Frames are the
// sources that may show the page in one.
func contentPolicy(frames string) string { return contentSources + "frame-ancestors " + frames }

const contentSources = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; "

func (s *Server) withSecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", contentPolicy("'none'"))
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		if s.secure {
			header.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/proxy/") {
			header.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// sameSiteOnly refuses changes that another site's page sends in the name of
// whoever looks at it, and connections that become something else than requests: a
// WebSocket begins with a GET, and a page may open one to any site.
func (s *Server) sameSiteOnly(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, fromOtherSite())
	}))
	checked := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" && sameSite(r) != nil {
			s.refuse(w, r, fromOtherSite())
			return
		}
		checked.ServeHTTP(w, r)
	})
}

// sameSite refuses what another site's page sends, reading too: it is for what stays
// open in the name of whoever looks at that page. Kind: forbidden.
func sameSite(r *http.Request) error {
	asChange := *r
	asChange.Method = http.MethodPost
	if http.NewCrossOriginProtection().Check(&asChange) != nil {
		return fromOtherSite()
	}
	return nil
}

func fromOtherSite() *apperror.Error {
	return apperror.New(apperror.Forbidden, "Requests from other sites are refused").WithCode("cross_site")
}

// canonicalOnly refuses addresses that could mean one thing to the permission
// check and another to a handler: doubled slashes, dot segments, escaped slashes.
// What it lets through has one form only, the decoded one.
func (s *Server) canonicalOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isCanonical(r) {
			s.refuse(w, r, apperror.New(apperror.Invalid, "The address is not in its canonical form").
				WithField("path", "must have no doubled slashes, dot segments, escaped slashes or dots, or control characters"))
			return
		}
		if r.URL.RawPath != "" {
			address, decoded := *r.URL, *r
			address.RawPath = ""
			decoded.URL = &address
			r = &decoded
		}
		next.ServeHTTP(w, r)
	})
}

// isCanonical reads the decoded path and its escaped form. A percent sign that is
// left after decoding would be decoded again by somebody.
func isCanonical(r *http.Request) bool {
	plain := r.URL.Path
	if plain == "" || plain[0] != '/' || !utf8.ValidString(plain) || strings.ContainsFunc(plain, isForbidden) {
		return false
	}
	escaped := strings.ToLower(r.URL.EscapedPath())
	if strings.Contains(escaped, "%2f") || strings.Contains(escaped, "%2e") {
		return false
	}
	return plain == "/" || path.Clean(plain) == strings.TrimSuffix(plain, "/")
}

func isForbidden(r rune) bool {
	return r < ' ' || r == 0x7f || r == '\\' || r == ';' || r == '%'
}

// refuse answers a request that does not reach the router.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err *apperror.Error) {
	WriteProblem(w, err, InfoOf(r.Context()).ID)
	s.count(r, noRoute, StatusOf(err.Kind))
}
