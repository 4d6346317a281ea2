package interop;

import com.google.protobuf.util.JsonFormat;
import io.temporal.client.NexusClient;
import io.temporal.client.NexusClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.NullPayloadConverter;
import io.temporal.common.converter.PayloadConverter;
import io.temporal.common.converter.ProtobufJsonPayloadConverter;
import io.temporal.common.converter.ProtobufPayloadConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;

/**
 * Peer java-stock of the interoperation matrix (see ../README.md): Temporal's Java SDK and its own
 * protobuf converters, without any stub of ours.
 */
public final class Peer {
  private Peer() {}

  public static void main(String[] args) throws Exception {
    String address = argument(args, "--address");
    Samples samples = new Samples(Path.of(argument(args, "--samples")));
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    for (String encoding : new String[] {"json", "binary"}) {
      DataConverter converter = converter(encoding);

      WorkerFactory handlers = factory(service, "handlers", converter);
      Worker handler = handlers.newWorker("handler-java-stock-" + encoding);
      handler.registerNexusServiceImplementation(new Handler.Json(samples), new Handler.Binary(samples));
      handler.registerWorkflowImplementationFactory(
          Workflows.Run.class, () -> new Workflows.RunImpl(samples));
      handler.registerWorkflowImplementationTypes(
          Workflows.WaitImpl.class, Workflows.DeclineImpl.class);
      handlers.start();

      WorkerFactory callers = factory(service, "callers", converter);
      Worker caller = callers.newWorker("caller-java-stock-" + encoding);
      caller.registerWorkflowImplementationFactory(
          Caller.InteropCaller.class, () -> new Caller.InteropCallerImpl(samples));
      NexusClient client =
          NexusClient.newInstance(
              service,
              NexusClientOptions.newBuilder()
                  .setNamespace("callers")
                  .setDataConverter(converter)
                  .build());
      caller.registerActivitiesImplementations(new Caller.StandaloneImpl(client, samples));
      callers.start();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {}
    System.exit(0); // nobody waits for what the workers hold
  }

  /**
   * The SDK's default converters, for which an Any in JSON has to be told of its types. They are
   * made anew since overriding one of the defaults would keep their order.
   */
  private static DataConverter converter(String encoding) {
    PayloadConverter json =
        new ProtobufJsonPayloadConverter(
            JsonFormat.printer().usingTypeRegistry(Samples.TYPES),
            JsonFormat.parser().ignoringUnknownFields().usingTypeRegistry(Samples.TYPES));
    PayloadConverter binary = new ProtobufPayloadConverter();
    boolean binaryFirst = encoding.equals("binary");
    return new DefaultDataConverter(
        new NullPayloadConverter(),
        new ByteArrayPayloadConverter(),
        binaryFirst ? binary : json,
        binaryFirst ? json : binary,
        new JacksonJsonPayloadConverter());
  }

  private static WorkerFactory factory(
      WorkflowServiceStubs service, String namespace, DataConverter converter) {
    return WorkerFactory.newInstance(
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(converter)
                .build()));
  }

  private static String argument(String[] args, String name) {
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals(name)) {
        return args[i + 1];
      }
    }
    throw new IllegalArgumentException(name + " is missing");
  }
}
