package doctest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// A Module is a module of its own that sees the library as its users do: without what is internal.
type Module struct {
	root, dir, preludes string
	programs            map[string]string // the address each listens at, by the name of its folder
}

var moduleLine = regexp.MustCompile(`(?m)^module (.+)$`)

// NewModule makes a module in the folder dir that requires the module at root with all that is required there, so that
// building it downloads nothing more. Fragments take their preludes from the folder preludes.
func NewModule(dir, root, preludes string) (*Module, error) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return nil, err
	}
	library := moduleLine.FindStringSubmatch(string(mod))[1]
	text := moduleLine.ReplaceAllString(string(mod), "module documents") +
		fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %s => %s\n", library, library, root)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o600); err != nil {
		return nil, err
	}
	m := &Module{root: root, dir: dir, preludes: preludes, programs: map[string]string{}}
	return m, os.WriteFile(filepath.Join(dir, "go.sum"), sum, 0o600)
}

var notWord = regexp.MustCompile(`\W+`)

// Add puts a go block into the module, as a package in a folder of its own, whose name it returns.
func (m *Module) Add(b Block) (string, error) {
	addr, err := freeAddr()
	if err != nil {
		return "", err
	}
	file, err := b.File(m.root, m.preludes, addr)
	if err != nil {
		return "", err
	}
	name := notWord.ReplaceAllString(b.String(), "_")
	if b.Package() == "main" {
		m.programs[name] = addr
	}
	dir := filepath.Join(m.dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	return name, os.WriteFile(filepath.Join(dir, "block.go"), []byte(file), 0o600)
}

// freeAddr returns a loopback address that nothing listens on.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// Build builds everything in the module, the programs into the folder bin, and vets it.
func (m *Module) Build() error {
	args := []string{"build", "-tags=doctest"}
	if len(m.programs) > 0 {
		args = append(args, "-o", filepath.Join(m.dir, "bin")+string(filepath.Separator))
	}
	if err := m.run(append(args, "./...")...); err != nil {
		return err
	}
	return m.run("vet", "-tags=doctest", "./...")
}

// run runs the go command in the module, offline: what the library needs has been downloaded to build the library.
func (m *Module) run(args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS="+os.Getenv("GOFLAGS")+" -mod=mod")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}
