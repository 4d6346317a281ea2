// Peer go of the interoperation matrix (see ../README.md): generated stubs and handlers, and the
// SDK's defaults everywhere else.
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

func main() {
	address := flag.String("address", "", "of Temporal's server")
	file := flag.String("samples", "", "serialised acme.interop.v1.Samples")
	flag.Parse()
	if err := run(*address, *file); err != nil {
		fmt.Fprintln(os.Stderr, "go:", err)
		os.Exit(1)
	}
}

func run(address, file string) error {
	known, err := readSamples(file)
	if err != nil {
		return err
	}
	logger := log.NewStructuredLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	start := func(namespace, queue string, register func(worker.Registry) error) error {
		c, err := client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: logger})
		if err != nil {
			return err
		}
		w := worker.New(c, queue, worker.Options{})
		if err := register(w); err != nil {
			return err
		}
		return w.Start()
	}
	// The contract decides on the encoding, so the queues of both kinds are served alike.
	for _, encoding := range []string{"json", "binary"} {
		if err := start("handlers", "handler-go-"+encoding, handler{samples: known}.register); err != nil {
			return err
		}
		err := start("callers", "caller-go-"+encoding, func(w worker.Registry) error {
			c := caller{known}
			w.RegisterWorkflowWithOptions(c.call, workflow.RegisterOptions{Name: "InteropCaller"})
			w.RegisterActivityWithOptions(c.callStandalone, activity.RegisterOptions{Name: "InteropStandalone"})
			return nil
		})
		if err != nil {
			return err
		}
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err // the workers end with the process: nobody waits for what they hold
}
