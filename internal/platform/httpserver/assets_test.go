package httpserver_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func zipped(t *testing.T, text string) *fstest.MapFile {
	t.Helper()
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	if _, err := writer.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: packed.Bytes()}
}

func newAssets(t *testing.T) *httpserver.Assets {
	t.Helper()
	return httpserver.NewAssets(fstest.MapFS{
		"index.html": file("start"), "favicon.svg": file("<svg/>"), "theme.js": file("theme"),
		"assets/app-1a2b.js": file("script"), "assets/app-1a2b.js.br": file("brotli of script"),
		"assets/app-1a2b.js.gz": zipped(t, "script"), "assets/inter.woff2": file("font"),
		"assets/packed-9f.css.br": file("brotli of style"), "assets/packed-9f.css.gz": zipped(t, "style"),
		"docs/index.html": file("docs"), "docs/init.js": file("init"), "docs/style.css": file("css"),
	})
}

func get(t *testing.T, handler http.Handler, address string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for index := 0; index < len(header); index += 2 {
		r.Header.Set(header[index], header[index+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, r)
	return recorder.Result()
}

func TestAssetsFindFiles(t *testing.T) {
	t.Parallel()
	const html = "text/html; charset=utf-8"
	cases := []struct{ address, body, kind string }{
		{"/", "start", html},
		{"/index.html", "start", html},
		{"/p/default/dashboards", "start", html},
		{"/p/default/dashboards/", "start", html},
		{"/p/default/d/my.board", "start", html},
		{"/link/abc", "start", html},
		{"/apiary", "start", html},
		{"/favicon.svg", "<svg/>", "image/svg+xml"},
		{"/theme.js", "theme", "text/javascript; charset=utf-8"},
		{"/assets/app-1a2b.js", "script", "text/javascript; charset=utf-8"},
		{"/assets/inter.woff2", "font", "font/woff2"},
		{"/docs", "docs", html},
		{"/docs/", "docs", html},
		{"/docs/index.html", "docs", html},
		{"/docs/init.js", "init", "text/javascript; charset=utf-8"},
		{"/docs/style.css", "css", "text/css; charset=utf-8"},
	}
	for _, each := range cases {
		t.Run(each.address, func(t *testing.T) {
			t.Parallel()
			answer := get(t, newAssets(t), each.address)
			if body := bodyOf(t, answer); answer.StatusCode != http.StatusOK || body != each.body || answer.Header.Get("Content-Type") != each.kind {
				t.Errorf("%d %q %q", answer.StatusCode, body, answer.Header.Get("Content-Type"))
			}
		})
	}
}

func TestAssetsRefuseWhatIsNotThere(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"/api", "/api/", "/api/v1/unknown", "/API/v1/projects", "/Api/v1/x", "/proxy/x", "/PROXY/x", "/assets/old-9f.js", "/assets", "/assets/",
		"/docs/none", "/docs/none.js", "/robots.txt", "/.env", "/favicon.ico", "/assets/app-1a2b.js/x",
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			answer := get(t, newAssets(t), address)
			if body := bodyOf(t, answer); answer.StatusCode != http.StatusNotFound || answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %q", answer.StatusCode, body)
			}
		})
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		recorder := httptest.NewRecorder()
		newAssets(t).ServeHTTP(recorder, httptest.NewRequest(method, "/", nil))
		if recorder.Code != 404 {
			t.Errorf("%s: %d", method, recorder.Code)
		}
	}
}

func TestAssetsAreCompressedForWhoTakesIt(t *testing.T) {
	t.Parallel()
	cases := []struct{ accept, coding string }{
		{"br, gzip", "br"},
		{"gzip, deflate, br", "br"},
		{"gzip", "gzip"},
		{"GZIP", "gzip"},
		{"gzip;q=0.5", "gzip"},
		{"br;q=0, gzip", "gzip"},
		{"br; q=0.0, gzip;q=0", ""},
		{"br;q=nonsense", ""},
		{"", ""},
		{"deflate", ""},
		{"brotli", ""},
	}
	for _, each := range cases {
		t.Run(each.accept, func(t *testing.T) {
			t.Parallel()
			answer := get(t, newAssets(t), "/assets/app-1a2b.js", "Accept-Encoding", each.accept)
			if got := answer.Header.Get("Content-Encoding"); got != each.coding {
				t.Fatalf("%q, want %q", got, each.coding)
			}
			if kind := answer.Header.Get("Content-Type"); kind != "text/javascript; charset=utf-8" {
				t.Error(kind)
			}
			if answer.Header.Get("Vary") != "Accept-Encoding" {
				t.Error("caches are not told that the form depends on the browser")
			}
			body := bodyOf(t, answer)
			switch each.coding {
			case "br":
				if body != "brotli of script" {
					t.Error(body)
				}
			case "gzip":
				reader, err := gzip.NewReader(strings.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				if plain, err := io.ReadAll(reader); err != nil || string(plain) != "script" {
					t.Error(string(plain), err)
				}
			default:
				if body != "script" {
					t.Error(body)
				}
			}
		})
	}
	t.Run("a file without a compressed form is sent as it is", func(t *testing.T) {
		t.Parallel()
		answer := get(t, newAssets(t), "/theme.js", "Accept-Encoding", "br, gzip")
		if answer.Header.Get("Content-Encoding") != "" || bodyOf(t, answer) != "theme" {
			t.Error(answer.Header)
		}
	})
}

func TestAssetsStoredCompressedOnly(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]string{"br": "brotli of style", "": "style", "identity": "style"} {
		answer := get(t, newAssets(t), "/assets/packed-9f.css", "Accept-Encoding", accept)
		body := bodyOf(t, answer)
		if answer.StatusCode != http.StatusOK || body != want || answer.Header.Get("Content-Type") != "text/css; charset=utf-8" {
			t.Errorf("%q: %d %q %v", accept, answer.StatusCode, body, answer.Header)
		}
		if want == "style" && answer.Header.Get("Content-Encoding") != "" {
			t.Errorf("%q: %v", accept, answer.Header)
		}
	}
}

func TestAssetsAreKept(t *testing.T) {
	t.Parallel()
	assets := newAssets(t)
	for address, want := range map[string]string{
		"/assets/app-1a2b.js": "public, max-age=31536000, immutable", "/": "no-cache", "/p/x": "no-cache", "/docs/init.js": "no-cache",
	} {
		if got := get(t, assets, address).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	first := get(t, assets, "/docs/init.js")
	tag := first.Header.Get("ETag")
	if again := get(t, assets, "/docs/init.js", "If-None-Match", tag); tag == "" || again.StatusCode != http.StatusNotModified || bodyOf(t, again) != "" {
		t.Errorf("tag %q, status %d", tag, again.StatusCode)
	}
	plain, packed := get(t, assets, "/assets/app-1a2b.js"), get(t, assets, "/assets/app-1a2b.js", "Accept-Encoding", "br")
	if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Error("two forms share a tag")
	}
}

func TestAssetsAnswerHEAD(t *testing.T) {
	t.Parallel()
	server := newEdge(t, quiet)
	handler := echo.WrapHandler(newAssets(t))
	server.Echo().GET("/*", handler)
	server.Echo().HEAD("/*", handler)
	answer := server.send(httptest.NewRequest(http.MethodHead, "/docs", nil))
	if body := bodyOf(t, answer); answer.StatusCode != http.StatusOK || body != "" || answer.Header.Get("Content-Length") != "4" {
		t.Errorf("%d %q %v", answer.StatusCode, body, answer.Header)
	}
}

func TestAssetsBeforeTheUIIsBuilt(t *testing.T) {
	t.Parallel()
	answer := get(t, httpserver.NewAssets(fstest.MapFS{}), "/")
	if body := bodyOf(t, answer); !strings.Contains(body, "make build") || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		t.Error(body)
	}
	if answer := get(t, httpserver.NewAssets(fstest.MapFS{}), "/api/v1/x"); answer.StatusCode != http.StatusNotFound {
		t.Error(answer.StatusCode)
	}
}

func FuzzAssets(f *testing.F) {
	for _, seed := range []string{"/", "/../x", "/docs/../../etc/passwd", "assets", "/.", "/docs//init.js", "\x00"} {
		f.Add(seed)
	}
	assets := httpserver.NewAssets(fstest.MapFS{"index.html": file("start"), "docs/index.html": file("docs"), "assets/a.js": file("script")})
	f.Fuzz(func(t *testing.T, address string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path = address
		recorder := httptest.NewRecorder()
		assets.ServeHTTP(recorder, r)
		switch body := recorder.Body.String(); {
		case recorder.Code == 404:
		case recorder.Code == 200 && (body == "start" || body == "docs" || body == "script"):
		default:
			t.Fatalf("%q: %d %q", address, recorder.Code, body)
		}
	})
}
