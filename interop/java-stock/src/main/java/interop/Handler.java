package interop;

import acme.interop.v1.Interop.*;
import com.google.protobuf.Empty;
import io.nexusrpc.OperationException;
import io.nexusrpc.handler.OperationHandler;
import io.nexusrpc.handler.OperationImpl;
import io.nexusrpc.handler.ServiceImpl;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.nexus.Nexus;
import io.temporal.nexus.WorkflowRunOperation;

/** Both services. */
public class Handler {
  /** The type of the declared error: the full name of its detail. */
  static final String DECLINED = "acme.interop.v1.Declined";

  private final Samples samples;

  Handler(Samples samples) {
    this.samples = samples;
  }

  @ServiceImpl(service = InteropService.class)
  public static final class Json extends Handler {
    Json(Samples samples) {
      super(samples);
    }
  }

  @ServiceImpl(service = BinaryInteropService.class)
  public static final class Binary extends Handler {
    Binary(Samples samples) {
      super(samples);
    }
  }

  @OperationImpl
  public OperationHandler<EchoRequest, EchoResponse> echo() {
    return OperationHandler.sync(
        (context, details, request) ->
            EchoResponse.newBuilder().setSample(expect(samples, request.getSample())).build());
  }

  @OperationImpl
  public OperationHandler<RunRequest, RunResponse> run() {
    return WorkflowRunOperation.fromWorkflowMethod(
        (context, details, request) ->
            workflow(Workflows.Run.class, "run-" + details.getRequestId())::run);
  }

  @OperationImpl
  public OperationHandler<WaitRequest, WaitResponse> await() {
    return WorkflowRunOperation.fromWorkflowMethod(
        (context, details, request) -> workflow(Workflows.Wait.class, request.getId())::await);
  }

  @OperationImpl
  public OperationHandler<DeclineRequest, DeclineResponse> decline() {
    return OperationHandler.sync(
        (context, details, request) -> {
          throw OperationException.failed("declined", declined(request.getDetail()));
        });
  }

  @OperationImpl
  public OperationHandler<DeclineRunRequest, DeclineRunResponse> declineRun() {
    return WorkflowRunOperation.fromWorkflowMethod(
        (context, details, request) ->
            workflow(Workflows.Decline.class, "decline-" + details.getRequestId())::decline);
  }

  @OperationImpl
  public OperationHandler<FailRequest, FailResponse> fail() {
    return OperationHandler.sync(
        (context, details, request) -> {
          throw broken(request.getMessage());
        });
  }

  /** Takes an Empty rather than nothing: SDKs write it as a message, which Void refuses. */
  @OperationImpl
  public OperationHandler<Empty, Empty> ping() {
    return OperationHandler.sync((context, details, request) -> Empty.getDefaultInstance());
  }

  private static <W> W workflow(Class<W> type, String id) {
    return Nexus.getOperationContext()
        .getWorkflowClient()
        .newWorkflowStub(type, WorkflowOptions.newBuilder().setWorkflowId(id).build());
  }

  /** {@link Samples#expect} for a request, with an error that nobody retries. */
  static Sample expect(Samples samples, Sample got) {
    try {
      return samples.expect(got.getName(), got);
    } catch (IllegalArgumentException e) {
      throw broken("sample '" + got.getName() + "': " + e.getMessage());
    }
  }

  static ApplicationFailure broken(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, "Broken");
  }

  /** The declared error as docs/wire.md has it. */
  static ApplicationFailure declined(Declined detail) {
    return ApplicationFailure.newNonRetryableFailure(
        "declined", DECLINED, (Object) detail.toByteArray());
  }
}
