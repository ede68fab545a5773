package runtimemetrics

import (
	"runtime/debug"

	"github.com/binnacle-go/metrics"
)

// setBuild shows what the program was built from, as far as the build recorded it.
func setBuild(scope *metrics.Scope) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	b := describe(info)
	scope.Text("go", metrics.Help("Version of Go that built the program.")).Set(b.goVersion)
	scope.Text("module", metrics.Help("Main module of the program and its version.")).Set(b.module)
	if b.revision != "" {
		scope.Text("revision", metrics.Help("Revision of the source in version control, and when it was made.")).Set(b.revision)
	}
}

type build struct{ goVersion, module, revision string }

func describe(info *debug.BuildInfo) build {
	b := build{goVersion: info.GoVersion, module: info.Main.Path}
	if b.module == "" {
		b.module = info.Path
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.module += " " + v
	}
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	b.revision = set["vcs.revision"]
	if b.revision == "" {
		return b
	}
	if at := set["vcs.time"]; at != "" {
		b.revision += " of " + at
	}
	if set["vcs.modified"] == "true" {
		b.revision += ", modified"
	}
	return b
}
