package app

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestPersesClients asks what Perses' clients ask besides the resources, and holds
// the answers against those of a Perses that has none of these.
func TestPersesClients(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	owner := h.person(t, "the-owner")
	for _, list := range []string{
		"/api/v1/folders", "/api/v1/roles", "/api/v1/rolebindings", "/api/v1/globalroles", "/api/v1/globalrolebindings",
		"/api/v1/projects/default/folders", "/api/v1/projects/Default/roles", "/api/v1/projects/default/rolebindings",
	} {
		if answer := h.send(t, http.MethodGet, list, "", owner); answer.Code != http.StatusOK || answer.Body.String() != "[]" {
			t.Errorf("%s: %d %s", list, answer.Code, answer.Body)
		}
		if answer := h.send(t, http.MethodGet, list+"/one", "", owner); answer.Code != http.StatusNotFound {
			t.Errorf("%s/one: %d", list, answer.Code)
		}
	}
	if answer := h.send(t, http.MethodGet, "/api/v1/projects/default/folders", "", h.person(t, "stranger")); answer.Code != http.StatusNotFound {
		t.Errorf("another project's folders: %d", answer.Code)
	}
	for _, address := range []string{"/api/v1/users", "/api/v1/users/the-owner", "/api/v1/user/whoami"} {
		answer := h.send(t, http.MethodGet, address, "", h.person(t, "the-admin"))
		text := answer.Body.String()
		if answer.Code != http.StatusOK || !strings.Contains(text, `"kind":"User"`) || !strings.Contains(text, `"metadata":{`) {
			t.Errorf("%s: %d %s", address, answer.Code, text)
		}
	}
	if answer := h.send(t, http.MethodGet, "/api/v1/plugins", "", owner); !strings.Contains(answer.Body.String(), `"name":"BarChart"`) {
		t.Errorf("the modules of plugins: %s", answer.Body)
	}
}

// TestHead_is_GET_without_a_body, as HTTP has it.
func TestHead_is_GET_without_a_body(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	owner := h.person(t, "the-owner")
	for address, want := range map[string]int{
		"/api/v1/projects/default/dashboards": http.StatusOK, "/api/v1/projects/default/dashboards/none": http.StatusNotFound,
		"/api/v1/health": http.StatusOK, "/api/v1/projects/default/events": http.StatusMethodNotAllowed,
		"/proxy/projects/default/datasources/embedded/api/v1/query?query=1": http.StatusMethodNotAllowed,
	} {
		if answer := h.send(t, http.MethodHead, address, "", owner); answer.Code != want {
			t.Errorf("HEAD %s: %d, want %d", address, answer.Code, want)
		}
	}
	if answer := h.send(t, http.MethodHead, "/api/v1/projects/default/dashboards", "", h.person(t, "nobody")); answer.Code != http.StatusUnauthorized {
		t.Errorf("nobody's HEAD: %d", answer.Code)
	}
}

// TestProxy_refuses_in_the_form_of_Prometheus, which is what its clients read.
func TestProxy_refuses_in_the_form_of_Prometheus(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	const query = "/datasources/embedded/api/v1/query?query=1"
	for _, each := range []struct {
		who, address string
		want         int
	}{
		{"nobody", "/proxy/projects/default" + query, http.StatusUnauthorized},
		{"stranger", "/proxy/projects/default" + query, http.StatusNotFound},
		{"the-owner", "/proxy/projects/none" + query, http.StatusNotFound},
		{"nobody", "/proxy/globaldatasources/embedded/api/v1/query?query=1", http.StatusUnauthorized},
	} {
		answer := h.send(t, http.MethodGet, each.address, "", h.person(t, each.who))
		var refusal struct{ Status, ErrorType, Error string }
		if err := json.Unmarshal(answer.Body.Bytes(), &refusal); err != nil {
			t.Fatal(err)
		}
		if answer.Code != each.want || refusal.Status != "error" || refusal.ErrorType == "" || refusal.Error == "" {
			t.Errorf("%s by %s: %d %s", each.address, each.who, answer.Code, answer.Body)
		}
	}
}

// TestNativeSignIn walks the way of percli through the real edge.
func TestNativeSignIn(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	nobody := h.person(t, "nobody")
	login := func(password string) (map[string]any, int) {
		body := `{"login":"the-operator","password":"` + password + `"}`
		answer := h.send(t, http.MethodPost, "/api/auth/providers/native/login", body, nobody)
		tokens := map[string]any{}
		if err := json.Unmarshal(answer.Body.Bytes(), &tokens); err != nil {
			t.Fatal(err)
		}
		return tokens, answer.Code
	}
	if _, code := login("not the password"); code != http.StatusUnauthorized {
		t.Errorf("a wrong password: %d", code)
	}
	tokens, code := login(testPassword)
	seconds, _ := tokens["expires_in"].(float64)
	if code != http.StatusOK || tokens["token_type"] != "Bearer" || seconds < 800 || seconds > 900 {
		t.Fatalf("%d %v", code, tokens)
	}
	bearer := func(token any) person {
		return person{sign: func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token.(string)) }}
	}
	me := bearer(tokens["access_token"])
	if answer := h.send(t, http.MethodGet, "/api/v1/projects/default/dashboards", "", me); answer.Code != http.StatusOK {
		t.Errorf("with the token: %d", answer.Code)
	}
	refresh := `{"refresh_token":"` + tokens["refresh_token"].(string) + `"}`
	if answer := h.send(t, http.MethodPost, "/api/auth/refresh", refresh, nobody); answer.Code != http.StatusOK {
		t.Errorf("refresh: %d %s", answer.Code, answer.Body)
	}
	// Another site's page may make a browser ask for an address: its session stays.
	browser := h.person(t, "the-owner")
	h.send(t, http.MethodGet, "/api/auth/logout", "", browser)
	if answer := h.send(t, http.MethodGet, "/api/v1/me", "", browser); answer.Code != http.StatusOK {
		t.Errorf("a browser was signed out: %d", answer.Code)
	}
	if answer := h.send(t, http.MethodGet, "/api/auth/logout", "", me); answer.Code != http.StatusFound || answer.Header().Get("Location") != "/" {
		t.Errorf("logout: %d", answer.Code)
	}
	if answer := h.send(t, http.MethodGet, "/api/v1/me", "", me); answer.Code != http.StatusUnauthorized {
		t.Errorf("after logout: %d", answer.Code)
	}
	if answer := h.send(t, http.MethodPost, "/api/auth/refresh", refresh, nobody); answer.Code != http.StatusBadRequest {
		t.Errorf("refresh after logout: %d", answer.Code)
	}
}
