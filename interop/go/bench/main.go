// What an operation costs with our stubs and with the SDK alone, for bench/languages.py:
// caller and handler run in this process, so its CPU is theirs.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	pb "protonexus.example/interop/gen/interopv1"
	stubs "protonexus.example/interop/gen/interopv1/interopv1nexus"
)

const (
	service    = "bare"
	queue      = "bench"
	workflows  = 8
	operations = 25
)

var message = &pb.EchoRequest{Sample: &pb.Sample{Name: "medium", Everything: &pb.Everything{
	AnInt64: 9007199254740993, AString: strings.Repeat("text ", 20), Words: strings.Fields(strings.Repeat("word ", 20)),
	ByString: map[string]*pb.Everything_Part{"a": {Name: "a"}, "b": {Name: "b"}},
	Parts:    []*pb.Everything_Part{{Name: "one"}, {Name: "two"}, {Name: "three"}},
}}}

type handler struct {
	stubs.UnimplementedInteropServiceNexusHandler
}

func (handler) Echo(name string) nexus.Operation[*pb.EchoRequest, *pb.EchoResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.EchoRequest, _ nexus.StartOperationOptions) (*pb.EchoResponse, error) {
		return &pb.EchoResponse{Sample: in.Sample}, nil
	})
}

func call(ctx workflow.Context, side string) error {
	bare := workflow.NewNexusClient(queue, service)
	stub := stubs.NewInteropServiceNexusClient(queue)
	options := workflow.NexusOperationOptions{ScheduleToCloseTimeout: time.Minute}
	for range operations {
		var err error
		if side == "bare" {
			response := new(pb.EchoResponse)
			err = bare.ExecuteOperation(ctx, "Echo", message, options).Get(ctx, response)
		} else {
			_, err = stub.Echo(ctx, message, options)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func main() {
	address := flag.String("address", "", "of Temporal's server, which has the endpoint bench")
	seconds := flag.Int("seconds", 20, "to measure for")
	flag.Parse()
	if err := run(*address, time.Duration(*seconds)*time.Second); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(address string, during time.Duration) error {
	logger := log.NewStructuredLogger(slog.New(slog.NewTextHandler(io.Discard, nil)))
	c, err := client.Dial(client.Options{HostPort: address, Logger: logger})
	if err != nil {
		return err
	}
	ours, err := stubs.NewInteropServiceNexusService(handler{})
	if err != nil {
		return err
	}
	theirs := nexus.NewService(service)
	theirs.MustRegister(handler{}.Echo("Echo"))
	w := worker.New(c, queue, worker.Options{})
	w.RegisterNexusService(ours)
	w.RegisterNexusService(theirs)
	w.RegisterWorkflow(call)
	if err := w.Start(); err != nil {
		return err
	}
	taken := map[string][]float64{}
	for began := time.Now(); time.Since(began) < during || len(taken["bare"]) < 4; {
		for _, side := range []string{"bare", "stubs"} {
			spent, err := turn(c, side)
			if err != nil {
				return err
			}
			taken[side] = append(taken[side], spent)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(taken)
}

// turn is the CPU of one operation, on average over a few workflows at a time.
func turn(c client.Client, side string) (float64, error) {
	before, runs := cpu(), []client.WorkflowRun{}
	for range workflows {
		one, err := c.ExecuteWorkflow(context.Background(), client.StartWorkflowOptions{TaskQueue: queue}, call, side)
		if err != nil {
			return 0, err
		}
		runs = append(runs, one)
	}
	for _, one := range runs {
		if err := one.Get(context.Background(), nil); err != nil {
			return 0, err
		}
	}
	return (cpu() - before) / (workflows * operations), nil
}

func cpu() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}
