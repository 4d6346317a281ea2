package interop;

import acme.interop.v1.Interop.*;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The workflows behind the operations. */
final class Workflows {
  private Workflows() {}

  @WorkflowInterface
  public interface Run {
    @WorkflowMethod(name = "RunWorkflow")
    RunResponse run(RunRequest request);
  }

  /** Answers with the sample that it was sent. */
  record RunImpl(Samples samples) implements Run {
    @Override
    public RunResponse run(RunRequest request) {
      return RunResponse.newBuilder().setSample(Handler.expect(samples, request.getSample())).build();
    }
  }

  @WorkflowInterface
  public interface Wait {
    @WorkflowMethod(name = "WaitWorkflow")
    WaitResponse await(WaitRequest request);
  }

  /** Waits until it is cancelled. */
  public static final class WaitImpl implements Wait {
    @Override
    public WaitResponse await(WaitRequest request) {
      CancellationScope.current().getCancellationRequest().get();
      CancellationScope.throwCanceled();
      return null;
    }
  }

  @WorkflowInterface
  public interface Decline {
    @WorkflowMethod(name = "DeclineWorkflow")
    DeclineRunResponse decline(DeclineRunRequest request);
  }

  /** Fails with the declared error. */
  public static final class DeclineImpl implements Decline {
    @Override
    public DeclineRunResponse decline(DeclineRunRequest request) {
      throw Handler.declined(request.getDetail());
    }
  }
}
