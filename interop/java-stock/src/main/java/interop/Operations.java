package interop;

import acme.interop.v1.Interop.*;
import com.google.protobuf.Empty;
import io.nexusrpc.Operation;

/** What both services have: the worker's converter decides the encoding. */
public interface Operations {
  @Operation(name = "Echo") EchoResponse echo(EchoRequest request);
  @Operation(name = "Run") RunResponse run(RunRequest request);
  @Operation(name = "Wait") WaitResponse await(WaitRequest request);
  @Operation(name = "Decline") DeclineResponse decline(DeclineRequest request);
  @Operation(name = "DeclineRun") DeclineRunResponse declineRun(DeclineRunRequest request);
  @Operation(name = "Fail") FailResponse fail(FailRequest request);
  @Operation(name = "Ping") Empty ping(Empty request);
}
