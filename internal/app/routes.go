package app

import (
	"net/http"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/app/edge"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/web"
)

// rawRoutes lists every route that the contract does not describe, with its terms. The
// last of them takes what is left over.
func (p *program) rawRoutes(rest func(ui echo.HandlerFunc, raw []edge.Route) echo.HandlerFunc) []edge.Route {
	get := []string{http.MethodGet, http.MethodHead}
	every := append([]string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}, get...)
	wrap := echo.WrapHandler
	proxies := query.NewHTTP(p.features.query)
	proxied := func(path string, permission access.Permission) edge.Route {
		return edge.Route{
			Methods: every[:len(every):len(every)], Path: path, Permission: permission,
			Handler: wrap(proxies), Refuse: proxies.Refuse, Recalls: true,
		}
	}
	routes := []edge.Route{
		{Methods: get, Path: "/live", Permission: access.Public, Handler: p.live},
		{Methods: get, Path: "/ready", Permission: access.Public, Handler: p.ready},
		{Methods: get, Path: "/metrics", Permission: access.Public, Handler: p.metricsPage},
		{Methods: get, Path: "/openapi.yaml", Permission: access.Public, Handler: p.contractFile},
		proxied("/proxy/projects/:project/datasources/:name/*", access.QueryRun),
		proxied("/proxy/projects/:project/dashboards/:dashboard/datasources/:name/*", access.QueryRun),
		proxied("/proxy/globaldatasources/:name/*", access.SignedIn),
	}
	routes = append(routes, emptyLists(get)...)
	return append(routes, edge.Route{
		Methods: every, Path: "/*", Permission: access.Public, Handler: rest(wrap(httpserver.NewAssets(web.FS())), routes),
	})
}

// emptyLists are kinds of Perses that this server has none of. A Perses without
// any answers an empty list, and its clients ask for them.
func emptyLists(methods []string) []edge.Route {
	none := func(c *echo.Context) error { return c.JSONBlob(http.StatusOK, []byte("[]")) }
	var routes []edge.Route
	add := func(path string, permission access.Permission) {
		routes = append(routes, edge.Route{Methods: methods, Path: path, Permission: permission, Handler: none})
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
	if !edge.MayReadMetrics(c.Request(), p.settings.MetricsToken, p.settings.BaseURL) {
		return apperror.New(apperror.NotFound, "There is nothing at this address")
	}
	p.metricsHandler.ServeHTTP(c.Response(), c.Request())
	return nil
}

func (p *program) contractFile(c *echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml", api.Contract())
}
