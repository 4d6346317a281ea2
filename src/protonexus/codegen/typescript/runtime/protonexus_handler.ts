// Serve services from a worker. Not for workflow code.
import type { ProtoFailure, RawValue } from '@temporalio/common';
import * as temporal from '@temporalio/nexus';
import * as nexus from 'nexus-rpc';
import { attempt, decode, encode, forEach, isEmpty } from './protonexus';
import type { Answer, Method, Methods, NexusService, Operation, Received } from './protonexus';

type Start<M extends Method, T> = (ctx: nexus.StartOperationContext, ...request: Received<M>) => T | Promise<T>;
type AnyHandler = nexus.OperationHandler<unknown, unknown>;
/** How to start a workflow whose one argument is the request. */
export type WorkflowOptions = Omit<temporal.WorkflowStartOptions<() => Promise<unknown>>, 'args' | 'typeInfo'>;

/** What serves a service: for each operation a function, `workflowRun`, or an operation handler of the SDK. */
export type ServiceHandlers<M extends Methods> = { readonly [K in keyof M]: Handler<M[K]> };
export type Handler<M extends Method> =
  Start<M, Answer<M>> | WorkflowRun<M> | nexus.OperationHandler<Received<M>[0], Answer<M>>;

/** Has an operation carried out by a workflow, best made by `nexusWorkflow`; `options` say its ID. */
export const workflowRun = <M extends Method>(type: string, options: Start<M, WorkflowOptions>): WorkflowRun<M> =>
  new WorkflowRun(type, options);

class WorkflowRun<M extends Method> {
  constructor(private readonly type: string, private readonly options: Start<M, WorkflowOptions>) {}

  handler(operation: Operation): AnyHandler {
    return new temporal.WorkflowRunOperationHandler(async (ctx, request) => {
      const options = await this.options(ctx, ...asArguments<M>(request));
      const args: [RawValue] = [encode(operation.method.input, request, operation)];
      return temporal.startWorkflow<(raw: RawValue) => Promise<unknown>>(ctx, this.type, { ...options, args });
    });
  }
}

const asArguments = <M extends Method>(request: unknown): Received<M> =>
  (request === undefined ? [] : [request]) as Received<M>;

export function serviceHandler<M extends Methods>(
  service: NexusService<M>,
  handlers: ServiceHandlers<M>,
): nexus.ServiceHandler {
  const compiled = forEach(service, (operation) => {
    const own = handlers[operation.key] as Handler<Method> | undefined;
    if (own === undefined) throw new TypeError(`${operation.where} has no handler; write ${operation.key}`);
    if (own instanceof WorkflowRun) return converting(operation, own.handler(operation));
    if (typeof own !== 'function') return converting(operation, own);
    return converting(operation, {
      start: async (ctx, request) =>
        nexus.HandlerStartOperationResult.sync(await own.call(handlers, ctx, ...asArguments(request))),
    });
  });
  return nexus.serviceHandler(service.definition, compiled);
}

/** A handler of payloads around one of messages. */
function converting(
  operation: Operation,
  inner: Pick<AnyHandler, 'start'> & Partial<AnyHandler>,
): nexus.OperationHandler<RawValue, RawValue> {
  const { input, output } = operation.method;
  return {
    start: async (ctx, raw) => {
      const request = attempt(() => decode(input, raw, operation), (error) => final(operation, error, 'BAD_REQUEST'));
      const started = inner.start(ctx, isEmpty(input) ? undefined : request);
      const result = await started.catch((error: unknown) => { throw leaving(error, operation); });
      if (result.isAsync) return result;
      const answer = attempt(() => encode(output, result.value, operation), (error) => final(operation, error));
      return nexus.HandlerStartOperationResult.sync(answer);
    },
    cancel: async (ctx, token) => {
      if (!inner.cancel) throw new nexus.HandlerError('NOT_IMPLEMENTED', `${operation.where} cannot be cancelled`);
      await inner.cancel(ctx, token);
    },
  };
}

/** An error that no retry cures. */
function final(operation: Operation, error: Error, type: nexus.HandlerErrorType = 'INTERNAL'): nexus.HandlerError {
  return new nexus.HandlerError(type, `${operation.where}: ${error.message}`, { retryableOverride: false });
}

/** What leaves a handler that throws: the SDK would retry some errors although a retry cannot help. */
function leaving(thrown: unknown, operation: Operation): Error {
  const error = thrown instanceof Error ? thrown : new Error(`the handler threw a ${typeof thrown}, which is no Error`);
  const { failureConverter, payloadConverter } = temporal.getClient().options.loadedDataConverter;
  try {
    if (sizeOf(failureConverter.errorToFailure(error, payloadConverter)) > 1048576) throw new RangeError('too large');
  } catch (problem) {
    return final(operation, new Error(`${error.message.slice(0, 1000)} (the error cannot be sent: ${String(problem)})`));
  }
  return 'schema' in error.constructor ? new nexus.OperationError('failed', error.message, { cause: error }) : error;
}

/** About the bytes of a failure; infinite for so many causes that readers give up. */
function sizeOf({ message, stackTrace, applicationFailureInfo, cause }: ProtoFailure, depth = 1): number {
  const details = applicationFailureInfo?.details?.payloads ?? [];
  const own = [message, stackTrace, ...details.map(({ data }) => data)].reduce((sum, one) => sum + (one?.length ?? 0), 0);
  return depth > 20 ? Infinity : own + (cause ? sizeOf(cause, depth + 1) : 0);
}
