package edge

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// Route is a route outside the contract, with the permission that it needs.
type Route struct {
	Methods    []string
	Path       string
	Permission access.Permission
	Handler    echo.HandlerFunc
	// Refuse answers a refusal; nil for a problem document.
	Refuse Refuser
	// Recalls is true where who asks is remembered for seconds.
	Recalls bool
	// Terms are what holds for it besides what is usual.
	Terms httpserver.Terms
}

// termsOf is what holds for an operation of the contract besides what is usual.
func termsOf(operation httpserver.Operation) httpserver.Terms {
	return httpserver.Terms{Streams: operation.Streams()}
}

// Mounting is what is put behind the gate.
type Mounting struct {
	Server *httpserver.Server
	Gate   *Gate
	// Recalling tells who sends requests to the routes that recall it.
	Recalling authenticator
	Contract  *openapi3.T
	Handlers  api.ServerInterface
	// Others lists the routes outside the contract. The last of them takes what is left
	// over: rest makes its handler.
	Others func(rest func(ui echo.HandlerFunc, raw []Route) echo.HandlerFunc) []Route
}

// Mount puts every route behind its gate. An operation of the contract without a
// known permission keeps the server from starting.
func Mount(m Mounting) error {
	m.Contract.Servers = openapi3.Servers{{URL: "/"}}
	operations, err := httpserver.Operations(m.Contract)
	if err != nil {
		return err
	}
	if err := checkPermissions(operations); err != nil {
		return err
	}
	gated := newGatedRouter(m.Server, m.Gate, operations)
	api.RegisterHandlers(gated, m.Handlers)
	if err := gated.complete(); err != nil {
		return err
	}
	for _, route := range m.Others(gated.rest) {
		if _, known := route.Permission.NeedsProject(); !known {
			return fmt.Errorf("the route %s asks for an unknown permission", route.Path)
		}
		door := m.Gate
		if route.Recalls {
			recalling := *m.Gate
			recalling.people = m.Recalling
			door = &recalling
		}
		for _, method := range route.Methods {
			m.Server.SetTerms(method, route.Path, route.Terms)
			m.Server.Echo().Add(method, route.Path, door.raw(route.Permission, route.Handler, route.Refuse))
		}
	}
	return nil
}

// checkPermissions tells whether every operation asks for a permission that there is.
func checkPermissions(operations []httpserver.Operation) error {
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
	return nil
}
