package blackbox

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// build makes a program of the project, whose main package is in dir.
func build(t *testing.T, dir string) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), filepath.Base(dir))
	command := exec.Command("go", "build", "-o", program, ".")
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", dir, err, out)
	}
	return program
}

// start starts a program, which is killed at the end of the test at the latest.
func start(t *testing.T, command *exec.Cmd) {
	t.Helper()
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(command) })
}

// kill ends a program at once, as kill -9 does.
func kill(command *exec.Cmd) {
	command.Process.Kill()
	command.Wait()
}
