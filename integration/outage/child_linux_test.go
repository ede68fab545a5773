package outage_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

const parentKey = "BINNACLE_OUTAGE_PARENT"

func TestAStoppedChildEndsWithItsParent(t *testing.T) {
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), parentKey+"=1", "TMPDIR="+t.TempDir())
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	defer parent.Process.Kill()
	pid, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Error(err)
	}
	child := "/proc/" + strings.TrimSpace(pid) + "/stat"
	eventually.Do(t, "the child's stop", func() error { // which the system carries out in its own time
		if stat, err := os.ReadFile(child); err != nil || !strings.Contains(string(stat), ") T ") {
			return fmt.Errorf("the child is not stopped: %s, %v", stat, err)
		}
		return nil
	})
	if err := parent.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = parent.Wait() // says that it was killed
	eventually.Do(t, "the child's end", func() error {
		if stat, err := os.ReadFile(child); err == nil && !strings.Contains(string(stat), ") Z ") {
			return fmt.Errorf("it is there: %s", stat)
		}
		return nil
	})
}
