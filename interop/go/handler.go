package main

import (
	"context"
	"errors"

	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/temporalnexus"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	pb "protonexus.example/interop/gen/interopv1"
	stubs "protonexus.example/interop/gen/interopv1/interopv1nexus"
)

// handler serves both services, which have the same operations.
type handler struct {
	stubs.UnimplementedInteropServiceNexusHandler
	stubs.UnimplementedBinaryInteropServiceNexusHandler
	samples
}

func (h handler) register(w worker.Registry) error {
	json, err := stubs.NewInteropServiceNexusService(h)
	if err != nil {
		return err
	}
	binary, err := stubs.NewBinaryInteropServiceNexusService(h)
	if err != nil {
		return err
	}
	w.RegisterNexusService(json)
	w.RegisterNexusService(binary)
	w.RegisterWorkflowWithOptions(stubs.InteropServiceRunWorkflow(h.run), workflow.RegisterOptions{Name: "RunWorkflow"})
	w.RegisterWorkflowWithOptions(stubs.InteropServiceWaitWorkflow(wait), workflow.RegisterOptions{Name: "WaitWorkflow"})
	w.RegisterWorkflowWithOptions(stubs.InteropServiceDeclineRunWorkflow(declineRun), workflow.RegisterOptions{Name: "DeclineWorkflow"})
	return nil
}

// known is samples.known for a request, with an error that nobody retries.
func (h handler) known(got *pb.Sample) (*pb.Sample, error) {
	sample, err := h.samples.known(got.GetName(), got)
	if err != nil {
		return nil, temporal.NewNonRetryableApplicationError(err.Error(), "Broken", nil)
	}
	return sample, nil
}

// Echo answers with the sample that it was sent.
func (h handler) Echo(name string) nexus.Operation[*pb.EchoRequest, *pb.EchoResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.EchoRequest, _ nexus.StartOperationOptions) (*pb.EchoResponse, error) {
		sample, err := h.known(in.GetSample())
		return &pb.EchoResponse{Sample: sample}, err
	})
}

// Run is Echo by a workflow, whose input the generated starter writes.
func (h handler) Run(name string) nexus.Operation[*pb.RunRequest, *pb.RunResponse] {
	return temporalnexus.MustNewWorkflowRunOperationWithOptions(temporalnexus.WorkflowRunOperationOptions[*pb.RunRequest, *pb.RunResponse]{
		Name: name,
		Handler: func(ctx context.Context, in *pb.RunRequest, o nexus.StartOperationOptions) (temporalnexus.WorkflowHandle[*pb.RunResponse], error) {
			options := client.StartWorkflowOptions{ID: "run-" + o.RequestID}
			return stubs.StartInteropServiceRunWorkflow(ctx, o, options, "RunWorkflow", in)
		},
	})
}

func (h handler) run(_ workflow.Context, in *pb.RunRequest) (*pb.RunResponse, error) {
	sample, err := h.known(in.GetSample())
	return &pb.RunResponse{Sample: sample}, err
}

// Wait is a workflow that waits until it is cancelled.
func (handler) Wait(name string) nexus.Operation[*pb.WaitRequest, *pb.WaitResponse] {
	return temporalnexus.MustNewWorkflowRunOperationWithOptions(temporalnexus.WorkflowRunOperationOptions[*pb.WaitRequest, *pb.WaitResponse]{
		Name: name,
		Handler: func(ctx context.Context, in *pb.WaitRequest, o nexus.StartOperationOptions) (temporalnexus.WorkflowHandle[*pb.WaitResponse], error) {
			return stubs.StartInteropServiceWaitWorkflow(ctx, o, client.StartWorkflowOptions{ID: in.GetId()}, "WaitWorkflow", in)
		},
	})
}

func wait(ctx workflow.Context, _ *pb.WaitRequest) (*pb.WaitResponse, error) {
	ctx.Done().Receive(ctx, nil)
	return nil, ctx.Err()
}

// Decline fails with the declared error.
func (handler) Decline(name string) nexus.Operation[*pb.DeclineRequest, *pb.DeclineResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.DeclineRequest, _ nexus.StartOperationOptions) (*pb.DeclineResponse, error) {
		return nil, errors.Join(errors.New("as a handler may wrap it"), stubs.NewDeclinedError("declined", in.GetDetail()))
	})
}

// DeclineRun does so by a workflow.
func (handler) DeclineRun(name string) nexus.Operation[*pb.DeclineRunRequest, *pb.DeclineRunResponse] {
	return temporalnexus.MustNewWorkflowRunOperationWithOptions(temporalnexus.WorkflowRunOperationOptions[*pb.DeclineRunRequest, *pb.DeclineRunResponse]{
		Name: name,
		Handler: func(ctx context.Context, in *pb.DeclineRunRequest, o nexus.StartOperationOptions) (temporalnexus.WorkflowHandle[*pb.DeclineRunResponse], error) {
			options := client.StartWorkflowOptions{ID: "decline-" + o.RequestID}
			return stubs.StartInteropServiceDeclineRunWorkflow(ctx, o, options, "DeclineWorkflow", in)
		},
	})
}

func declineRun(_ workflow.Context, in *pb.DeclineRunRequest) (*pb.DeclineRunResponse, error) {
	return nil, stubs.NewDeclinedError("declined", in.GetDetail())
}

// Fail fails with an error that is not declared.
func (handler) Fail(name string) nexus.Operation[*pb.FailRequest, *pb.FailResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.FailRequest, _ nexus.StartOperationOptions) (*pb.FailResponse, error) {
		return nil, temporal.NewNonRetryableApplicationError(in.GetMessage(), "Broken", nil)
	})
}

// Ping answers.
func (handler) Ping(name string) nexus.Operation[nexus.NoValue, nexus.NoValue] {
	return nexus.NewSyncOperation(name, func(context.Context, nexus.NoValue, nexus.StartOperationOptions) (nexus.NoValue, error) {
		return nil, nil
	})
}
