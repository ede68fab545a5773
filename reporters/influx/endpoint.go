package influx

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// An endpoint is where and as whom to write.
type endpoint struct {
	host          string
	url           string // without credentials
	authorization string
	err           error // why nothing can be sent
}

// precisions are what the two versions call the units of timestamps.
var precisions = map[time.Duration][2]string{
	time.Second: {"s", "s"}, time.Millisecond: {"ms", "ms"}, time.Microsecond: {"u", "us"}, time.Nanosecond: {"ns", "ns"},
}

func newEndpoint(raw string, o *Options, precision time.Duration) endpoint {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		// The text itself may hold a password.
		return endpoint{host: "?", err: errors.New(`InfluxDB's URL is broken: want "http://host:8086" or "https://host"`)}
	}
	e := endpoint{host: u.Host}
	query := u.Query()
	e.authorization = authorization(u, query, o)
	u.User, u.Fragment = nil, ""
	if err := address(u, query, o, precision); err != nil {
		e.err = err
	}
	u.RawQuery = query.Encode()
	e.url = u.String()
	return e
}

// address completes path and query for one of the two versions.
func address(u *url.URL, query url.Values, o *Options, precision time.Duration) error {
	v2 := o.Bucket != "" || query.Get("bucket") != ""
	path, version := "/write", 0
	if v2 {
		path, version = "/api/v2/write", 1
	}
	if !strings.HasSuffix(u.Path, "/write") {
		u.Path = strings.TrimSuffix(u.Path, "/") + path
	}
	query.Set("precision", precisions[precision][version])
	set := func(key, value string) {
		if value != "" {
			query.Set(key, value)
		}
	}
	if v2 {
		set("bucket", o.Bucket)
		set("org", o.Org)
		return nil
	}
	set("db", o.Database)
	set("rp", o.RetentionPolicy)
	if query.Get("db") == "" {
		return errors.New("InfluxDB needs Options.Database (version 1) or Options.Bucket (version 2)")
	}
	return nil
}

// authorization returns the header's value, and takes credentials out of the query.
func authorization(u *url.URL, query url.Values, o *Options) string {
	if o.Token != "" {
		return "Token " + o.Token
	}
	name, password := o.Username, o.Password
	if name == "" {
		name, password = query.Get("u"), query.Get("p")
	}
	if name == "" && u.User != nil {
		name = u.User.Username()
		password, _ = u.User.Password()
	}
	query.Del("u")
	query.Del("p")
	if name == "" {
		return ""
	}
	header := http.Request{Header: http.Header{}}
	header.SetBasicAuth(name, password)
	return header.Header.Get("Authorization")
}

// withoutURL takes the URL out of an error, for a log has no use for it and it may tell too much.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return fmt.Errorf("%s: %w", strings.ToLower(wrapped.Op), wrapped.Err)
	}
	return err
}
