// Call services from workflow code, and carry operations out by workflows.
import * as common from '@temporalio/common';
import * as workflow from '@temporalio/workflow';
import { attempt, caller, checking, decode, encode, forEach, metadata, need, problem } from './protonexus';
import type { Answer, CallOptions, Method, Methods, NexusService, Output, Received, Sent } from './protonexus';

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
  service: NexusService<M>, { endpoint = service.endpoint ?? '', ...defaults }: ClientOptions = {}): NexusClient<M> {
  const { name: of } = service.definition;
  const client = workflow.createNexusServiceClient({ endpoint, service: service.definition });
  return forEach(service, (operation) => {
    const calls = caller<CallOptions>(operation, endpoint, defaults, (cause) =>
      new common.NexusOperationFailure(cause.message, undefined, endpoint, of, operation.name, undefined, cause));
    const begin = async (args: unknown[]): Promise<workflow.NexusOperationHandle<unknown>> => {
      const turns = Turns.ofWorkflow();
      const [key, input, call] = calls.request(args);
      while (!turns.settled()) await workflow.condition(turns.settled);
      calls.checked('InvalidRequest', () => { turns.take(); });
      const started = client.startOperation(key, input, call);
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
  service: NexusService<M>, key: K, run: (...request: Received<M[K]>) => Promise<Answer<M[K]>>,
): (...request: Received<M[K]>) => Promise<Output<M[K]>> {
  const operation = service.operations[key];
  const converted = checking(operation, problem);
  const carryOut = async (raw?: common.RawValue): Promise<common.RawValue> => {
    const request = converted('InvalidRequest', () => decode(operation.method.input, raw, operation));
    const answer = await run(...([request] as unknown as Received<M[K]>));
    // As the request came: one workflow may carry out operations of several services.
    const encoding = metadata(raw, 'encoding') === 'binary/protobuf' ? 'binary/protobuf' : operation.encoding;
    return converted('InvalidResponse', () => encode(operation.method.output, answer, { ...operation, encoding }));
  };
  const typeInfo = { inputTypes: [common.rawValueTypeInfo], outputType: common.rawValueTypeInfo };
  workflow.defineWorkflowOptions(carryOut, { staticOptions: { typeInfo } });
  return carryOut as never;
}

/** What the SDK keeps for each workflow execution, also where executions share a context. */
interface Activator { failureConverter: common.FailureConverter }
const MOST = 30;

/** The pending operations of a workflow: with more of them, the server fails its task, for ever. */
class Turns {
  private static readonly all = new WeakMap<Activator, Turns>();
  private pending = 0; private lost = 0;

  private constructor(activator: Activator) {
    activator.failureConverter = keepingDetails(activator.failureConverter);
    Turns.all.set(activator, this);
  }

  static ofWorkflow(): Turns {
    const { __TEMPORAL_ACTIVATOR__: own = {} as Activator } = globalThis as { __TEMPORAL_ACTIVATOR__?: Activator };
    return Turns.all.get(own) ?? new Turns(own);
  }

  /** Whether there is a turn, or will be none. */
  readonly settled = (): boolean => this.pending < MOST || this.lost >= MOST;

  take(): void {
    need(this.lost < MOST, `${String(MOST)} operations timed out, or nobody waited for their end; continue as new`);
    this.pending++;
  }

  /** Give a turn back; not of an operation that may go on, since the server counts it until it ends. */
  end({ cancellationType = 'WAIT_CANCELLATION_COMPLETED' }: CallOptions, error?: unknown): void {
    const { cause } = error instanceof common.NexusOperationFailure ? error : {};
    const goesOn = cancellationType !== 'WAIT_CANCELLATION_COMPLETED' && workflow.isCancellation(cause);
    // Server 1.32 counts one that timed out for ever; a timeout of the backing workflow has no type, and is over.
    if (goesOn || (cause instanceof common.TimeoutFailure && cause.timeoutType)) this.lost++; else this.pending--;
  }
}

/** Keeps an error detail that cannot be read as a RawValue: the SDK would fail the workflow task, for ever. */
const keepingDetails = (inner: common.FailureConverter): common.FailureConverter => ({
  errorToFailure: (...args) => inner.errorToFailure(...args),
  failureToError: (failure, converter, ...rest) => inner.failureToError(failure, {
    toPayload: (...args) => converter.toPayload(...args),
    fromPayload: <T>(...args: Parameters<typeof converter.fromPayload<T>>) =>
      attempt(() => converter.fromPayload<T>(...args), () => common.RawValue.fromPayload(args[0]) as T),
  }, ...rest),
});
