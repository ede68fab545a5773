// Package blackbox kills programs that write a black box, and looks at what is left. It holds tests only.
package blackbox
