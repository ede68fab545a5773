package dashboard

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
)

// readSource reads a file of assets. The files of a folder make up one, in the order of their names.
func readSource(files fs.FS, file string) ([]byte, error) {
	parts, err := fs.Glob(files, file+"/*")
	if err != nil || len(parts) == 0 {
		parts = []string{file}
	}
	var body []byte
	for _, part := range parts {
		text, err := fs.ReadFile(files, part)
		if err != nil {
			return nil, err
		}
		body = append(body, text...)
	}
	return squeeze(file, body), nil
}

// spaces are those of a stylesheet that mean nothing.
var spaces = strings.NewReplacer(" { ", "{", ": ", ":", "; ", ";", ", ", ",", " {", "{", "{ ", "{", " }", "}", " > ", ">")

// squeeze leaves out of a script or stylesheet what only people need: indentation, empty lines, and comments that have
// a line of their own. It knows nothing of the languages: a text that spans lines must not depend on any of these.
func squeeze(file string, body []byte) []byte {
	extension := path.Ext(file)
	if extension != ".js" && extension != ".css" {
		return body
	}
	var out []byte
	for line := range bytes.Lines(body) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || bytes.HasPrefix(line, []byte("//")) {
			continue
		}
		if extension == ".css" {
			line = []byte(spaces.Replace(string(line)))
		}
		out = append(append(out, line...), '\n')
	}
	return out
}
