// Package journal keeps frames of bytes in a file that survives the sudden end of its program.
//
// A [Journal] appends each frame with one system call, so that SIGKILL leaves whole frames; what a power failure tore
// off at the end is cut away when the file is opened again. Checksums and a marker before each frame let a reader find
// every intact frame of a damaged file. What the frames hold is their owner's business.
//
// # Format
//
// All numbers are little-endian. The file begins with 16 bytes: the magic "\x89BINBOX\n", the version of the format as
// uint32 (1), and the CRC-32C (RFC 3720, appendix B.4) of these 12 bytes. Frames follow without padding:
//
//	offset  size
//	     0     4  marker F5 9A C3 B7
//	     4     4  length of the payload, at most 16 MiB
//	     8     4  CRC-32C of the payload
//	    12     4  CRC-32C of the 12 bytes before
//	    16        payload
package journal
