package app

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/web"
)

// rawRoute is a route outside the contract, with the permission that it needs.
type rawRoute struct {
	methods    []string
	path       string
	permission access.Permission
	handler    echo.HandlerFunc
	// refuse answers a refusal; nil for a problem document.
	refuse refuser
	// recalls is true where who asks is remembered for seconds.
	recalls bool
	// terms are what holds for it besides what is usual.
	terms httpserver.Terms
}

// termsOf is what holds for an operation of the contract besides what is usual.
func termsOf(operation httpserver.Operation) httpserver.Terms {
	return httpserver.Terms{Streams: operation.Streams()}
}

// rawRoutes lists every route that the contract does not describe, with its terms. The
// last of them takes what is left over.
func (p *program) rawRoutes(rest func(ui echo.HandlerFunc, raw []rawRoute) echo.HandlerFunc) []rawRoute {
	get := []string{http.MethodGet, http.MethodHead}
	every := append([]string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}, get...)
	wrap := echo.WrapHandler
	proxies := query.NewHTTP(p.features.query)
	proxied := func(path string, permission access.Permission) rawRoute {
		return rawRoute{
			methods: every[:len(every):len(every)], path: path, permission: permission,
			handler: wrap(proxies), refuse: proxies.Refuse, recalls: true,
		}
	}
	routes := []rawRoute{
		{methods: get, path: "/live", permission: access.Public, handler: p.live},
		{methods: get, path: "/ready", permission: access.Public, handler: p.ready},
		{methods: get, path: "/metrics", permission: access.Public, handler: p.metricsPage},
		{methods: get, path: "/openapi.yaml", permission: access.Public, handler: p.contractFile},
		proxied("/proxy/projects/:project/datasources/:name/*", access.QueryRun),
		proxied("/proxy/projects/:project/dashboards/:dashboard/datasources/:name/*", access.QueryRun),
		proxied("/proxy/globaldatasources/:name/*", access.SignedIn),
	}
	routes = append(routes, emptyLists(get)...)
	return append(routes, rawRoute{
		methods: every, path: "/*", permission: access.Public, handler: rest(wrap(httpserver.NewAssets(web.FS())), routes),
	})
}

// emptyLists are kinds of Perses that this server has none of. A Perses without
// any answers an empty list, and its clients ask for them.
func emptyLists(methods []string) []rawRoute {
	none := func(c *echo.Context) error { return c.JSONBlob(http.StatusOK, []byte("[]")) }
	var routes []rawRoute
	add := func(path string, permission access.Permission) {
		routes = append(routes, rawRoute{methods: methods, path: path, permission: permission, handler: none})
	}
	for _, kind := range []string{"folders", "roles", "rolebindings"} {
		add("/api/v1/"+kind, access.SignedIn)
		add("/api/v1/projects/:project/"+kind, access.ProjectRead)
	}
	for _, kind := range []string{"globalroles", "globalrolebindings"} {
		add("/api/v1/"+kind, access.SignedIn)
	}
	return routes
}

// mount puts every route behind its gate. An operation of the contract without a
// known permission keeps the server from starting.
func (p *program) mount(spec *openapi3.T, handlers api.ServerInterface, guard *gate) error {
	spec.Servers = openapi3.Servers{{URL: "/"}}
	operations, err := httpserver.Operations(spec)
	if err != nil {
		return err
	}
	for _, operation := range operations {
		needsProject, known := access.Permission(operation.Permission).NeedsProject()
		if !known {
			return fmt.Errorf("the contract's operation %s asks for the unknown permission %q", operation.ID, operation.Permission)
		}
		if needsProject != strings.Contains(operation.Path, "{project}") && operation.Permission != string(access.SignedIn) {
			return fmt.Errorf("the contract's operation %s and its permission disagree about the project", operation.ID)
		}
		if operation.InProject == "" {
			continue
		}
		if inProject, known := access.Permission(operation.InProject).NeedsProject(); !known || !inProject {
			return fmt.Errorf("the contract's operation %s asks for %q in a project", operation.ID, operation.InProject)
		}
	}
	gated := newGatedRouter(p.http, guard, operations)
	api.RegisterHandlers(gated, handlers)
	if err := gated.complete(); err != nil {
		return err
	}
	for _, route := range p.rawRoutes(gated.rest) {
		if _, known := route.permission.NeedsProject(); !known {
			return fmt.Errorf("the route %s asks for an unknown permission", route.path)
		}
		door := guard
		if route.recalls {
			recalling := *guard
			recalling.people = p.recaller
			door = &recalling
		}
		for _, method := range route.methods {
			p.http.SetTerms(method, route.path, route.terms)
			p.http.Echo().Add(method, route.path, door.raw(route.permission, route.handler, route.refuse))
		}
	}
	return nil
}

// live says that the process answers.
func (p *program) live(c *echo.Context) error { return c.String(http.StatusOK, "live\n") }

// readyText is what a ready server says; the command healthcheck looks for it.
const readyText = "ready\n"

// ready says whether the server can work.
func (p *program) ready(c *echo.Context) error {
	if err := p.db.Ping(c.Request().Context()); err != nil || !p.started.Load() {
		return apperror.New(apperror.Unavailable, "The server is not ready").WithCause(err)
	}
	return c.String(http.StatusOK, readyText)
}

// metricsPage is for this machine, or for whoever holds the token.
func (p *program) metricsPage(c *echo.Context) error {
	if !p.mayReadMetrics(c.Request()) {
		return apperror.New(apperror.NotFound, "There is nothing at this address")
	}
	p.metricsHandler.ServeHTTP(c.Response(), c.Request())
	return nil
}

func (p *program) mayReadMetrics(r *http.Request) bool {
	if p.settings.MetricsToken.Empty() {
		address, err := netip.ParseAddr(httpserver.InfoOf(r.Context()).ClientAddress)
		return err == nil && address.IsLoopback() && !forwarded(r.Header) && isThisMachine(r.Host) && p.isPrivate()
	}
	given := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	var matches bool
	p.settings.MetricsToken.Use(func(plain string) { matches = secret.Matches(given, secret.HashOf(plain)) })
	return matches
}

// isPrivate reports that nobody said that people come by another address than this
// machine's: where there is a proxy, each request comes from this machine.
func (p *program) isPrivate() bool {
	base, err := url.Parse(p.settings.BaseURL)
	return p.settings.BaseURL == "" || err == nil && isThisMachine(base.Host)
}

// isThisMachine reports whether a host, with or without a port, names the loopback.
func isThisMachine(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	address, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && address.IsLoopback()
}

// forwarded tells whether the request came through a proxy that says so: then the
// peer's address, even this machine's, is not the client's.
func forwarded(header http.Header) bool {
	for _, name := range []string{
		"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via",
		"Cf-Connecting-Ip", "True-Client-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "X-Forwarded-Server",
	} {
		if header.Get(name) != "" {
			return true
		}
	}
	return false
}

func (p *program) contractFile(c *echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml", api.Contract())
}
