// What the files of all contracts stand on. Safe in workflow code.
import * as pb from '@bufbuild/protobuf';
import { EmptySchema, isWrapperDesc } from '@bufbuild/protobuf/wkt';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { ApplicationFailure, NexusOperationFailure, RawValue, rawValueTypeInfo } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import type { NexusServiceClient } from '@temporalio/workflow';
import * as nexus from 'nexus-rpc';

/** Options of a call from workflow code, as the SDK has them. */
export type CallOptions = NonNullable<Parameters<NexusServiceClient<never>['startOperation']>[2]>;

/** What a contract says of one operation; a name only if it is not the method's. */
export type OperationContract = Omit<CallOptions, 'eventGroups'> &
  Readonly<{ name?: string; encoding?: 'json/protobuf' | 'binary/protobuf'; errors?: readonly DeclaredErrorClass[] }>;

/** What a contract says of a service; its operations are keyed as in the descriptor, `exclude` are none. */
export type ServiceContract<S extends pb.DescService, X> = Readonly<{ name?: string; endpoint?: string }> &
  Readonly<{ exclude?: readonly X[]; operations?: { [K in Exclude<keyof S['method'], X>]?: OperationContract } }>;

/** One operation, as clients and handlers need it; `where` are the names of service and operation, for people. */
export type Operation = Required<Pick<OperationContract, 'name' | 'encoding' | 'errors'>> &
  Readonly<{ where: string; method: pb.DescMethod; defaults: CallOptions; registry: () => pb.Registry }>;

export type Method = Pick<pb.DescMethod, 'input' | 'output'>;
export type Methods = Record<string, Method>;
type Of<D extends pb.DescMessage, Empty, Other> = D extends typeof EmptySchema ? Empty : Other;
/** What code passes and gets for the messages of a method: nothing for google.protobuf.Empty. */
export type Sent<M extends Method, Options extends unknown[]> =
  Of<M['input'], Options, [request: pb.MessageInitShape<M['input']>, ...options: Options]>;
export type Received<M extends Method> = Of<M['input'], [], [request: pb.MessageShape<M['input']>]>;
export type Answer<M extends Method> = Of<M['output'], void, pb.MessageInitShape<M['output']>>;
export type Output<M extends Method> = Of<M['output'], void, pb.MessageShape<M['output']>>;

/** A protobuf service with what its contract says of Nexus. `definition` is for code that uses the SDK by hand. */
export interface NexusService<M extends Methods> {
  readonly endpoint: string | undefined;
  readonly operations: { readonly [K in keyof M]: Operation };
  readonly definition: nexus.ServiceDefinition<Record<string, nexus.OperationDefinition<RawValue, RawValue>>>;
}
/** A service less what is excluded; as a Pick, its operations keep their documentation. */
export type Less<S extends pb.DescService, X> = NexusService<Pick<S['method'], Exclude<keyof S['method'], X>>>;

export function nexusService<S extends pb.DescService, X extends keyof S['method'] & string = never>(
  descriptor: S, { name: of = descriptor.typeName, endpoint, ...said }: ServiceContract<S, X> = {}): Less<S, X> {
  const stated = new Map<string, OperationContract>(Object.entries(said.operations ?? {}));
  const operations: Record<string, Operation> = {};
  let made: pb.Registry | undefined;
  const registry = (): pb.Registry => (made ??= pb.createRegistry(...withDependencies(descriptor.file)));
  for (const rpc of descriptor.methods.filter(({ localName }) => !said.exclude?.some((one) => one === localName))) {
    const { name = rpc.name, encoding = 'json/protobuf', errors = [], ...defaults } = stated.get(rpc.localName) ?? {};
    operations[rpc.localName] = { name, where: `${of}/${name}`, method: rpc, encoding, errors, defaults, registry };
  }
  const definitions = forEach({ operations }, ({ name }) => nexus.operation<RawValue, RawValue>({ name, ...rawTypes }));
  return { endpoint, operations, definition: nexus.service(of, definitions) } as Less<S, X>;
}

const rawTypes = { inputType: rawValueTypeInfo, outputType: rawValueTypeInfo };

function withDependencies(file: pb.DescFile): Iterable<pb.DescFile> {
  const files = new Set([file]);
  for (const { dependencies } of files) dependencies.forEach((one) => files.add(one));
  return files;
}

/** Make one member for each operation. */
export const forEach = <T>({ operations }: Pick<NexusService<Methods>, 'operations'>, make: (one: Operation) => T) =>
  Object.fromEntries(Object.entries(operations).map(([key, operation]) => [key, make(operation)]));

export function attempt<T>(run: () => T, otherwise: (error: Error) => T): T {
  try { return run(); } catch (error) { return otherwise(error as Error); }
}

/** Has the errors of what it runs thrown as `failure` makes them, under the operation's name. */
export const checking = <Type>({ where }: Operation, failure: (message: string, type: Type) => Error) =>
  <T>(type: Type, run: () => T): T => attempt(run, (error) => { throw failure(`${where}: ${error.message}`, type); });

export const need = (condition: boolean, problem: string): void => { if (!condition) throw new TypeError(problem); };

const { encodeUtf8, decodeUtf8 } = getTextEncoding();
// A workflow's payloads are of another realm, whose Uint8Array protobuf-es does not take for one.
const ours = (bytes: Uint8Array | null | undefined): Uint8Array => new Uint8Array(bytes ?? []);
export const metadata = (raw: RawValue | undefined, key: string) => decodeUtf8(ours(raw?.payload.metadata?.[key]));
export const isEmpty = (schema: pb.DescMessage): boolean => schema.typeName === EmptySchema.typeName;

/** Write a message under the contract; the error says what cannot be written. */
export function encode(schema: pb.DescMessage, init: unknown, { encoding, registry }: Operation): RawValue {
  if (isEmpty(schema)) return RawValue.fromPayload({ metadata: { encoding: encodeUtf8('binary/null') } });
  const type = schema.typeName;
  const message = pb.create(schema, initOf(schema, init));
  const json = (): string => pb.toJsonString(schema, message, { registry: registry() });
  const data = encoding === 'binary/protobuf' ? pb.toBinary(schema, message) : encodeUtf8(json());
  const size = data.length + type.length + 52; // as the server measures the whole payload
  need(size <= 2097152, `${type} takes ${String(size)} bytes; at most 2097152 are sent`);
  return RawValue.fromPayload({ metadata: { encoding: encodeUtf8(encoding), messageType: encodeUtf8(type) }, data });
}

/** Refuse what protobuf-es makes an empty message of, silently: a Date, a Map or a message of another type. */
function initOf<D extends pb.DescMessage>(schema: D, value: unknown, at = schema.typeName): pb.MessageInitShape<D> {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const init = value as Partial<pb.Message> & Record<string, unknown>;
  const type = kind === 'Object' ? (init.$typeName ?? schema.typeName) : kind;
  need(type === schema.typeName, `${at} must be ${schema.typeName}, got ${type}`);
  for (const { message, oneof, localName, name, fieldKind } of schema.fields) {
    need(!(init[localName] instanceof Map), `${at}.${name} must be an object or an array, got a Map`);
    if (!message || message.typeName === 'google.protobuf.Struct' || (isWrapperDesc(message) && !oneof)) continue;
    const group = oneof && (init[oneof.localName] as { case?: string; value?: unknown } | undefined);
    const inner = oneof ? (group?.case === localName ? group.value : undefined) : init[localName];
    const each = fieldKind === 'message' ? [inner] : Object.values(inner ?? {});
    each.forEach((one) => { if (one !== undefined && one !== null) initOf(message, one, `${at}.${name}`); });
  }
  return value as pb.MessageInitShape<D>;
}

/** Read a payload of any peer, to nothing if it is Empty; the error names what cannot be read, never its value. */
export function decode(schema: pb.DescMessage, raw: RawValue | undefined, { registry }: Operation) {
  const bytes = ours(raw?.payload.data);
  const encoding = metadata(raw, 'encoding') || 'no encoding';
  const isNull = encoding === 'binary/null';
  const type = (isNull ? '' : metadata(raw, 'messageType')) || schema.typeName;
  const isJson = encoding === 'json/protobuf' || encoding === 'json/plain';
  const known = isJson || isNull || encoding === 'binary/protobuf';
  need(type === schema.typeName, `expected ${schema.typeName}, got ${JSON.stringify(type.slice(0, 600))}`);
  need(known, `${schema.typeName} is not read from ${JSON.stringify(encoding.slice(0, 600))}`);
  const message = attempt(() => {
    const json = isJson ? decodeUtf8(bytes, true) : '';
    if (isNull || json.trim() === 'null') return pb.create(schema);
    const options = { ignoreUnknownFields: true, registry: registry() };
    return isJson ? pb.fromJsonString(schema, json, options) : pb.fromBinary(schema, bytes);
  }, (error) => {
    const [, what = schema.typeName, deep] = /^cannot decode (.+?) from \w+(: max)?/.exec(error.message) ?? [];
    const why = deep || error instanceof RangeError ? ', nested over 100 levels,' : '';
    throw new TypeError(`${what}${why} cannot be read from ${encoding}`, { cause: error });
  });
  return isEmpty(schema) ? undefined : message;
}

/** The class of a declared error: throw it in a handler or its workflow, catch it at the caller. */
export type DeclaredErrorClass<D extends pb.DescMessage = pb.DescMessage> = { readonly schema: D } &
  (new (detail: pb.MessageInitShape<D>, message?: string, cause?: Error) => DeclaredError<D>);
export type DeclaredError<D extends pb.DescMessage> = ApplicationFailure & { readonly detail: pb.MessageShape<D> };

// A plain Error would be tried again, or fail a workflow's task, for ever.
const wrongDetail = ({ message }: Error): never => { throw ApplicationFailure.nonRetryable(message, 'TypeError'); };

export function declaredError<D extends pb.DescMessage>(schema: D): DeclaredErrorClass<D> {
  return class extends ApplicationFailure {
    static readonly schema = schema;
    readonly detail: pb.MessageShape<D>;
    constructor(detail: pb.MessageInitShape<D>, message = schema.name, cause?: Error) {
      const value = attempt(() => pb.create(schema, initOf(schema, detail)), wrongDetail);
      super(message, schema.typeName, true, [attempt(() => pb.toBinary(schema, value), wrongDetail)], cause);
      this.detail = value;
    }
  };
}

/** Whether an error is of another call, or came across as one of a standalone call. */
export const HOP = 'NexusOperationFailureError';
const isHop = (one: unknown) => one instanceof NexusOperationFailure || (one as { type?: string } | null)?.type === HOP;

/** The application failures behind an error, as far as the next hop. */
function* behind({ cause }: { cause?: unknown }): Generator<ApplicationFailure> {
  for (let at = cause; at instanceof Error && !isHop(at); at = at.cause) if (at instanceof ApplicationFailure) yield at;
}

/** The failure of a call as the declared error in it: not as one of the next hop that the handler lets pass. */
function asDeclared(failure: Error, errors: readonly DeclaredErrorClass[]): Error {
  for (const { type, details, message, cause } of behind(failure)) {
    const found = errors.find(({ schema }) => schema.typeName === type);
    const isSame = (one: ApplicationFailure) => one.type === type && String(one.details) === String(details);
    const passedOn = isHop(cause) && [...behind(cause as Error)].some(isSame);
    if (!found || passedOn || !ArrayBuffer.isView(details?.[0]) || details.length !== 1) continue;
    const bytes = ours(details[0] as Uint8Array);
    // What is not what its type says is an error like any other.
    return attempt<Error>(() => new found(pb.fromBinary(found.schema, bytes), message, failure), () => failure);
  }
  return failure;
}

export const problem = (message: string, type: string) => ApplicationFailure.nonRetryable(message, type);

/** What all clients do around the SDK's call; `failure` makes the SDK's error of a failed call. */
export function caller<Options extends CallOptions>(
  operation: Operation, endpoint: string, defaults: Partial<Options>, failure: (cause: ApplicationFailure) => Error) {
  const { method: { input, output, localName }, errors } = operation;
  const checked = checking(operation, (message, type: string) => failure(problem(message, type)));
  const declared = <T>(awaited: Promise<T>): Promise<T> =>
    awaited.catch((error: unknown) => { throw asDeclared(error as Error, errors); });
  const request = (args: unknown[]): [string, RawValue, Options] => checked('InvalidRequest', () => {
    const [message, own] = isEmpty(input) ? [undefined, args[0]] : args;
    const options = { ...operation.defaults, ...defaults, ...(own as Options) };
    checkCall(endpoint, options);
    return [localName, encode(input, message, operation), options];
  });
  const response = (result: Promise<RawValue>): Promise<unknown> =>
    declared(result).then((raw) => checked('InvalidResponse', () => decode(output, raw, operation)));
  return { checked, declared, request, response };
}

/** Refuse what only the server would: it fails the workflow task, for ever, or retries the call. */
function checkCall(
  endpoint: string, { summary = '', headers = {}, ...options }: CallOptions & { headers?: Record<string, unknown> }) {
  const named = endpoint.length <= 200 && /^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$/.test(endpoint);
  need(named, `${JSON.stringify(endpoint.slice(0, 60))} is no endpoint name: 2 to 200 letters, digits and hyphens`);
  for (const name of ['scheduleToCloseTimeout', 'scheduleToStartTimeout', 'startToCloseTimeout'] as const) {
    const ms = options[name] === undefined ? 3000 : msToNumber(options[name]);
    // Below 1.5 s a call fails before any handler runs.
    need(ms >= (/^sch/.test(name) ? 1500 : 1) && ms < 3.15e14, `${name} must be 1.5 s to 10,000 years; 3 s are safe`);
  }
  need(/^(ABANDON|TRY_CANCEL|WAIT_CANC\w+)$/.test(options.cancellationType ?? 'ABANDON'), 'no such cancellationType');
  need(encodeUtf8(JSON.stringify(summary)).length <= 373, 'summary must have at most 371 bytes in JSON');
  for (const [name, value] of Object.entries(headers)) {
    const header = `header ${JSON.stringify(name.slice(0, 60))}`;
    need(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name), `${header} has no name of RFC 9110`);
    need(!/^(content-.*|nexus-.*|(request|operation)-timeout|expect)$/i.test(name), `${header} is Nexus' own`);
    need(typeof value === 'string' && !/[^\P{Cc}\t\x80-\x9f]|\p{Surrogate}/u.test(value), `${header} is no plain text`);
  }
  need(encodeUtf8(Object.entries(headers).flat().join('')).length <= 8192, 'headers have at most 8192 bytes in all');
}
