// Serve services from a worker. Not for workflow code.
import type { ProtoFailure, RawValue } from '@temporalio/common';
import * as temporal from '@temporalio/nexus';
import * as nexus from 'nexus-rpc';
import { attempt, decode, encode, forEach, isEmpty } from './protonexus';
import type { Answer, Method, Methods, NexusService, Operation, Received } from './protonexus';

type Start<M extends Method, T> = (ctx: nexus.StartOperationContext, ...request: Received<M>) => T | Promise<T>;
type AnyHandler = nexus.OperationHandler<unknown, unknown>;
type RawHandler = nexus.OperationHandler<RawValue, RawValue>;
type Startable = Pick<AnyHandler, 'start'> & Partial<AnyHandler>;
/** How to start a workflow whose one argument is the request. */
export type WorkflowOptions = Omit<temporal.WorkflowStartOptions<() => Promise<unknown>>, 'args' | 'typeInfo'>;

/** What serves a service: for each operation a function, `workflowRun`, or an operation handler of the SDK. */
export type ServiceHandlers<M extends Methods> = { readonly [K in keyof M]: Handler<M[K]> };
export type Handler<M extends Method> =
  Start<M, Answer<M>> | WorkflowRun<M> | nexus.OperationHandler<Received<M>[0], Answer<M>>;

export interface WorkflowRun<M extends Method> {
  readonly workflowType: string;
  readonly options: Start<M, WorkflowOptions>;
}

/** Has an operation carried out by a workflow, best made by `nexusWorkflow`; `options` say its ID. */
export const workflowRun = <M extends Method>(
  workflowType: string, options: Start<M, WorkflowOptions>): WorkflowRun<M> => ({ workflowType, options });

export function serviceHandler<M extends Methods>(service: NexusService<M>, handlers: ServiceHandlers<M>) {
  const compiled = forEach(service, (operation) => {
    const own = handlers[operation.key] as Handler<Method> | undefined;
    if (own === undefined) throw new TypeError(`${operation.where} has no handler; write ${operation.key}`);
    return converting(operation, typeof own === 'function' ? direct(own.bind(handlers)) : own);
  });
  return nexus.serviceHandler(service.definition, compiled);
}

const asArguments = (request: unknown) => (request === undefined ? [] : [request]) as unknown as Received<Method>;

const direct = (run: Start<Method, unknown>): Startable => ({
  start: async (ctx, request) => nexus.HandlerStartOperationResult.sync(await run(ctx, ...asArguments(request))),
});

const byWorkflow = (operation: Operation, { workflowType, options }: WorkflowRun<Method>): AnyHandler =>
  new temporal.WorkflowRunOperationHandler(async (ctx, request) => {
    const args: [RawValue] = [encode(operation.method.input, request, operation)];
    const chosen = { ...(await options(ctx, ...asArguments(request))), args };
    return temporal.startWorkflow<(raw: RawValue) => Promise<unknown>>(ctx, workflowType, chosen);
  });

/** A handler of payloads around one of messages. */
function converting(operation: Operation, own: Startable | WorkflowRun<Method>): RawHandler {
  const { method: { input, output }, where } = operation;
  const inner: Startable = 'workflowType' in own ? byWorkflow(operation, own) : own;
  const converted = <T>(type: nexus.HandlerErrorType, run: () => T): T =>
    attempt(run, (error) => { throw final(where, error.message, type); });
  return {
    start: async (ctx, raw) => {
      const request = converted('BAD_REQUEST', () => decode(input, raw, operation));
      const started = inner.start(ctx, isEmpty(input) ? undefined : request);
      const result = await started.catch((error: unknown) => { throw leaving(error, where); });
      if (result.isAsync) return result;
      const answer = converted('INTERNAL', () => encode(output, result.value, operation));
      return nexus.HandlerStartOperationResult.sync(answer);
    },
    cancel: async (ctx, token) => {
      if (!inner.cancel) throw final(where, 'cannot be cancelled', 'NOT_IMPLEMENTED');
      await inner.cancel(ctx, token);
    },
  };
}

/** An error that no retry cures. */
const final = (where: string, message: string, type: nexus.HandlerErrorType): nexus.HandlerError =>
  new nexus.HandlerError(type, `${where}: ${message}`, { retryableOverride: false });

/** What leaves a handler that throws: the SDK would retry some errors although a retry cannot help. */
function leaving(thrown: unknown, where: string): Error {
  const error = thrown instanceof Error ? thrown : new Error(`the handler threw a ${typeof thrown}, which is no Error`);
  const { failureConverter, payloadConverter } = temporal.getClient().options.loadedDataConverter;
  const size = attempt(() => sizeOf(failureConverter.errorToFailure(error, payloadConverter)), () => Infinity);
  if (size > 1048576) return final(where, `${error.message.slice(0, 1000)} (the error cannot be sent)`, 'INTERNAL');
  return 'schema' in error.constructor ? new nexus.OperationError('failed', error.message, { cause: error }) : error;
}

/** About the bytes of a failure; infinite for so many causes that readers give up. */
function sizeOf({ message, stackTrace, applicationFailureInfo, cause }: ProtoFailure, depth = 1): number {
  const details = applicationFailureInfo?.details?.payloads?.map(({ data }) => data) ?? [];
  const own = [message, stackTrace, ...details].reduce((sum, one) => sum + (one?.length ?? 0), 0);
  return depth > 20 ? Infinity : own + (cause ? sizeOf(cause, depth + 1) : 0);
}
