package upstream_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

func TestFormsArriveAsTheyWereMade(t *testing.T) {
	t.Parallel()
	archive := bytes.Repeat([]byte("PK\x00\xff"), 100_000)
	parts := []upstream.Part{
		{Name: "formData", FileName: "a\"b\r\n.zip", ContentType: "application/zip", Content: archive},
		{Name: "passwords", Secret: secret.New(`{"databases/x.yaml":"ä\r\n--"}`)},
		{Name: "over\"write\r\nX-Evil: 1", Secret: secret.New("true")},
		{Name: "empty", FileName: "empty.zip"},
	}
	tries := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tries++
		form, err := r.MultipartReader()
		if err != nil {
			t.Error(err)
			return
		}
		for _, want := range []struct{ name, file, content string }{
			{"formData", "a_b__.zip", string(archive)},
			{"passwords", "", `{"databases/x.yaml":"ä\r\n--"}`},
			{"over_write__X-Evil: 1", "", "true"},
			{"empty", "empty.zip", ""},
		} {
			part, err := form.NextPart()
			if err != nil {
				t.Error(err)
				return
			}
			content, err := io.ReadAll(part)
			if err != nil || part.FormName() != want.name || part.FileName() != want.file || string(content) != want.content {
				t.Errorf("%q, %q: %d bytes, %v", part.FormName(), part.FileName(), len(content), err)
			}
			if len(part.Header) > 2 {
				t.Errorf("a name made a header: %v", part.Header)
			}
		}
		if _, err := form.NextPart(); !errors.Is(err, io.EOF) {
			t.Error("there is one part more")
		}
		if r.ContentLength <= int64(len(archive)) {
			t.Errorf("the length is not announced: %d", r.ContentLength)
		}
		w.Header().Add("Set-Cookie", "session=x; HttpOnly")
	}))
	defer server.Close()
	c := clientOf(t, server.URL, clock.System{})
	content := upstream.Form(parts)
	for range 2 { // nothing of it is used up
		response, err := c.Do(t.Context(), upstream.Request{Method: http.MethodPost, Path: "/", Content: content})
		if err != nil {
			t.Fatal(err)
		}
		if response.Header.Get("Set-Cookie") == "" {
			t.Error("the headers of the answer are lost")
		}
		_ = response.Body.Close()
	}
	if tries != 2 {
		t.Errorf("%d requests", tries)
	}
}

func TestBytesCookiesAndCeilingsAreTheRequestsOwn(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "%s %s %s", r.Header.Get("Cookie"), r.Header.Get("Content-Type"), body)
	}))
	defer server.Close()
	c := clientOf(t, server.URL, clock.System{})
	request := upstream.Request{
		Method: http.MethodPut, Path: "/", Content: upstream.Bytes([]byte("{\x00}")),
		Header: http.Header{"Content-Type": {"application/json"}, "Cookie": {"a=1; b=2"}},
	}
	for limit, want := range map[int64]string{0: "a=1; b=2 application/json {\x00}", 4: "a=1;"} {
		request.MaxBytes = limit
		response, err := c.Do(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(response.Body)
		if string(got) != want {
			t.Errorf("got %q", got)
		}
		if large, ok := errors.AsType[*upstream.TooLarge](err); ok != (limit > 0) || ok && large.Limit != limit {
			t.Errorf("a ceiling of %d: %v", limit, err)
		}
		_ = response.Body.Close()
	}
}

func TestRedirectsTellWhereTo(t *testing.T) {
	t.Parallel()
	followed := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed = followed || strings.HasPrefix(r.URL.Path, "/login")
		w.Header().Set("Location", "/login/?next=secret")
		w.WriteHeader(http.StatusFound)
	}))
	defer server.Close()
	_, err := clientOf(t, server.URL, clock.System{}).Do(t.Context(), upstream.Request{Path: "/api"})
	to, ok := errors.AsType[*upstream.Redirect](err)
	if !ok || to.Status != http.StatusFound || to.Location != "/login/?next=secret" || !errors.Is(err, upstream.ErrUnreadable) {
		t.Errorf("got %v", err)
	}
	if followed || strings.Contains(err.Error(), "secret") {
		t.Errorf("followed: %v, %v", followed, err)
	}
}

// A server that answers 429 and names no pause is left alone for as long as its client says.
func TestAPauseThatIsNotTold(t *testing.T) {
	t.Parallel()
	told := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if told != "" {
			w.Header().Set("Retry-After", told)
		}
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer server.Close()
	for _, each := range []struct {
		told string
		want time.Duration
	}{{"", time.Second}, {"0", 0}, {"5", 5 * time.Second}} {
		told = each.told
		now := clock.NewManual(time.Unix(1_800_000_000, 0))
		c := configured(t, upstream.Config{URL: server.URL, Clock: now, UntoldRest: time.Second})
		response, err := c.Do(t.Context(), upstream.Request{Path: "/"})
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.RetryAfter != each.want {
			t.Errorf("told %q: %s", each.told, response.RetryAfter)
		}
		_, err = askOnce(t.Context(), c)
		if rest := resting(err); (rest != nil) != (each.want > 0) || rest != nil && (rest.Left != each.want || !rest.Asked) {
			t.Errorf("told %q: %v", each.told, err)
		}
	}
}
