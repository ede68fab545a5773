package main

import (
	"context"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
)

// runIt runs the program and returns what it said.
func runIt(args ...string) (code int, stdout, stderr string) {
	var out, errs strings.Builder
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}} {
		code, out, errs := runIt(args...)
		if code != exitDone || errs != "" {
			t.Errorf("%q: %d, %q", args, code, errs)
		}
		for _, c := range commands {
			if !strings.Contains(out, "binnacle "+c.name+" ") || !strings.Contains(out, c.short) {
				t.Errorf("%q does not tell of %s:\n%s", args, c.name, out)
			}
		}
	}
	for _, c := range commands {
		_, asked, _ := runIt("help", c.name)
		code, flagged, _ := runIt(c.name, "-help")
		if code != exitDone || asked != flagged {
			t.Errorf("help %s: %d\n%s\n%s", c.name, code, asked, flagged)
		}
		set, _ := c.flagSet()
		set.VisitAll(func(f *flag.Flag) {
			if !strings.Contains(asked, "  -"+f.Name) || f.Usage == "" {
				t.Errorf("help %s does not tell of -%s", c.name, f.Name)
			}
		})
		if !strings.Contains(asked, c.args) {
			t.Errorf("help %s does not say what it is given:\n%s", c.name, asked)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for want, args := range map[string][]string{
		"say what to do":             nil,
		`no command "nonsense"`:      {"nonsense"},
		`no command "more"`:          {"help", "more"},
		"-nonsense":                  {"tail", "-nonsense", "localhost"},
		"the URL of a dashboard":     {"tail"},
		`unexpected argument "b"`:    {"tail", "a", "b"},
		"shorter than 100ms":         {"tail", "a", "-interval", "1ms"},
		"-count -1 is negative":      {"tail", "-count", "-1", "a"},
		"ftp://host":                 {"tail", "ftp://host"},
		"invalid port":               {"tail", "localhost:a"},
		`invalid value "x" for flag`: {"tail", "-interval", "x", "a"},
		"malformed":                  {"tail", "localhost?a=%zz"},
	} {
		code, out, errs := runIt(args...)
		if code != exitUsage || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%q: %d, %q, %q; want %q", args, code, out, errs, want)
		}
	}
}

func TestFlagsAnywhere(t *testing.T) {
	for _, x := range []struct{ args, rest []string }{
		{[]string{"-n", "5", "a", "b"}, []string{"a", "b"}},
		{[]string{"a", "-n", "5", "b"}, []string{"a", "b"}},
		{[]string{"a", "b", "--n=5"}, []string{"a", "b"}},
		{[]string{"-n", "5", "--", "-a", "-n"}, []string{"-a", "-n"}},
		{[]string{"a", "-n", "5", "--", "-b"}, []string{"a", "-b"}},
	} {
		set := flag.NewFlagSet("", flag.ContinueOnError)
		set.SetOutput(io.Discard)
		n := set.Int("n", 0, "")
		rest, err := parseFlags(set, x.args)
		if err != nil || *n != 5 || !slices.Equal(rest, x.rest) {
			t.Errorf("%q: %d, %q, %v", x.args, *n, rest, err)
		}
	}
}
