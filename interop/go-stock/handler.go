package main

import (
	"context"

	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/temporalnexus"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	pb "protonexus/interop/go-stock/gen/interopv1"
)

// declined is the type of the declared error: the full name of its detail.
const declined = "acme.interop.v1.Declined"

// register adds both services, which differ in name alone here, and their workflows.
func register(w worker.Registry, known samples) error {
	flows := workflows{known}
	w.RegisterWorkflow(flows.RunWorkflow)
	w.RegisterWorkflow(WaitWorkflow)
	w.RegisterWorkflow(DeclineWorkflow)
	for _, name := range []string{"acme.interop.v1.InteropService", "acme.interop.v1.BinaryInteropService"} {
		service := nexus.NewService(name)
		if err := service.Register(
			nexus.NewSyncOperation("Echo", func(_ context.Context, in *pb.EchoRequest, _ nexus.StartOperationOptions) (*pb.EchoResponse, error) {
				sample, err := flows.known(in.GetSample())
				if err != nil {
					return nil, err
				}
				return &pb.EchoResponse{Sample: sample}, nil
			}),
			temporalnexus.NewWorkflowRunOperation("Run", flows.RunWorkflow, func(_ context.Context, _ *pb.RunRequest, o nexus.StartOperationOptions) (client.StartWorkflowOptions, error) {
				return client.StartWorkflowOptions{ID: "run-" + o.RequestID}, nil
			}),
			temporalnexus.NewWorkflowRunOperation("Wait", WaitWorkflow, func(_ context.Context, in *pb.WaitRequest, _ nexus.StartOperationOptions) (client.StartWorkflowOptions, error) {
				return client.StartWorkflowOptions{ID: in.GetId()}, nil
			}),
			nexus.NewSyncOperation("Decline", func(_ context.Context, in *pb.DeclineRequest, _ nexus.StartOperationOptions) (*pb.DeclineResponse, error) {
				// An operation error, since docs/wire.md says so. The constructor of nexus cannot
				// have a cause.
				return nil, &nexus.OperationError{State: nexus.OperationStateFailed, Message: "declined", Cause: decline(in.GetDetail())}
			}),
			temporalnexus.NewWorkflowRunOperation("DeclineRun", DeclineWorkflow, func(_ context.Context, _ *pb.DeclineRunRequest, o nexus.StartOperationOptions) (client.StartWorkflowOptions, error) {
				return client.StartWorkflowOptions{ID: "decline-" + o.RequestID}, nil
			}),
			nexus.NewSyncOperation("Fail", func(_ context.Context, in *pb.FailRequest, _ nexus.StartOperationOptions) (*pb.FailResponse, error) {
				return nil, temporal.NewNonRetryableApplicationError(in.GetMessage(), "Broken", nil)
			}),
			nexus.NewSyncOperation("Ping", func(context.Context, *emptypb.Empty, nexus.StartOperationOptions) (*emptypb.Empty, error) {
				return &emptypb.Empty{}, nil
			}),
		); err != nil {
			return err
		}
		w.RegisterNexusService(service)
	}
	return nil
}

// decline is the declared error as docs/wire.md has it.
func decline(detail *pb.Declined) error {
	data, err := proto.Marshal(detail)
	if err != nil {
		return temporal.NewNonRetryableApplicationError("cannot write the detail", "Broken", err)
	}
	return temporal.NewNonRetryableApplicationError("declined", declined, nil, data)
}

type workflows struct{ samples }

// known is samples.known for a request, with an error that nobody retries.
func (w workflows) known(got *pb.Sample) (*pb.Sample, error) {
	sample, err := w.samples.known(got.GetName(), got)
	if err != nil {
		return nil, temporal.NewNonRetryableApplicationError(err.Error(), "Broken", nil)
	}
	return sample, nil
}

// RunWorkflow answers with the sample that it was sent.
func (w workflows) RunWorkflow(_ workflow.Context, in *pb.RunRequest) (*pb.RunResponse, error) {
	sample, err := w.known(in.GetSample())
	if err != nil {
		return nil, err
	}
	return &pb.RunResponse{Sample: sample}, nil
}

// WaitWorkflow waits until it is cancelled.
func WaitWorkflow(ctx workflow.Context, _ *pb.WaitRequest) (*pb.WaitResponse, error) {
	ctx.Done().Receive(ctx, nil)
	return nil, ctx.Err()
}

// DeclineWorkflow fails with the declared error.
func DeclineWorkflow(_ workflow.Context, in *pb.DeclineRunRequest) (*pb.DeclineRunResponse, error) {
	return nil, decline(in.GetDetail())
}
