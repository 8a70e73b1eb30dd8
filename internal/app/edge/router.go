package edge

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// gatedRouter registers the generated routes, each behind the gate of its
// operation. A route whose operation is not found is not registered at all, so
// that nothing is ever open by a mistake in a name.
type gatedRouter struct {
	server  *httpserver.Server
	gates   map[string]echo.MiddlewareFunc
	terms   map[string]httpserver.Terms
	unknown []string
	count   int
}

var templateParameter = regexp.MustCompile(`\{([^}]+)\}`)

// PathOf is the path of an operation's route.
func PathOf(operation httpserver.Operation) string {
	return templateParameter.ReplaceAllString(operation.Path, ":$1")
}

func newGatedRouter(server *httpserver.Server, guard *Gate, operations []httpserver.Operation) *gatedRouter {
	gated := &gatedRouter{server: server, gates: map[string]echo.MiddlewareFunc{}, terms: map[string]httpserver.Terms{}}
	for _, operation := range operations {
		path := PathOf(operation)
		gated.gates[operation.Method+" "+path] = guard.operation(operation)
		gated.terms[operation.Method+" "+path] = termsOf(operation)
	}
	return gated
}

// complete tells whether every operation has exactly one route.
func (g *gatedRouter) complete() error {
	if len(g.unknown) > 0 || g.count != len(g.gates) {
		return fmt.Errorf("the contract has %d operations and %d routes; without an operation: %v", len(g.gates), g.count, g.unknown)
	}
	return nil
}

// rest answers what no route took. An address that was asked with another method
// says so; everything else is the web UI's, which takes every address with GET, or
// is not there, whatever the method.
func (g *gatedRouter) rest(ui echo.HandlerFunc, raw []Route) echo.HandlerFunc {
	return func(c *echo.Context) error {
		methods := g.methodsAt(c.Request().URL.Path, raw)
		switch method := c.Request().Method; {
		case len(methods) > 0:
		case method == http.MethodGet, method == http.MethodHead:
			return ui(c)
		default:
			return echo.NewHTTPError(http.StatusNotFound, "")
		}
		c.Response().Header().Set("Allow", strings.Join(methods, ", "))
		return echo.NewHTTPError(http.StatusMethodNotAllowed, "")
	}
}

// methodsAt lists the methods that there are for an address, in order.
func (g *gatedRouter) methodsAt(address string, raw []Route) []string {
	var methods []string
	for _, route := range raw {
		if IsAt(route.Path, address) {
			methods = append(methods, route.Methods...)
		}
	}
	for operation := range g.gates {
		method, path, _ := strings.Cut(operation, " ")
		if IsAt(path, address) {
			methods = append(methods, method)
			if method == http.MethodGet && !g.terms[operation].Streams {
				methods = append(methods, http.MethodHead)
			}
		}
	}
	slices.Sort(methods)
	return slices.Compact(methods)
}

// IsAt tells whether an address is one of a route's path.
func IsAt(path, address string) bool {
	wanted, given := strings.Split(path, "/"), strings.Split(address, "/")
	return slices.EqualFunc(wanted, given, func(step, part string) bool {
		return step == part || strings.HasPrefix(step, ":") && part != ""
	})
}

func (g *gatedRouter) add(method, path string, handler echo.HandlerFunc, more []echo.MiddlewareFunc) echo.RouteInfo {
	guarding, found := g.gates[method+" "+path]
	if !found {
		g.unknown = append(g.unknown, method+" "+path)
		return echo.RouteInfo{}
	}
	g.count++
	g.server.SetTerms(method, path, g.terms[method+" "+path])
	return g.server.Echo().Add(method, path, handler, append([]echo.MiddlewareFunc{guarding}, more...)...)
}

// CONNECT and the other methods register one route.
func (g *gatedRouter) CONNECT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodConnect, path, h, m)
}

// DELETE registers a route.
func (g *gatedRouter) DELETE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodDelete, path, h, m)
}

// GET registers a route, and the same one for HEAD: the server leaves the body out.
// A stream never ends, so nobody asks for its head.
func (g *gatedRouter) GET(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	if guarding, found := g.gates[http.MethodGet+" "+path]; found && !g.terms[http.MethodGet+" "+path].Streams {
		g.server.Echo().Add(http.MethodHead, path, h, append([]echo.MiddlewareFunc{guarding}, m...)...)
	}
	return g.add(http.MethodGet, path, h, m)
}

// HEAD registers a route.
func (g *gatedRouter) HEAD(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodHead, path, h, m)
}

// OPTIONS registers a route.
func (g *gatedRouter) OPTIONS(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodOptions, path, h, m)
}

// PATCH registers a route.
func (g *gatedRouter) PATCH(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodPatch, path, h, m)
}

// POST registers a route.
func (g *gatedRouter) POST(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodPost, path, h, m)
}

// PUT registers a route.
func (g *gatedRouter) PUT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodPut, path, h, m)
}

// TRACE registers a route.
func (g *gatedRouter) TRACE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) echo.RouteInfo {
	return g.add(http.MethodTrace, path, h, m)
}
