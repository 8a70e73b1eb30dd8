package boards

import (
	"net/http/httptest"
	"strings"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Dashboards is the address of the dashboards of shop.
const Dashboards = "/api/v1/projects/shop/dashboards"

// server answers the operations of dashboards and datasources; the others are not there.
type server struct {
	boardHTTP
	catalogHTTP
	importsHTTP
	sourceHTTP
	others
}

type (
	boardHTTP   struct{ *dashboard.HTTP }
	catalogHTTP struct{ *catalog.HTTP }
	importsHTTP struct{ *imports.HTTP }
	sourceHTTP  struct{ *datasource.HTTP }
	others      struct{ stubs }
	stubs       struct{ api.StrictServerInterface }
)

// Ask sends one request as somebody with a scope. It gives the error's kind where
// the edge would write a problem document.
func (w *World) Ask(
	scope access.Scope, method, path, body string, headers ...string,
) (*httptest.ResponseRecorder, apperror.Kind) {
	w.T.Helper()
	var failure error
	router := echo.New()
	router.HTTPErrorHandler = func(_ *echo.Context, err error) { failure = err }
	api.RegisterHandlers(router, api.NewStrictHandler(server{
		boardHTTP: boardHTTP{dashboard.NewHTTP(w.Boards.Service)}, catalogHTTP: catalogHTTP{catalog.NewHTTP(w.Lists)},
		importsHTTP: importsHTTP{imports.NewHTTP(w.Importer)},
		sourceHTTP:  sourceHTTP{datasource.NewHTTP(w.Sources.Service)},
	}, nil))
	request := httptest.NewRequestWithContext(access.WithScope(w.T.Context(), scope), method, path,
		strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	router.ServeHTTP(recorder, request)
	if failure != nil {
		return recorder, apperror.KindOf(failure)
	}
	return recorder, ""
}
