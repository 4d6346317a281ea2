package interop;

import acme.interop.v1.Interop.*;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.nexusrpc.handler.HandlerException;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.NexusClient;
import io.temporal.client.StartNexusOperationOptions;
import io.temporal.client.UntypedNexusServiceClient;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.NexusOperationCancellationType;
import io.temporal.workflow.NexusOperationHandle;
import io.temporal.workflow.NexusOperationOptions;
import io.temporal.workflow.NexusServiceOptions;
import io.temporal.workflow.NexusServiceStub;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The caller's workflow and activity. */
final class Caller {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Caller() {}

  /** What the runner asks for. */
  public record Cell(
      String cell, String endpoint, String encoding, String id, List<String> samples) {
    public Cell {
      samples = samples == null ? List.of() : samples;
    }

    String service() {
      return encoding.equals("BINARY")
          ? "acme.interop.v1.BinaryInteropService"
          : "acme.interop.v1.InteropService";
    }
  }

  /** What comes of it. */
  public record Verdict(boolean ok, String what) {}

  /** Not what had to come of a cell. */
  private static final class Unexpected extends RuntimeException {
    Unexpected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @ActivityInterface
  public interface Standalone {
    @ActivityMethod(name = "InteropStandalone")
    void call(Cell cell);
  }

  /** The cell from outside of a workflow. */
  record StandaloneImpl(NexusClient client, Samples samples) implements Standalone {
    @Override
    public void call(Cell cell) {
      UntypedNexusServiceClient service =
          client.newUntypedNexusServiceClient(cell.endpoint(), cell.service());
      if (cell.cell().equals("ping")) {
        service.execute("Ping", Empty.class, options(cell.id() + "-ping"), Empty.getDefaultInstance());
        return;
      }
      for (String name : cell.samples()) {
        Sample sample = samples.get(name);
        EchoRequest request = EchoRequest.newBuilder().setSample(sample).build();
        String id = cell.id() + "-" + cell.samples().indexOf(name);
        EchoResponse response = service.execute("Echo", EchoResponse.class, options(id), request);
        Samples.expectEqual(sample, response.getSample());
      }
    }

    private static StartNexusOperationOptions options(String id) {
      return StartNexusOperationOptions.newBuilder().setId(id).setScheduleToCloseTimeout(LIMIT).build();
    }
  }

  @WorkflowInterface
  public interface InteropCaller {
    @WorkflowMethod
    Verdict call(Cell cell);
  }

  record InteropCallerImpl(Samples samples) implements InteropCaller {
    @Override
    public Verdict call(Cell cell) {
      try {
        return new Verdict(true, attempt(cell));
      } catch (RuntimeException e) { // what cannot be read is not even a TemporalFailure
        return new Verdict(false, chain(e));
      }
    }

    private String attempt(Cell cell) {
      Operations service = service(cell, options().build());
      switch (cell.cell()) {
        case "echo" ->
            each(cell, s -> service.echo(EchoRequest.newBuilder().setSample(s).build()).getSample());
        case "run" ->
            each(cell, s -> service.run(RunRequest.newBuilder().setSample(s).build()).getSample());
        case "standalone" -> standalone(cell);
        case "cancel-abandon" -> cancel(cell, NexusOperationCancellationType.ABANDON);
        case "cancel-try-cancel" -> {
          cancel(cell, NexusOperationCancellationType.TRY_CANCEL);
          Workflow.sleep(Duration.ofSeconds(2)); // until the cancellation is delivered
        }
        case "cancel-wait-requested" -> cancel(cell, NexusOperationCancellationType.WAIT_REQUESTED);
        case "cancel-wait-completed" -> cancel(cell, NexusOperationCancellationType.WAIT_COMPLETED);
        case "declined" -> {
          DeclineRequest request = DeclineRequest.newBuilder().setDetail(detail()).build();
          expectDeclined(failure(() -> service.decline(request)));
        }
        case "declined-run" -> {
          DeclineRunRequest request = DeclineRunRequest.newBuilder().setDetail(detail()).build();
          expectDeclined(failure(() -> service.declineRun(request)));
        }
        case "failed" -> {
          FailRequest request = FailRequest.newBuilder().setMessage(cell.id()).build();
          expectFailed(failure(() -> service.fail(request)), cell.id());
        }
        case "invalid" -> {
          NexusServiceStub untyped =
              Workflow.newUntypedNexusServiceStub(cell.service(), serviceOptions(cell, options().build()));
          return refusal(failure(() -> untyped.execute("Echo", EchoResponse.class, invalid())));
        }
        case "answered" -> {
          return ending(() -> service.echo(EchoRequest.getDefaultInstance()));
        }
        case "answered-error" -> {
          return ending(() -> service.decline(DeclineRequest.getDefaultInstance()));
        }
        case "ping" -> {
          service.ping(Empty.getDefaultInstance());
          standalone(cell);
        }
        default -> throw new Unexpected("unsupported: no cell " + cell.cell() + " here", null);
      }
      return "";
    }

    private void each(Cell cell, UnaryOperator<Sample> send) {
      for (String name : cell.samples()) {
        try {
          samples.expect(name, send.apply(samples.get(name)));
        } catch (RuntimeException e) {
          throw new Unexpected("sample '" + name + "'", e);
        }
      }
    }

    private Declined detail() {
      return Declined.newBuilder()
          .setReason("no <quote> €")
          .setCode(9007199254740993L)
          .setEverything(samples.get("limits").getEverything())
          .build();
    }

    private void expectDeclined(RuntimeException error) {
      Declined got = declinedDetail(error);
      if (got == null) {
        throw new Unexpected("not declined", error);
      }
      Samples.expectEqual(detail(), got);
    }
  }

  private static NexusOperationOptions.Builder options() {
    return NexusOperationOptions.newBuilder().setScheduleToCloseTimeout(LIMIT);
  }

  private static NexusServiceOptions serviceOptions(Cell cell, NexusOperationOptions options) {
    return NexusServiceOptions.newBuilder()
        .setEndpoint(cell.endpoint())
        .setOperationOptions(options)
        .build();
  }

  private static Operations service(Cell cell, NexusOperationOptions options) {
    Class<? extends Operations> type =
        cell.encoding().equals("BINARY") ? BinaryInteropService.class : InteropService.class;
    return Workflow.newNexusServiceStub(type, serviceOptions(cell, options));
  }

  private static void standalone(Cell cell) {
    Workflow.newActivityStub(
            Standalone.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                // Operation IDs are used once.
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build())
        .call(cell);
  }

  private static void cancel(Cell cell, NexusOperationCancellationType type) {
    Operations service = service(cell, options().setCancellationType(type).build());
    WaitRequest request = WaitRequest.newBuilder().setId(cell.id()).build();
    AtomicReference<NexusOperationHandle<WaitResponse>> handle = new AtomicReference<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> handle.set(Workflow.startNexusOperation(service::await, request)));
    scope.run();
    handle.get().getExecution().get();
    scope.cancel();
    RuntimeException error = failure(() -> handle.get().getResult().get());
    if (find(error, CanceledFailure.class) == null) {
      throw new Unexpected("not cancelled", error);
    }
  }

  /** {@code {"sample": {"name": 7}}}, which no message of the contract can be. */
  private static RawValue invalid() {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/protobuf"))
            .putMetadata("messageType", ByteString.copyFromUtf8("acme.interop.v1.EchoRequest"))
            .setData(ByteString.copyFromUtf8("{\"sample\": {\"name\": 7}}"))
            .build());
  }

  private static String refusal(RuntimeException error) {
    HandlerException refused = find(error, HandlerException.class);
    if (refused == null) {
      throw new Unexpected("not refused", error);
    }
    return refused.getRawErrorType();
  }

  private static void expectFailed(RuntimeException error, String message) {
    if (declinedDetail(error) != null) {
      throw new Unexpected("declared", error);
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure
          && message.equals(failure.getOriginalMessage())) {
        return;
      }
    }
    throw new Unexpected("the message is not in it", error);
  }

  /** The detail of the declared error in an error's chain of causes, or null. */
  private static Declined declinedDetail(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure && failure.getType().equals(Handler.DECLINED)) {
        try {
          return Declined.parseFrom(failure.getDetails().get(byte[].class));
        } catch (InvalidProtocolBufferException e) {
          throw new Unexpected("detail", e);
        }
      }
    }
    return null;
  }

  /** How a call ended. */
  private static String ending(Supplier<Message> call) {
    RuntimeException error;
    try {
      // A response is of its class here, or null.
      return call.get() == null ? "WRONG null" : "OK";
    } catch (RuntimeException e) {
      error = e;
    }
    try {
      if (declinedDetail(error) != null) {
        return "DECLINED";
      }
    } catch (RuntimeException e) {
      // The detail is not readable.
    }
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage());
    return error.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
  }

  /** The error of a call that must fail. */
  private static RuntimeException failure(Supplier<?> call) {
    Object result;
    try {
      result = call.get();
    } catch (RuntimeException e) {
      return e;
    }
    throw new Unexpected("it succeeded: " + result, null);
  }

  private static <T extends Throwable> T find(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static String chain(Throwable error) {
    StringBuilder text = new StringBuilder(error.toString());
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" <- ").append(cause);
    }
    return text.toString();
  }
}
