// Peer go-stock of the interoperation matrix (see ../README.md): Temporal's Go SDK and its own
// protobuf converters, without any stub of ours.
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

func main() {
	address := flag.String("address", "", "of Temporal's server")
	file := flag.String("samples", "", "serialised acme.interop.v1.Samples")
	flag.Parse()
	if err := run(*address, *file); err != nil {
		fmt.Fprintln(os.Stderr, "go-stock:", err)
		os.Exit(1)
	}
}

func run(address, file string) error {
	samples, err := readSamples(file)
	if err != nil {
		return err
	}
	for _, encoding := range []string{"json", "binary"} {
		var dataConverter converter.DataConverter // nil is the SDK's default: JSON
		if encoding == "binary" {
			dataConverter = binaryFirst()
		}
		dial := func(namespace string) (client.Client, error) {
			return client.Dial(client.Options{
				HostPort: address, Namespace: namespace, DataConverter: dataConverter,
				Logger: log.NewStructuredLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))),
			})
		}

		handlers, err := dial("handlers")
		if err != nil {
			return err
		}
		defer handlers.Close()
		w := worker.New(handlers, "handler-go-stock-"+encoding, worker.Options{})
		if err := register(w, samples); err != nil {
			return err
		}
		if err := w.Start(); err != nil {
			return err
		}

		callers, err := dial("callers")
		if err != nil {
			return err
		}
		defer callers.Close()
		w = worker.New(callers, "caller-go-stock-"+encoding, worker.Options{})
		c := caller{samples}
		w.RegisterWorkflowWithOptions(c.call, workflow.RegisterOptions{Name: "InteropCaller"})
		w.RegisterActivityWithOptions(c.callStandalone, activity.RegisterOptions{Name: "InteropStandalone"})
		if err := w.Start(); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err // the workers end with the process: nobody waits for what they hold
}

// binaryFirst is the SDK's default data converter with its two protobuf converters the other way round.
func binaryFirst() converter.DataConverter {
	return converter.NewCompositeDataConverter(
		converter.NewNilPayloadConverter(),
		converter.NewByteSlicePayloadConverter(),
		converter.NewProtoPayloadConverter(),
		converter.NewProtoJSONPayloadConverter(),
		converter.NewJSONPayloadConverter(),
	)
}
