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
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	pb "protonexus/interop/go-stock/gen/interopv1"
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

func (c cell) service() string {
	if c.Encoding == "BINARY" {
		return "acme.interop.v1.BinaryInteropService"
	}
	return "acme.interop.v1.InteropService"
}

// verdict is what comes of a cell.
type verdict struct {
	OK   bool   `json:"ok"`
	What string `json:"what"`
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

var cancellations = map[string]workflow.NexusOperationCancellationType{
	"cancel-abandon":        workflow.NexusOperationCancellationTypeAbandon,
	"cancel-try-cancel":     workflow.NexusOperationCancellationTypeTryCancel,
	"cancel-wait-requested": workflow.NexusOperationCancellationTypeWaitRequested,
	"cancel-wait-completed": workflow.NexusOperationCancellationTypeWaitCompleted,
}

func (c caller) try(ctx workflow.Context, in cell) (string, error) {
	nexusClient := workflow.NewNexusClient(in.Endpoint, in.service())
	options := workflow.NexusOperationOptions{ScheduleToCloseTimeout: limit}
	execute := func(operation string, request, response any) error {
		return nexusClient.ExecuteOperation(ctx, operation, request, options).Get(ctx, response)
	}

	switch in.Cell {
	case "echo":
		return "", c.each(in, func(_ int, sample *pb.Sample) (*pb.Sample, error) {
			var response pb.EchoResponse
			err := execute("Echo", &pb.EchoRequest{Sample: sample}, &response)
			return response.GetSample(), err
		})
	case "run":
		return "", c.each(in, func(_ int, sample *pb.Sample) (*pb.Sample, error) {
			var response pb.RunResponse
			err := execute("Run", &pb.RunRequest{Sample: sample}, &response)
			return response.GetSample(), err
		})
	case "standalone":
		return "", executeStandalone(ctx, in)
	case "cancel-abandon", "cancel-try-cancel", "cancel-wait-requested", "cancel-wait-completed":
		options.CancellationType = cancellations[in.Cell]
		cancellable, cancel := workflow.WithCancel(ctx)
		defer cancel()
		future := nexusClient.ExecuteOperation(cancellable, "Wait", &pb.WaitRequest{Id: in.ID}, options)
		if err := future.GetNexusOperationExecution().Get(ctx, nil); err != nil {
			return "", fmt.Errorf("not started: %w", err)
		}
		cancel()
		if err := expectCancelled(future.Get(ctx, nil)); err != nil || in.Cell != "cancel-try-cancel" {
			return "", err
		}
		return "", workflow.Sleep(ctx, 2*time.Second) // until the cancellation is delivered
	case "declined":
		detail := c.detail()
		return "", expectDeclined(execute("Decline", &pb.DeclineRequest{Detail: detail}, nil), detail)
	case "declined-run":
		detail := c.detail()
		return "", expectDeclined(execute("DeclineRun", &pb.DeclineRunRequest{Detail: detail}, nil), detail)
	case "failed":
		return "", expectFailed(execute("Fail", &pb.FailRequest{Message: in.ID}, nil), in.ID)
	case "invalid":
		request := converter.NewRawValue(&commonpb.Payload{
			Metadata: map[string][]byte{"encoding": []byte("json/protobuf"), "messageType": []byte("acme.interop.v1.EchoRequest")},
			Data:     []byte(`{"sample": {"name": 7}}`),
		})
		return refusal(execute("Echo", request, nil))
	case "answered":
		var response *pb.EchoResponse
		err := execute("Echo", &pb.EchoRequest{}, &response)
		return ending(response == nil, err), nil
	case "answered-error":
		var response *pb.DeclineResponse
		err := execute("Decline", &pb.DeclineRequest{}, &response)
		if _, unread := declinedDetail(err); unread == nil {
			return "DECLINED", nil
		}
		return ending(response == nil, err), nil
	case "ping":
		if err := execute("Ping", &emptypb.Empty{}, nil); err != nil {
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

func (c caller) detail() *pb.Declined {
	return &pb.Declined{Reason: "no <quote> €", Code: 9007199254740993, Everything: c.samples["limits"].GetEverything()}
}

func executeStandalone(ctx workflow.Context, in cell) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		RetryPolicy:         &temporal.RetryPolicy{MaximumAttempts: 1}, // operation IDs are used once
	})
	return workflow.ExecuteActivity(ctx, "InteropStandalone", in).Get(ctx, nil)
}

// callStandalone is the activity InteropStandalone: the cell from outside of a workflow.
func (c caller) callStandalone(ctx context.Context, in cell) error {
	nexusClient, err := activity.GetClient(ctx).NewNexusClient(client.NexusClientOptions{Endpoint: in.Endpoint, Service: in.service()})
	if err != nil {
		return err
	}
	execute := func(id, operation string, request, response any) error {
		handle, err := nexusClient.ExecuteOperation(ctx, operation, request, client.StartNexusOperationOptions{ID: id, ScheduleToCloseTimeout: limit})
		if err != nil {
			return err
		}
		return handle.Get(ctx, response)
	}
	if in.Cell == "ping" {
		return execute(in.ID+"-ping", "Ping", &emptypb.Empty{}, nil)
	}
	return c.each(in, func(i int, sample *pb.Sample) (*pb.Sample, error) {
		var response pb.EchoResponse
		err := execute(fmt.Sprint(in.ID, "-", i), "Echo", &pb.EchoRequest{Sample: sample}, &response)
		return response.GetSample(), err
	})
}

func expectCancelled(err error) error {
	var cancelled *temporal.CanceledError
	if !errors.As(err, &cancelled) {
		return fmt.Errorf("not cancelled: %w", orResult(err))
	}
	return nil
}

func expectDeclined(err error, want *pb.Declined) error {
	got, err := declinedDetail(err)
	if err != nil {
		return err
	}
	return expectEqual(want, got)
}

// declinedDetail is the detail of the declared error if err is one.
func declinedDetail(err error) (*pb.Declined, error) {
	failure := findApplicationError(err, declined)
	if failure == nil {
		return nil, fmt.Errorf("not declined: %w", orResult(err))
	}
	var data []byte
	if err := failure.Details(&data); err != nil {
		return nil, fmt.Errorf("detail: %w", err)
	}
	var detail pb.Declined
	if err := proto.Unmarshal(data, &detail); err != nil {
		return nil, fmt.Errorf("detail: %w", err)
	}
	return &detail, nil
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

func expectFailed(err error, message string) error {
	if findApplicationError(err, declined) != nil {
		return fmt.Errorf("declared: %w", err)
	}
	failure := findApplicationError(err, "Broken")
	if failure == nil || failure.Message() != message {
		return fmt.Errorf("the message is not in %w", orResult(err))
	}
	return nil
}

// refusal names the error that answered a bad request.
func refusal(err error) (string, error) {
	var refused *nexus.HandlerError
	if errors.As(err, &refused) {
		return string(refused.Type), nil
	}
	return "", fmt.Errorf("%w", orResult(err))
}

// findApplicationError walks the chain, since errors.As would find the first application error
// of any type.
func findApplicationError(err error, kind string) *temporal.ApplicationError {
	for ; err != nil; err = errors.Unwrap(err) {
		if failure, ok := err.(*temporal.ApplicationError); ok && failure.Type() == kind {
			return failure
		}
	}
	return nil
}

// orResult is for calls that should have failed.
func orResult(err error) error {
	if err == nil {
		return errors.New("a result")
	}
	return err
}
