package file_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/file"
)

// small mounts a disk of 64 KiB, which only root may: for others there is none.
func small(t *testing.T) (folder string, ok bool) {
	folder = t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=64k"); err != nil {
		t.Logf("there is no small disk to fill: %v", err)
		return folder, false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder, true
}

// fill takes all the space of a disk and returns the way to give it back.
func fill(t *testing.T, folder string) (free func()) {
	t.Helper()
	path := filepath.Join(folder, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 1024))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// large is a registry whose documents need some pages.
func large() *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	for i := range 500 {
		registry.Counter(fmt.Sprintf("hits%d", i)).Inc()
	}
	return registry
}

func TestAFullDiskLeavesTheOldFile(t *testing.T) {
	folder, ok := small(t)
	if !ok {
		return
	}
	path := filepath.Join(folder, "a.json")
	reporter := file.New(path, &file.Options{Sync: true})
	if err := deliver(reporter, capture(metrics.NewRegistry(nil))); err != nil {
		t.Fatal(err)
	}
	free := fill(t, folder)
	err := deliver(reporter, capture(large()))
	if !errors.Is(err, syscall.ENOSPC) || errors.Is(err, reporters.ErrRejected) {
		t.Errorf("the error is %v", err)
	}
	if got := read(t, path); got != "{}\n" {
		t.Errorf("the old file holds %.100q", got)
	}
	if names := files(t, folder); strings.Join(names, " ") != "a.json ballast" {
		t.Errorf("there is %q", names)
	}
	free()
	if err := deliver(reporter, capture(large())); err != nil || decode(t, read(t, path))["hits499"] != 1.0 {
		t.Errorf("there is room again, but %v", err)
	}
}

func TestAFullDiskBreaksNoLine(t *testing.T) {
	folder, ok := small(t)
	if !ok {
		return
	}
	rotated := file.Rotate(filepath.Join(folder, "a.jsonl"), nil)
	defer rotated.Close()
	reporter := file.NewLines(rotated, nil)
	if err := deliver(reporter, capture(large())); err != nil {
		t.Fatal(err)
	}
	before := read(t, rotated.Name())
	free := fill(t, folder)
	if err := deliver(reporter, capture(large())); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("the error is %v", err)
	}
	if got := read(t, rotated.Name()); got != before {
		t.Errorf("%d bytes became %d", len(before), len(got))
	}
	free()
	if err := deliver(reporter, capture(large())); err != nil {
		t.Fatal(err)
	}
	if got := read(t, rotated.Name()); strings.Count(got, "\n") != 2 || len(got) != 2*len(before) {
		t.Errorf("%d bytes of lines became %d", len(before), len(got))
	}
}

func TestAFullDeviceIsTriedAgain(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	rotated := file.Rotate("/dev/full", nil)
	defer rotated.Close()
	for _, reporter := range []reporters.Reporter{file.NewLines(full, nil), file.NewLines(rotated, nil)} {
		err := deliver(reporter, capture(large()))
		if !errors.Is(err, syscall.ENOSPC) || errors.Is(err, reporters.ErrRejected) || !strings.Contains(err.Error(), "/dev/full") {
			t.Errorf("the error is %v", err)
		}
	}
}

// closed makes a folder in which nobody may write, not even root.
func closed(t *testing.T) string {
	folder := t.TempDir()
	if os.Getuid() != 0 {
		if err := os.Chmod(folder, 0o555); err != nil {
			t.Fatal(err)
		}
		return folder
	}
	small, ok := small(t)
	if !ok {
		return "/proc" // where nobody makes files either
	}
	if err := syscall.Mount("", small, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	return small
}

func TestAClosedFolderIsTriedAgain(t *testing.T) {
	path := filepath.Join(closed(t), "a.json")
	rotated := file.Rotate(path, nil)
	defer rotated.Close()
	for _, reporter := range []reporters.Reporter{file.New(path, nil), file.NewLines(rotated, nil)} {
		err := deliver(reporter, capture(large()))
		var place *fs.PathError
		if err == nil || errors.Is(err, reporters.ErrRejected) || !errors.As(err, &place) {
			t.Errorf("%s: %v", reporter.Name(), err)
		}
	}
	if err := file.Write(path, large().Snapshot(), file.JSON); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("the error is %v", err)
	}
}
