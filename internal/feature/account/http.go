package account

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// SystemChecks tells how the parts of this server are, for the setup page.
type SystemChecks func(ctx context.Context) []api.SystemCheck

// Memberships gives the projects that a principal may see, with what it may do in
// each.
type Memberships func(ctx context.Context, principal access.Principal) ([]api.Membership, error)

// Page is what the handlers show of other rooms. All is required.
type Page struct {
	Checks      SystemChecks
	Memberships Memberships
}

// HTTP answers the contract's operations of accounts.
type HTTP struct {
	service *Service
	page    Page
}

// NewHTTP makes the handlers.
func NewHTTP(service *Service, page Page) *HTTP { return &HTTP{service: service, page: page} }

// OriginOf tells where the request of a context comes from.
func OriginOf(ctx context.Context) access.Origin {
	info := httpserver.InfoOf(ctx)
	return access.Origin{ClientAddress: info.ClientAddress, UserAgent: info.UserAgent, RequestID: info.ID}
}

// Authenticate tells who sends a request: by the first credential that is taken, or
// nobody when there is none. Kind: unauthenticated when a credential does not hold.
func (h *HTTP) Authenticate(r *http.Request) (access.Principal, error) {
	return h.service.Authenticate(r, OriginOf(r.Context()))
}

func (h *HTTP) cookie(value string, expires time.Time) *string {
	cookie := &http.Cookie{
		Name: h.service.cookieName(), Value: value, Path: "/", HttpOnly: true, Secure: h.service.deps.Secure,
		SameSite: http.SameSiteLaxMode, Expires: expires,
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	text := cookie.String()
	return &text
}

// SignIn opens a session.
func (h *HTTP) SignIn(ctx context.Context, request api.SignInRequestObject) (api.SignInResponseObject, error) {
	opened, err := h.service.SignIn(ctx, OriginOf(ctx), request.Body.Login, secret.New(request.Body.Password))
	if err != nil {
		return nil, err
	}
	answer, err := h.signedIn(ctx, opened)
	return api.SignIn200JSONResponse{MeWithCookieJSONResponse: answer}, err
}

func (h *HTTP) signedIn(ctx context.Context, opened SignedIn) (api.MeWithCookieJSONResponse, error) {
	me, err := h.me(ctx, opened.Principal)
	return api.MeWithCookieJSONResponse{
		Body: me, Headers: api.MeWithCookieResponseHeaders{SetCookie: h.cookie(opened.Cookie, opened.ExpiresAt)},
	}, err
}

// SignOut ends the session.
func (h *HTTP) SignOut(ctx context.Context, _ api.SignOutRequestObject) (api.SignOutResponseObject, error) {
	principal := access.ScopeOf(ctx).Principal()
	if !principal.Nobody() {
		if err := h.service.SignOut(ctx, principal); err != nil {
			return nil, err
		}
	}
	return api.SignOut204Response{Headers: api.SignOut204ResponseHeaders{SetCookie: h.cookie("", time.Unix(1, 0))}}, nil
}

// GetLink tells what a one-time link is for.
func (h *HTTP) GetLink(ctx context.Context, request api.GetLinkRequestObject) (api.GetLinkResponseObject, error) {
	link, err := h.service.Link(ctx, OriginOf(ctx), request.Token)
	if err != nil {
		return nil, err
	}
	answer := api.GetLink200JSONResponse{
		Purpose: api.LinkPurpose(link.Purpose), Login: link.Login, Email: link.Email, ExpiresAt: link.ExpiresAt,
		Checks: []api.SystemCheck{},
	}
	if link.Purpose == Setup {
		answer.Checks = h.page.Checks(ctx)
	}
	return answer, nil
}

// UseLink sets the password of a link's user and signs in.
func (h *HTTP) UseLink(ctx context.Context, request api.UseLinkRequestObject) (api.UseLinkResponseObject, error) {
	opened, err := h.service.UseLink(ctx, OriginOf(ctx), request.Token, secret.New(request.Body.Password), request.Body.Email)
	if err != nil {
		return nil, err
	}
	answer, err := h.signedIn(ctx, opened)
	return api.UseLink200JSONResponse{MeWithCookieJSONResponse: answer}, err
}

// GetMe tells who is signed in.
func (h *HTTP) GetMe(ctx context.Context, _ api.GetMeRequestObject) (api.GetMeResponseObject, error) {
	me, err := h.me(ctx, access.ScopeOf(ctx).Principal())
	return api.GetMe200JSONResponse(me), err
}

func (h *HTTP) me(ctx context.Context, principal access.Principal) (api.Me, error) {
	user, err := h.service.User(ctx, principal.UserID)
	if err != nil {
		return api.Me{}, err
	}
	projects, err := h.page.Memberships(ctx, principal)
	if err != nil {
		return api.Me{}, err
	}
	preferences, _, err := h.preferences(ctx, principal)
	if err != nil {
		return api.Me{}, err
	}
	shown := userView(user)
	shown.IsAdmin = principal.Admin
	return api.Me{User: shown, Method: api.MeMethod(principal.Method), Preferences: preferences, Projects: projects}, nil
}

// UpdateMe changes one's own name and email.
func (h *HTTP) UpdateMe(ctx context.Context, request api.UpdateMeRequestObject) (api.UpdateMeResponseObject, error) {
	scope := access.ScopeOf(ctx)
	if err := h.service.UpdateMe(ctx, scope, request.Body.DisplayName, request.Body.Email); err != nil {
		return nil, err
	}
	me, err := h.me(ctx, scope.Principal())
	return api.UpdateMe200JSONResponse(me), err
}

// ChangePassword changes one's own password.
func (h *HTTP) ChangePassword(ctx context.Context, request api.ChangePasswordRequestObject) (
	api.ChangePasswordResponseObject, error,
) {
	body := request.Body
	err := h.service.ChangePassword(ctx, access.ScopeOf(ctx).Principal(), NewPassword{
		Present: secret.New(body.CurrentPassword), Next: secret.New(body.NewPassword),
		EndTokens: body.EndTokens == nil || *body.EndTokens,
	})
	return api.ChangePassword204Response{}, err
}

// ListSessions lists one's own sessions.
func (h *HTTP) ListSessions(ctx context.Context, _ api.ListSessionsRequestObject) (api.ListSessionsResponseObject, error) {
	principal := access.ScopeOf(ctx).Principal()
	sessions, err := h.service.Sessions(ctx, principal.UserID)
	answer := api.ListSessions200JSONResponse{}
	for _, session := range sessions {
		answer = append(answer, api.Session{
			Id: session.ID, Current: session.ID == principal.SessionID, CreatedAt: session.CreatedAt.Time,
			LastSeenAt: session.LastSeenAt.Time, ExpiresAt: session.ExpiresAt.Time,
			ClientAddress: session.ClientAddress, UserAgent: session.UserAgent,
		})
	}
	return answer, err
}

// SignOutEverywhere ends all of one's sessions.
func (h *HTTP) SignOutEverywhere(ctx context.Context, _ api.SignOutEverywhereRequestObject) (
	api.SignOutEverywhereResponseObject, error,
) {
	err := h.service.SignOutEverywhere(ctx, access.ScopeOf(ctx).Principal())
	return api.SignOutEverywhere204Response{
		Headers: api.SignOutEverywhere204ResponseHeaders{SetCookie: h.cookie("", time.Unix(1, 0))},
	}, err
}

// EndSession ends one session of one's own.
func (h *HTTP) EndSession(ctx context.Context, request api.EndSessionRequestObject) (api.EndSessionResponseObject, error) {
	return api.EndSession204Response{}, h.service.EndSession(ctx, access.ScopeOf(ctx).Principal(), request.Id)
}

// ListTokens lists one's own API tokens.
func (h *HTTP) ListTokens(ctx context.Context, _ api.ListTokensRequestObject) (api.ListTokensResponseObject, error) {
	tokens, err := h.service.Tokens(ctx, access.ScopeOf(ctx).Principal())
	answer := api.ListTokens200JSONResponse{}
	for _, token := range tokens {
		answer = append(answer, tokenView(token))
	}
	return answer, err
}

// CreateToken makes an API token.
func (h *HTTP) CreateToken(ctx context.Context, request api.CreateTokenRequestObject) (api.CreateTokenResponseObject, error) {
	const usualDays = 90
	input := credential.NewToken{Name: request.Body.Name, Days: usualDays}
	if request.Body.Project != nil {
		input.Project = asset.FoldName(*request.Body.Project)
	}
	if request.Body.Role != nil {
		input.Role = access.Role(*request.Body.Role)
	}
	if request.Body.ExpiresInDays != nil {
		input.Days = *request.Body.ExpiresInDays
	}
	token, credential, err := h.service.CreateToken(ctx, access.ScopeOf(ctx).Principal(), input)
	return api.CreateToken201JSONResponse{Token: tokenView(token), Secret: credential}, err
}

func tokenView(token credential.APIToken) api.Token {
	view := api.Token{
		Id: token.ID, Name: token.Name, CreatedAt: token.CreatedAt.Time, ExpiresAt: token.ExpiresAt.Time,
		LastUsedAt: when(token.LastUsedAt),
	}
	if token.Project != "" {
		view.Project = &token.Project
	}
	if token.Role != "" {
		role := api.Role(token.Role)
		view.Role = &role
	}
	return view
}

func when(at *sqldb.Time) *time.Time {
	if at == nil {
		return nil
	}
	return &at.Time
}

// RevokeToken ends an API token.
func (h *HTTP) RevokeToken(ctx context.Context, request api.RevokeTokenRequestObject) (api.RevokeTokenResponseObject, error) {
	return api.RevokeToken204Response{}, h.service.RevokeToken(ctx, access.ScopeOf(ctx).Principal(), request.Id)
}

// GetPreferences gives one's own preferences.
func (h *HTTP) GetPreferences(ctx context.Context, _ api.GetPreferencesRequestObject) (api.GetPreferencesResponseObject, error) {
	preferences, tag, err := h.preferences(ctx, access.ScopeOf(ctx).Principal())
	headers := api.GetPreferences200ResponseHeaders{ETag: &tag}
	return api.GetPreferences200JSONResponse{Body: preferences, Headers: headers}, err
}

// preferences gives the kept preferences and their tag.
func (h *HTTP) preferences(ctx context.Context, principal access.Principal) (api.Preferences, string, error) {
	var preferences api.Preferences
	document, err := h.service.Preferences(ctx, principal)
	if err != nil {
		return preferences, "", err
	}
	if err := json.Unmarshal(document, &preferences); err != nil {
		return preferences, "", fmt.Errorf("decode preferences: %w", err)
	}
	return preferences, preferencesTag(document), nil
}

// PutPreferences replaces one's own preferences.
func (h *HTTP) PutPreferences(
	ctx context.Context, request api.PutPreferencesRequestObject,
) (api.PutPreferencesResponseObject, error) {
	document, err := json.Marshal(request.Body)
	if err != nil {
		return nil, fmt.Errorf("encode preferences: %w", err)
	}
	zone, ifMatch := "", ""
	if request.Body.TimeZone != nil {
		zone = *request.Body.TimeZone
	}
	if request.Params.IfMatch != nil {
		ifMatch = *request.Params.IfMatch
	}
	err = h.service.PutPreferences(ctx, access.ScopeOf(ctx).Principal(), document, zone, ifMatch)
	return api.PutPreferences200JSONResponse(*request.Body), err
}

func (h *HTTP) nativeView(tokens credential.NativeTokens) api.NativeTokens {
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
