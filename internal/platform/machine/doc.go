// Package machine tells what the machine, or the container, allows this process:
// how much memory, and how much room there is on a disk.
package machine
