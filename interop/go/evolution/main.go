// An evolution peer (see ../../evolution/README.md) with one of the two contracts: build.sh makes a
// program of each, whose texts differ in the import of the contract alone.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	pb "protonexus.example/interop/gen/newer/evolutionv1"
	stubs "protonexus.example/interop/gen/newer/evolutionv1/evolutionv1nexus"
)

func main() {
	contract := flag.String("contract", "", "older or newer")
	address := flag.String("address", "", "of Temporal's server")
	orders := flag.String("orders", "", "folder of serialised orders")
	flag.Parse()
	if err := run(*contract, *address, *orders); err != nil {
		fmt.Fprintln(os.Stderr, "go:", err)
		os.Exit(1)
	}
}

func run(contract, address, folder string) error {
	p := peer{newer: contract == "newer"}
	read := func(order **pb.Order, name string) error {
		data, err := os.ReadFile(filepath.Join(folder, name+".binpb"))
		if err != nil {
			return err
		}
		*order = new(pb.Order)
		return proto.Unmarshal(data, *order)
	}
	inJSON, inBinary := "newer_in_json", "newer_in_binary"
	if p.newer {
		inJSON, inBinary = "older", "older"
	}
	if err := errors.Join(read(&p.sent, contract), read(&p.seenInJSON, inJSON), read(&p.seenInBinary, inBinary)); err != nil {
		return err
	}
	service, err := stubs.NewOrderServiceNexusService(p)
	if err != nil {
		return err
	}
	logger := log.NewStructuredLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	for _, namespace := range []string{"handlers", "callers"} {
		c, err := client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: logger})
		if err != nil {
			return err
		}
		w := worker.New(c, "evolution-go-"+contract, worker.Options{})
		if namespace == "handlers" {
			w.RegisterNexusService(service)
		} else {
			w.RegisterWorkflowWithOptions(p.call, workflow.RegisterOptions{Name: "EvolutionCaller"})
		}
		if err := w.Start(); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

type peer struct {
	stubs.UnimplementedOrderServiceNexusHandler
	newer                          bool
	sent, seenInJSON, seenInBinary *pb.Order
}

// Echo answers with an order of this side's, once it is sure of the one that it was sent.
func (p peer) Echo(name string) nexus.Operation[*pb.EchoRequest, *pb.EchoResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.EchoRequest, _ nexus.StartOperationOptions) (*pb.EchoResponse, error) {
		return p.response(&pb.EchoResponse{Order: p.sent}), p.refuse(in, in.GetOrder(), p.seenInJSON)
	})
}

// EchoBinary does so in binary.
func (p peer) EchoBinary(name string) nexus.Operation[*pb.EchoBinaryRequest, *pb.EchoBinaryResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.EchoBinaryRequest, _ nexus.StartOperationOptions) (*pb.EchoBinaryResponse, error) {
		response := &pb.EchoBinaryResponse{Order: p.sent}
		p.set(response, "sender", "street")
		return response, p.refuse(in, in.GetOrder(), p.seenInBinary)
	})
}

func (p peer) response(response *pb.EchoResponse) *pb.EchoResponse {
	p.set(response, "sender", "street")
	return response
}

func (p peer) refuse(request proto.Message, got, want *pb.Order) error {
	if err := errors.Join(p.compare(got, want), p.unset(request, "tenant")); err != nil {
		return temporal.NewNonRetryableApplicationError(err.Error(), "Broken", nil)
	}
	return nil
}

// compare compares orders without the fields that this side's contract does not know.
func (p peer) compare(got, want *pb.Order) error {
	got = proto.Clone(got).(*pb.Order)
	forget(got.ProtoReflect())
	if want = proto.Clone(want).(*pb.Order); !proto.Equal(got, want) {
		if forget(want.ProtoReflect()); !proto.Equal(got, want) {
			return fmt.Errorf("another order: %s", prototext.Format(got))
		}
	}
	return nil
}

func forget(message protoreflect.Message) {
	message.SetUnknown(nil)
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.IsMap() && field.MapValue().Message() != nil:
			value.Map().Range(func(_ protoreflect.MapKey, one protoreflect.Value) bool {
				forget(one.Message())
				return true
			})
		case field.IsList() && field.Message() != nil:
			for i := range value.List().Len() {
				forget(value.List().Get(i).Message())
			}
		case field.Message() != nil && !field.IsMap():
			forget(value.Message())
		}
		return true
	})
}

// set fills a new field of a message in, which the older contract's program cannot name.
func (p peer) set(message proto.Message, path ...protoreflect.Name) {
	if !p.newer {
		return
	}
	reflected := message.ProtoReflect()
	for _, name := range path[:len(path)-1] {
		reflected = reflected.Mutable(reflected.Descriptor().Fields().ByName(name)).Message()
	}
	last := path[len(path)-1]
	reflected.Set(reflected.Descriptor().Fields().ByName(last), protoreflect.ValueOfString(string(last[:1])))
}

// unset says if a new field is set, though the other side does not know it.
func (p peer) unset(message proto.Message, name protoreflect.Name) error {
	field := message.ProtoReflect().Descriptor().Fields().ByName(name)
	if p.newer && message.ProtoReflect().Has(field) {
		return fmt.Errorf("%s is set", name)
	}
	return nil
}

type request struct {
	Endpoint string `json:"endpoint"`
	Encoding string `json:"encoding"`
}

type verdict struct {
	OK   bool   `json:"ok"`
	What string `json:"what"`
}

// call is the workflow EvolutionCaller.
func (p peer) call(ctx workflow.Context, in request) (verdict, error) {
	if err := p.try(ctx, in); err != nil {
		return verdict{What: err.Error()}, nil
	}
	return verdict{OK: true}, nil
}

func (p peer) try(ctx workflow.Context, in request) error {
	stub := stubs.NewOrderServiceNexusClient(in.Endpoint)
	options := workflow.NexusOperationOptions{ScheduleToCloseTimeout: 20 * time.Second}
	if in.Encoding == "BINARY" {
		input := &pb.EchoBinaryRequest{Order: p.sent}
		p.set(input, "tenant")
		response, err := stub.EchoBinary(ctx, input, options)
		if err != nil {
			return err
		}
		return errors.Join(p.compare(response.GetOrder(), p.seenInBinary), p.unset(response, "sender"))
	}
	input := &pb.EchoRequest{Order: p.sent}
	p.set(input, "tenant")
	response, err := stub.Echo(ctx, input, options)
	if err != nil {
		return err
	}
	return errors.Join(p.compare(response.GetOrder(), p.seenInJSON), p.unset(response, "sender"))
}
