// Serve services from a worker. Not for workflow code.
import { ApplicationFailure, type ProtoFailure, type RawValue } from '@temporalio/common';
import * as temporal from '@temporalio/nexus';
import * as nexus from 'nexus-rpc';
import { attempt, checking, decode, encode, forEach, HOP } from './protonexus';
import type { Answer, Method, Methods, NexusService, Operation, Received } from './protonexus';

type Start<M extends Method, T> = (ctx: nexus.StartOperationContext, ...request: Received<M>) => T | Promise<T>;
type AnyHandler = nexus.OperationHandler<Received<Method>[0], unknown>;
/** How to start a workflow whose one argument is the request. */
export type WorkflowOptions = Omit<temporal.WorkflowStartOptions<() => Promise<unknown>>, 'args' | 'typeInfo'>;
export type WorkflowRun<M extends Method> = Readonly<{ workflowType: string; options: Start<M, WorkflowOptions> }>;

/** What serves a service: for each operation a function, `workflowRun`, or an operation handler of the SDK. */
export type ServiceHandlers<M extends Methods> = { readonly [K in keyof M]: Handler<M[K]> };
export type Handler<M extends Method> =
  Start<M, Answer<M>> | WorkflowRun<M> | nexus.OperationHandler<Received<M>[0], Answer<M>>;

/** Has an operation carried out by a workflow, best made by `nexusWorkflow`; `options` say its ID. */
export const workflowRun = <M extends Method>(
  workflowType: string, options: Start<M, WorkflowOptions>): WorkflowRun<M> => ({ workflowType, options });

export function serviceHandler<M extends Methods>(service: NexusService<M>, handlers: ServiceHandlers<M>) {
  return nexus.serviceHandler(service.definition, forEach(service, (operation) => {
    const own = handlers[operation.method.localName] as Handler<Method> | undefined;
    if (!own) throw new TypeError(`${operation.where} has no handler; write ${operation.method.localName}`);
    return converting(operation, handlerOf(operation, typeof own === 'function' ? own.bind(handlers) : own));
  }));
}

const sync = <T>(value: T) => nexus.HandlerStartOperationResult.sync(value);

function handlerOf(operation: Operation, own: Handler<Method>): AnyHandler {
  const cancel = () => Promise.reject(final(`${operation.where}: cannot be cancelled`, 'NOT_IMPLEMENTED'));
  if (typeof own === 'function') return { start: async (ctx, request) => sync(await own(ctx, request)), cancel };
  if ('start' in own) return own;
  return new temporal.WorkflowRunOperationHandler(async (ctx, request) => {
    const args: [RawValue] = [encode(operation.method.input, request, operation)];
    const options = { ...(await own.options(ctx, request)), args };
    return temporal.startWorkflow<(raw: RawValue) => Promise<unknown>>(ctx, own.workflowType, options);
  });
}

/** A handler of payloads around one of messages. */
function converting(operation: Operation, inner: AnyHandler): nexus.OperationHandler<RawValue, RawValue> {
  const { method: { input, output }, where } = operation;
  const converted = checking(operation, final);
  return {
    start: async (ctx, raw) => {
      const request = converted('BAD_REQUEST', () => decode(input, raw, operation)) as Received<Method>[0];
      const result = await inner.start(ctx, request).catch((error: unknown) => { throw leaving(error, where); });
      if (result.isAsync) return result;
      return sync(converted('INTERNAL', () => encode(output, result.value, operation)));
    },
    cancel: (ctx, token) => inner.cancel(ctx, token),
  };
}

/** An error that no retry cures. */
const final = (message: string, type: nexus.HandlerErrorType): nexus.HandlerError =>
  new nexus.HandlerError(type, message, { retryableOverride: false });

const hop = ({ message, cause }: Error) => ApplicationFailure.create({ message, type: HOP, cause: cause as Error });

/** What leaves a handler that throws: the SDK would retry some errors although a retry cannot help. */
function leaving(thrown: unknown, where: string): Error {
  const error = thrown instanceof Error ? thrown : new Error(`the handler threw a ${typeof thrown}, which is no Error`);
  const { failureConverter, payloadConverter } = temporal.getClient().options.loadedDataConverter;
  const size = attempt(() => sizeOf(failureConverter.errorToFailure(error, payloadConverter)), () => Infinity);
  if (size > 1048576) return final(`${where}: ${error.message.slice(0, 1000)} (the error cannot be sent)`, 'INTERNAL');
  // The SDK's error of a standalone call has no type on the wire, and readers stop at this one.
  for (let e = error; e.cause instanceof Error; e = e.cause as Error) if (e.cause.name === HOP) e.cause = hop(e.cause);
  const isDeclared = error instanceof ApplicationFailure && 'schema' in error.constructor;
  return isDeclared ? new nexus.OperationError('failed', error.message, { cause: error }) : error;
}

/** About the bytes of a failure; infinite for so many causes that readers give up. */
function sizeOf({ message, stackTrace, applicationFailureInfo, cause }: ProtoFailure, depth = 1): number {
  const details = applicationFailureInfo?.details?.payloads?.map(({ data }) => data) ?? [];
  const own = [message, stackTrace, ...details].reduce((sum, one) => sum + (one?.length ?? 0), 0);
  return depth > 20 ? Infinity : own + (cause ? sizeOf(cause, depth + 1) : 0);
}
