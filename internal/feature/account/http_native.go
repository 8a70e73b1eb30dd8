package account

import (
	"context"
	"net/http"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func (h *HTTP) nativeView(tokens NativeTokens) api.NativeTokens {
	left := int64(tokens.Expiry.Sub(h.service.clock.Now()) / time.Second)
	return api.NativeTokens{
		AccessToken: tokens.Access, RefreshToken: tokens.Refresh, TokenType: "Bearer", Expiry: tokens.Expiry.UTC(), ExpiresIn: left,
	}
}

// NativeLogin signs a Perses client in.
func (h *HTTP) NativeLogin(ctx context.Context, request api.NativeLoginRequestObject) (api.NativeLoginResponseObject, error) {
	tokens, err := h.service.NativeSignIn(ctx, OriginOf(ctx), request.Body.Login, secret.New(request.Body.Password))
	if err != nil {
		return nil, err
	}
	return api.NativeLogin200JSONResponse(h.nativeView(tokens)), nil
}

// NativeRefresh gives a Perses client new tokens.
func (h *HTTP) NativeRefresh(
	ctx context.Context, request api.NativeRefreshRequestObject,
) (api.NativeRefreshResponseObject, error) {
	tokens, err := h.service.Refresh(ctx, OriginOf(ctx), request.Body.RefreshToken)
	if err != nil {
		return nil, err
	}
	return api.NativeRefresh200JSONResponse(h.nativeView(tokens)), nil
}

// NativeLogout ends the session and leads to the web UI, as Perses does it.
func (h *HTTP) NativeLogout(ctx context.Context, _ api.NativeLogoutRequestObject) (api.NativeLogoutResponseObject, error) {
	return toUI{}, h.logOut(ctx)
}

// NativeLogoutPost ends the session.
func (h *HTTP) NativeLogoutPost(
	ctx context.Context, _ api.NativeLogoutPostRequestObject,
) (api.NativeLogoutPostResponseObject, error) {
	return api.NativeLogoutPost204Response{}, h.logOut(ctx)
}

// logOut ends the session of a JWT. That of a cookie stays: another site's page
// can make a browser ask for an address, and must not sign anybody out.
func (h *HTTP) logOut(ctx context.Context) error {
	principal := access.ScopeOf(ctx).Principal()
	if principal.Nobody() || principal.Cookie {
		return nil
	}
	return h.service.SignOut(ctx, principal)
}

type toUI struct{}

// VisitNativeLogoutResponse writes the answer.
func (toUI) VisitNativeLogoutResponse(w http.ResponseWriter) error {
	w.Header().Set("Location", "/")
	w.WriteHeader(http.StatusFound)
	return nil
}

// WhoAmI tells a Perses client who it is.
func (h *HTTP) WhoAmI(ctx context.Context, _ api.WhoAmIRequestObject) (api.WhoAmIResponseObject, error) {
	user, err := h.service.User(ctx, access.ScopeOf(ctx).Principal().UserID)
	return api.WhoAmI200JSONResponse(userView(user)), err
}
