package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nexus-rpc/sdk-go/nexus"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	pb "protonexus.example/interop/gen/interopv1"
	stubs "protonexus.example/interop/gen/interopv1/interopv1nexus"
)

const limit = 20 * time.Second

// cell is what the runner asks for.
type cell struct {
	Cell     string   `json:"cell"`
	Endpoint string   `json:"endpoint"`
	Encoding string   `json:"encoding"`
	ID       string   `json:"id"`
	Samples  []string `json:"samples"`
}

// verdict is what comes of a cell.
type verdict struct {
	OK   bool   `json:"ok"`
	What string `json:"what"`
}

// service is what the generated clients of both services have in common.
type service interface {
	Echo(workflow.Context, *pb.EchoRequest, workflow.NexusOperationOptions) (*pb.EchoResponse, error)
	Run(workflow.Context, *pb.RunRequest, workflow.NexusOperationOptions) (*pb.RunResponse, error)
	WaitAsync(workflow.Context, *pb.WaitRequest, workflow.NexusOperationOptions) stubs.InteropServiceWaitFuture
	Decline(workflow.Context, *pb.DeclineRequest, workflow.NexusOperationOptions) (*pb.DeclineResponse, error)
	DeclineRun(workflow.Context, *pb.DeclineRunRequest, workflow.NexusOperationOptions) (*pb.DeclineRunResponse, error)
	Fail(workflow.Context, *pb.FailRequest, workflow.NexusOperationOptions) (*pb.FailResponse, error)
	Ping(workflow.Context, workflow.NexusOperationOptions) error
}

// standaloneService is the same for ordinary code.
type standaloneService interface {
	Echo(context.Context, *pb.EchoRequest, client.StartNexusOperationOptions) (*pb.EchoResponse, error)
	Ping(context.Context, client.StartNexusOperationOptions) error
}

var cancellations = map[string]workflow.NexusOperationCancellationType{
	"cancel-abandon":        workflow.NexusOperationCancellationTypeAbandon,
	"cancel-try-cancel":     workflow.NexusOperationCancellationTypeTryCancel,
	"cancel-wait-requested": workflow.NexusOperationCancellationTypeWaitRequested,
	"cancel-wait-completed": workflow.NexusOperationCancellationTypeWaitCompleted,
}

type caller struct{ samples }

// call is the workflow InteropCaller.
func (c caller) call(ctx workflow.Context, in cell) (verdict, error) {
	what, err := c.try(ctx, in)
	if err != nil {
		return verdict{What: err.Error()}, nil
	}
	return verdict{OK: true, What: what}, nil
}

func (c caller) try(ctx workflow.Context, in cell) (string, error) {
	var stub service = stubs.NewInteropServiceNexusClient(in.Endpoint)
	if in.Encoding == "BINARY" {
		stub = stubs.NewBinaryInteropServiceNexusClient(in.Endpoint)
	}
	options := workflow.NexusOperationOptions{ScheduleToCloseTimeout: limit, CancellationType: cancellations[in.Cell]}
	detail := &pb.Declined{Reason: "no <quote> €", Code: 9007199254740993, Everything: c.samples["limits"].GetEverything()}
	switch in.Cell {
	case "echo":
		return "", c.each(in, func(_ int, sample *pb.Sample) (*pb.Sample, error) {
			response, err := stub.Echo(ctx, &pb.EchoRequest{Sample: sample}, options)
			return response.GetSample(), err
		})
	case "run":
		return "", c.each(in, func(_ int, sample *pb.Sample) (*pb.Sample, error) {
			response, err := stub.Run(ctx, &pb.RunRequest{Sample: sample}, options)
			return response.GetSample(), err
		})
	case "standalone":
		return "", executeStandalone(ctx, in)
	case "cancel-abandon", "cancel-try-cancel", "cancel-wait-requested", "cancel-wait-completed":
		return "", cancelled(ctx, stub, in.ID, options)
	case "declined":
		_, err := stub.Decline(ctx, &pb.DeclineRequest{Detail: detail}, options)
		return "", expectDeclined(err, detail)
	case "declined-run":
		_, err := stub.DeclineRun(ctx, &pb.DeclineRunRequest{Detail: detail}, options)
		return "", expectDeclined(err, detail)
	case "failed":
		_, err := stub.Fail(ctx, &pb.FailRequest{Message: in.ID}, options)
		return "", expectFailed(err, in.ID)
	case "invalid":
		return invalid(ctx, in, options)
	case "answered":
		response, err := stub.Echo(ctx, &pb.EchoRequest{}, options)
		return ending(response == nil, err), nil
	case "answered-error":
		response, err := stub.Decline(ctx, &pb.DeclineRequest{Detail: &pb.Declined{}}, options)
		if declined := new(stubs.DeclinedError); errors.As(err, &declined) {
			return "DECLINED", nil
		}
		return ending(response == nil, err), nil
	case "ping":
		if err := stub.Ping(ctx, options); err != nil {
			return "", err
		}
		return "", executeStandalone(ctx, in)
	}
	return "", fmt.Errorf("unsupported: no cell %q here", in.Cell)
}

// each sends the cell's samples and compares what comes back.
func (c caller) each(in cell, send func(i int, sample *pb.Sample) (*pb.Sample, error)) error {
	for i, name := range in.Samples {
		response, err := send(i, c.samples[name])
		if err != nil {
			return fmt.Errorf("sample %q: %w", name, err)
		}
		if _, err := c.known(name, response); err != nil {
			return err
		}
	}
	return nil
}

func cancelled(ctx workflow.Context, stub service, id string, options workflow.NexusOperationOptions) error {
	cancellable, cancel := workflow.WithCancel(ctx)
	defer cancel()
	future := stub.WaitAsync(cancellable, &pb.WaitRequest{Id: id}, options)
	if err := future.GetNexusOperationExecution().Get(ctx, nil); err != nil {
		return fmt.Errorf("not started: %w", err)
	}
	cancel()
	_, err := future.GetTyped(ctx)
	if ended := new(temporal.CanceledError); !errors.As(err, &ended) {
		return fmt.Errorf("not cancelled: %w", orResult(err))
	}
	return nil
}

func executeStandalone(ctx workflow.Context, in cell) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		RetryPolicy:         &temporal.RetryPolicy{MaximumAttempts: 1}, // operation IDs are used once
	})
	return workflow.ExecuteActivity(ctx, "InteropStandalone", in).Get(ctx, nil)
}

// callStandalone is the activity InteropStandalone: the cell from ordinary code.
func (c caller) callStandalone(ctx context.Context, in cell) error {
	var stub standaloneService
	stub, err := stubs.NewInteropServiceNexusStandaloneClient(activity.GetClient(ctx), in.Endpoint)
	if in.Encoding == "BINARY" {
		stub, err = stubs.NewBinaryInteropServiceNexusStandaloneClient(activity.GetClient(ctx), in.Endpoint)
	}
	if err != nil {
		return err
	}
	options := client.StartNexusOperationOptions{ID: in.ID + "-ping", ScheduleToCloseTimeout: limit}
	if in.Cell == "ping" {
		return stub.Ping(ctx, options)
	}
	return c.each(in, func(i int, sample *pb.Sample) (*pb.Sample, error) {
		options.ID = fmt.Sprint(in.ID, "-", i)
		response, err := stub.Echo(ctx, &pb.EchoRequest{Sample: sample}, options)
		return response.GetSample(), err
	})
}

func expectDeclined(err error, want *pb.Declined) error {
	declined := new(stubs.DeclinedError)
	if !errors.As(err, &declined) {
		return fmt.Errorf("not declined: %w", orResult(err))
	}
	return expectEqual(want, declined.Detail)
}

func expectFailed(err error, message string) error {
	if _, declined := stubs.AsDeclinedError(err); declined {
		return fmt.Errorf("declared: %w", err)
	}
	// The text of a handler error has not that of its cause.
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		if strings.Contains(cause.Error(), message) {
			return nil
		}
	}
	return fmt.Errorf("the message is not in %w", orResult(err))
}

// invalid sends by the SDK's own client what no stub would send.
func invalid(ctx workflow.Context, in cell, options workflow.NexusOperationOptions) (string, error) {
	name := stubs.InteropServiceServiceName
	if in.Encoding == "BINARY" {
		name = stubs.BinaryInteropServiceServiceName
	}
	request := converter.NewRawValue(&commonpb.Payload{
		Metadata: map[string][]byte{"encoding": []byte("json/protobuf"), "messageType": []byte("acme.interop.v1.EchoRequest")},
		Data:     []byte(`{"sample": {"name": 7}}`),
	})
	err := workflow.NewNexusClient(in.Endpoint, name).ExecuteOperation(ctx, "Echo", request, options).Get(ctx, nil)
	if refused := new(nexus.HandlerError); errors.As(err, &refused) {
		return string(refused.Type), nil
	}
	return "", orResult(err)
}

// ending says how a call ended: a response is of its class here, or nil.
func ending(null bool, err error) string {
	switch {
	case err != nil:
		innermost := err
		for cause := err; cause != nil; cause = errors.Unwrap(cause) {
			innermost = cause
		}
		line, _, _ := strings.Cut(innermost.Error(), "\n")
		return fmt.Sprintf("%T: %s", err, line)
	case null:
		return "WRONG nil"
	default:
		return "OK"
	}
}

// orResult is for calls that should have failed.
func orResult(err error) error {
	if err == nil {
		return errors.New("a result")
	}
	return err
}
