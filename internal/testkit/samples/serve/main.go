// Command serve answers scrapes with metrics for documents: make sample-metrics.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/testkit/samples"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:9900", "the address to answer scrapes on")
	flag.Parse()
	if err := run(*listen, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(listen string, paths []string) error {
	made := samples.New()
	for _, path := range paths {
		err := filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".json") {
				return err
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return err //nolint:wrapcheck // names the file
			}
			for _, problem := range made.Add(raw) {
				fmt.Fprintf(os.Stderr, "%s: %v\n", filepath.Base(path), problem)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read the documents: %w", err)
		}
	}
	fmt.Printf("%d metrics at http://%s/metrics\n", len(made.Names()), listen)
	server := &http.Server{Addr: listen, Handler: made, ReadHeaderTimeout: 10 * time.Second}
	return server.ListenAndServe() //nolint:wrapcheck // names the address
}
