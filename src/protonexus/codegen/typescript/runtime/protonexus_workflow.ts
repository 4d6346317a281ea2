// Call services from workflow code, and carry operations out by workflows.
import { NexusOperationFailure, RawValue, rawValueTypeInfo } from '@temporalio/common';
import type { FailureConverter as Failures, PayloadConverter } from '@temporalio/common';
import * as workflow from '@temporalio/workflow';
import { attempt, caller, decode, encode, encodingOf, forEach, isEmpty, reason } from './protonexus';
import type { Answer, CallOptions, Method, Methods, NexusService, Operation as Info, Problem } from './protonexus';
import type { Output, Received, Sent } from './protonexus';

/** An operation that was started. `cancel` does what the cancellation type of the call says. */
export type OperationHandle<T> = workflow.NexusOperationHandle<T> & { cancel(): void };
/** Options of all calls of a client; without an endpoint it calls the contract's. */
export type ClientOptions = CallOptions & { readonly endpoint?: string };
export type NexusClient<M extends Methods> = { readonly [K in keyof M]: Operation<M[K]> };

/** One operation: call it, or start it and wait later. */
export interface Operation<M extends Method> {
  (...args: Sent<M, [options?: CallOptions]>): Promise<Output<M>>;
  start(...args: Sent<M, [options?: CallOptions]>): Promise<OperationHandle<Output<M>>>;
}

export function nexusClient<M extends Methods>(
  service: NexusService<M>,
  { endpoint = service.endpoint ?? '', ...defaults }: ClientOptions = {},
): NexusClient<M> {
  const client = workflow.createNexusServiceClient({ endpoint, service: service.definition });
  return forEach(service, (operation) => {
    const [of, name] = [service.definition.name, service.definition.operations[operation.key]?.name ?? ''];
    const calls = caller<CallOptions>(operation, endpoint, defaults, (cause) => {
      return new NexusOperationFailure(cause.message, undefined, endpoint, of, name, undefined, cause);
    });
    const begin = async (args: unknown[]): Promise<workflow.NexusOperationHandle<unknown>> => {
      const turns = Turns.ofWorkflow();
      const [input, call] = calls.request(args);
      const free = await turns.take();
      calls.checked('InvalidRequest', () => { if (!free) throw new RangeError(NO_TURNS); });
      const started = client.startOperation(operation.key, input, call);
      const ended = started.then((handle) => handle.result());
      ended.then(() => { turns.end(call); }, (error: unknown) => { turns.end(call, error); });
      return Object.assign({ ...(await calls.declared(started)) }, { result: () => calls.response(ended) });
    };
    const start = async (...args: unknown[]): Promise<OperationHandle<unknown>> => {
      const scope = new workflow.CancellationScope();
      return Object.assign(await scope.run(() => begin(args)), { cancel: () => { scope.cancel(); } });
    };
    return Object.assign(async (...args: unknown[]) => (await begin(args)).result(), { start });
  }) as unknown as NexusClient<M>;
}

/** A workflow that carries an operation out: it gets the request and returns the result, both under the contract. */
export function nexusWorkflow<M extends Methods, K extends keyof M>(
  service: NexusService<M>,
  key: K,
  run: (...request: Received<M[K]>) => Promise<Answer<M[K]>>,
): (...request: Received<M[K]>) => Promise<Output<M[K]>> {
  const operation: Info = service.operations[key];
  const { input, output } = operation.method;
  const converted = <T>(type: Problem, run: () => T): T =>
    attempt(run, (error) => { throw reason(type, operation, error); });
  const carryOut = async (raw?: RawValue): Promise<RawValue> => {
    const request = converted('InvalidRequest', () => decode(input, raw, operation));
    const answer = await run(...((isEmpty(input) ? [] : [request]) as Received<M[K]>));
    // As the request came: one workflow may carry out operations of several services.
    const encoding = encodingOf(raw) === 'binary/protobuf' ? 'binary/protobuf' : operation.encoding;
    return converted('InvalidResponse', () => encode(output, answer, { ...operation, encoding }));
  };
  const typeInfo = { inputTypes: [rawValueTypeInfo], outputType: rawValueTypeInfo };
  workflow.defineWorkflowOptions(carryOut, { staticOptions: { typeInfo } });
  return carryOut as never;
}

/** What the SDK keeps for each workflow execution, also where executions share a context. */
interface Activator { failureConverter: Failures }
const MOST = 30;
const NO_TURNS = `${String(MOST)} operations were cancelled without a wait for their end; continue as new`;

/** The pending operations of a workflow: with more of them, the server fails its task, for ever. */
class Turns {
  private static readonly all = new WeakMap<Activator, Turns>();
  private pending = 0;
  private lost = 0;

  static ofWorkflow(): Turns {
    const activator = (globalThis as { __TEMPORAL_ACTIVATOR__?: Activator }).__TEMPORAL_ACTIVATOR__;
    const turns = (activator && Turns.all.get(activator)) ?? new Turns();
    if (activator && !Turns.all.has(activator)) {
      Turns.all.set(activator, turns);
      activator.failureConverter = keepingDetails(activator.failureConverter);
    }
    return turns;
  }

  /** Wait for a turn; false if there will be none. */
  async take(): Promise<boolean> {
    while (this.pending >= MOST && this.lost < MOST) {
      await workflow.condition(() => this.pending < MOST || this.lost >= MOST);
    }
    if (this.lost < MOST) this.pending++;
    return this.lost < MOST;
  }

  /** Give a turn back; not of an operation that may go on, since the server counts it until it ends. */
  end({ cancellationType = 'WAIT_CANCELLATION_COMPLETED' }: CallOptions, error?: unknown): void {
    if (cancellationType !== 'WAIT_CANCELLATION_COMPLETED' && workflow.isCancellation(error)) this.lost++;
    else this.pending--;
  }
}

/** Keeps an error detail that cannot be read as a RawValue: the SDK would fail the workflow task, for ever. */
function keepingDetails(inner: Failures): Failures {
  const lenient = (converter: PayloadConverter): PayloadConverter => ({
    toPayload: (...args) => converter.toPayload(...args),
    fromPayload: ((...args) => attempt<unknown>(
      () => converter.fromPayload(...args), () => RawValue.fromPayload(args[0]))) as PayloadConverter['fromPayload'],
  });
  return {
    errorToFailure: (...args) => inner.errorToFailure(...args),
    failureToError: (failure, converter, ...rest) => inner.failureToError(failure, lenient(converter), ...rest),
  };
}
