package main

import (
	"fmt"
	"io"
	"strings"
)

// help prints what there is to know of the program or of one command.
func help(args []string, stdout io.Writer) error {
	if len(args) == 0 {
		usage(stdout)
		return nil
	}
	c, err := find(args[0])
	if err != nil {
		return err
	}
	c.usage(stdout)
	return nil
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Binnacle shows what a program that uses it is doing, or did before it died.\n\nUsage:\n\n")
	for i := range commands {
		fmt.Fprintf(w, "  binnacle %-24s %s\n", commands[i].name+" "+commands[i].args, commands[i].short)
	}
	fmt.Fprintf(w, "  binnacle %-24s %s\n\n", "help COMMAND", "tell more of a command")
	fmt.Fprint(w, "The exit code is 0 when all went well, 1 when something failed, and 2 when the command line makes no sense.\n")
}

func (c *command) usage(w io.Writer) {
	fmt.Fprintf(w, "Usage: binnacle %s [flags] %s\n\n%s\n\nFlags:\n\n", c.name, c.args, strings.TrimSpace(c.long))
	set, _ := c.flagSet()
	set.SetOutput(w)
	set.PrintDefaults()
}
