package httpserver

import (
	"net/http"
	"path"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// contentPolicy allows scripts from the program itself only. Styles may stand in
// the page, because the chart and editor libraries write them there.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func (s *Server) withSecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", contentPolicy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
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

// canonicalOnly refuses addresses that could mean one thing to the permission
// check and another to a handler: doubled slashes, dot segments, escaped slashes.
func canonicalOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isCanonical(r) {
			WriteProblem(w, apperror.New(apperror.Invalid, "The address is not in its canonical form"),
				InfoOf(r.Context()).ID)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isCanonical(r *http.Request) bool {
	plain := r.URL.Path
	if plain == "" || plain[0] != '/' || strings.ContainsAny(plain, "\x00\\;") {
		return false
	}
	escaped := strings.ToLower(r.URL.EscapedPath())
	if strings.Contains(escaped, "%2f") || strings.Contains(escaped, "%2e") || strings.Contains(escaped, "%5c") {
		return false
	}
	return plain == "/" || path.Clean(plain) == strings.TrimSuffix(plain, "/")
}
