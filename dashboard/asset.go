package dashboard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
)

//go:embed assets/dist
var assetFiles embed.FS

// asset is a file that pages refer to, under a name that changes with its content.
type asset struct {
	name        string // with the hash: "app.0123456789abcdef.js"
	contentType string
	body        []byte
	packed      []byte // compressed
}

var assetTypes = map[string]string{
	".js":  "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
}

// assets are made once, when the first of them is referred to, by file name and by name with the hash.
var assets = sync.OnceValues(func() (byFile, byName map[string]*asset) {
	return loadAssets(assetFiles)
})

func loadAssets(files fs.FS) (byFile, byName map[string]*asset) {
	byFile, byName = map[string]*asset{}, map[string]*asset{}
	entries, err := fs.Glob(files, "assets/dist/*")
	for _, file := range entries {
		var body []byte
		if body, err = fs.ReadFile(files, file); err != nil {
			break
		}
		a := newAsset(path.Base(file), body)
		byFile[path.Base(file)], byName[a.name] = a, a
	}
	if err != nil {
		panic("dashboard: programming error: the embedded assets cannot be read: " + err.Error())
	}
	return byFile, byName
}

func newAsset(file string, body []byte) *asset {
	sum := sha256.Sum256(body)
	extension := path.Ext(file)
	a := &asset{
		name:        strings.TrimSuffix(file, extension) + "." + hex.EncodeToString(sum[:8]) + extension,
		contentType: assetTypes[extension],
		body:        body,
	}
	a.packed = pack(body)
	return a
}

// pack compresses as well as gzip can: it is done once, and not while anybody waits for the asset.
func pack(body []byte) []byte {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		panic("dashboard: programming error: " + err.Error())
	}
	_, _ = z.Write(body) // to memory, which does not fail
	_ = z.Close()
	return packed.Bytes()
}

// assetURL is the relative URL of a file in assets. It changes with the content, so that browsers keep it for good.
func assetURL(file string) string {
	byFile, _ := assets()
	a, ok := byFile[file]
	if !ok {
		panic("dashboard: programming error: there is no asset " + file)
	}
	return "?asset=" + url.QueryEscape(a.name)
}

// serveAsset answers with an asset. An outdated name is not found: its content is not what the page was made for.
func serveAsset(w http.ResponseWriter, r *http.Request, name string) *httpError {
	_, byName := assets()
	a, ok := byName[name]
	if !ok {
		return errorf(http.StatusNotFound, "there is no asset %q", name)
	}
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	body := a.body
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	w.Write(body)
	return nil
}
