// What the files of all contracts stand on. Safe in workflow code.
import * as pb from '@bufbuild/protobuf';
import { EmptySchema, isWrapperDesc } from '@bufbuild/protobuf/wkt';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { ApplicationFailure, NexusOperationFailure, RawValue, rawValueTypeInfo } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import type { NexusServiceClient } from '@temporalio/workflow';
import * as nexus from 'nexus-rpc';

export type Encoding = 'json/protobuf' | 'binary/protobuf';
/** Options of a call from workflow code, as the SDK has them. */
export type CallOptions = NonNullable<Parameters<NexusServiceClient<never>['startOperation']>[2]>;

/** What a contract says of one operation; a name only if it is not the method's. */
export type OperationContract = Omit<CallOptions, 'eventGroups'> &
  Readonly<{ name?: string; encoding?: Encoding; errors?: readonly DeclaredErrorClass[] }>;

/** What a contract says of a service; its operations are keyed as in the descriptor, `exclude` are none. */
export type ServiceContract<K extends string, X extends K> = Readonly<{ name?: string; endpoint?: string }> &
  Readonly<{ exclude?: readonly X[]; operations?: { readonly [P in Exclude<K, X>]?: OperationContract } }>;

/** One operation, as clients and handlers need it; `where` are the names of service and operation, for people. */
export type Operation = Required<Pick<OperationContract, 'encoding' | 'errors'>> &
  Readonly<{ key: string; where: string; method: pb.DescMethod; defaults: CallOptions; registry: () => pb.Registry }>;

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
  descriptor: S,
  { name: of = descriptor.typeName, endpoint, ...said }: ServiceContract<keyof S['method'] & string, X> = {},
): Less<S, X> {
  const stated = new Map<string, OperationContract>(Object.entries(said.operations ?? {}));
  const operations: Record<string, Operation> = {};
  const definitions: Record<string, nexus.PartialOperation<RawValue, RawValue>> = {};
  const files = new Set<pb.DescFile>([descriptor.file]);
  const registry = once(() => {
    for (const { dependencies } of files) dependencies.forEach((one) => files.add(one));
    return pb.createRegistry(...files);
  });
  for (const method of descriptor.methods.filter(({ localName }) => !said.exclude?.some((one) => one === localName))) {
    const key = method.localName;
    const { name = method.name, encoding = 'json/protobuf', errors = [], ...defaults } = stated.get(key) ?? {};
    operations[key] = { key, where: `${of}/${name}`, method, encoding, errors, defaults, registry };
    definitions[key] = nexus.operation({ name, inputType: rawValueTypeInfo, outputType: rawValueTypeInfo });
  }
  return { endpoint, operations, definition: nexus.service(of, definitions) } as Less<S, X>;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Make one member for each operation. */
export const forEach = <T>(service: NexusService<Methods>, make: (operation: Operation) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(service.operations).map(([key, operation]) => [key, make(operation)]));

export function attempt<T>(run: () => T, otherwise: (error: Error) => T): T {
  try { return run(); } catch (error) { return otherwise(error as Error); }
}

function need(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new TypeError(problem);
}

const { encodeUtf8, decodeUtf8 } = getTextEncoding();
// A workflow's payloads are of another realm, whose Uint8Array protobuf-es does not take for one.
const ours = (bytes: Uint8Array | null | undefined): Uint8Array => new Uint8Array(bytes ?? []);
const said = (raw: RawValue | undefined, key: string): string => decodeUtf8(ours(raw?.payload.metadata?.[key]));
export const encodingOf = (raw: RawValue | undefined): string => said(raw, 'encoding');
export const isEmpty = (schema: pb.DescMessage): boolean => schema.typeName === EmptySchema.typeName;

/** Write a message under the contract; the error says what cannot be written. */
export function encode(schema: pb.DescMessage, init: unknown, { encoding, registry }: Operation): RawValue {
  if (isEmpty(schema)) return RawValue.fromPayload({ metadata: { encoding: encodeUtf8('binary/null') } });
  const type = schema.typeName;
  refuseOthers(schema, init, type);
  const message = pb.create(schema, init as pb.MessageInitShape<pb.DescMessage>);
  const json = (): string => pb.toJsonString(schema, message, { registry: registry() });
  const data = encoding === 'binary/protobuf' ? pb.toBinary(schema, message) : encodeUtf8(json());
  const size = data.length + type.length + 52; // as the server measures the whole payload
  need(size <= 2097152, `${type} takes ${String(size)} bytes; at most 2097152 are sent`);
  return RawValue.fromPayload({ metadata: { encoding: encodeUtf8(encoding), messageType: encodeUtf8(type) }, data });
}

/** protobuf-es makes an empty message of a Date, a Map or a message of another type, silently. */
function refuseOthers(schema: pb.DescMessage, value: unknown, at: string): void {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const init = value as Partial<pb.Message> & Record<string, unknown>;
  const type = kind === 'Object' ? (init.$typeName ?? schema.typeName) : kind;
  need(type === schema.typeName, `${at} must be ${schema.typeName}, got ${type}`);
  for (const { message, oneof, localName, name, fieldKind } of schema.fields) {
    if (!message || message.typeName === 'google.protobuf.Struct' || (isWrapperDesc(message) && !oneof)) continue;
    const group = oneof && (init[oneof.localName] as { case?: string; value?: unknown } | undefined);
    const inner = oneof ? (group?.case === localName ? group.value : undefined) : init[localName];
    const each = fieldKind === 'message' ? [inner] : Object.values(inner ?? {});
    each.forEach((one) => { if (one !== undefined && one !== null) refuseOthers(message, one, `${at}.${name}`); });
  }
}

/** Read a payload of any peer; the error names what cannot be read, never its value. */
export function decode(schema: pb.DescMessage, raw: RawValue | undefined, { registry }: Operation): pb.Message {
  const bytes = ours(raw?.payload.data);
  const encoding = encodingOf(raw) || (bytes.length ? 'no encoding' : 'binary/null');
  const type = said(raw, 'messageType') || schema.typeName;
  if (encoding === 'binary/null') return pb.create(schema);
  need(type === schema.typeName, `expected ${schema.typeName}, got ${JSON.stringify(type.slice(0, 600))}`);
  const isJson = encoding === 'json/protobuf' || encoding === 'json/plain';
  const known = isJson || encoding === 'binary/protobuf';
  need(known, `${schema.typeName} is not read from ${JSON.stringify(encoding.slice(0, 600))}`);
  const read = (): pb.Message => {
    const json = isJson ? decodeUtf8(bytes, true) : '';
    if (json.trim() === 'null') return pb.create(schema);
    const options = { ignoreUnknownFields: true, registry: registry() };
    return isJson ? pb.fromJsonString(schema, json, options) : pb.fromBinary(schema, bytes);
  };
  return attempt(read, (error) => {
    const [, what = schema.typeName, deep] = /^cannot decode (.+?) from \w+(: max)?/.exec(error.message) ?? [];
    const why = deep || error instanceof RangeError ? ', nested over 100 levels,' : '';
    throw new TypeError(`${what}${why} cannot be read from ${encoding}`, { cause: error });
  });
}

/** The class of a declared error: throw it in a handler or its workflow, catch it at the caller. */
export interface DeclaredErrorClass<D extends pb.DescMessage = pb.DescMessage> {
  readonly schema: D;
  new (detail: pb.MessageInitShape<D>, message?: string, cause?: Error): DeclaredError<D>;
}
export type DeclaredError<D extends pb.DescMessage> = ApplicationFailure & { readonly detail: pb.MessageShape<D> };

export function declaredError<D extends pb.DescMessage>(schema: D): DeclaredErrorClass<D> {
  return class extends ApplicationFailure {
    static readonly schema = schema;
    readonly detail: pb.MessageShape<D>;
    constructor(detail: pb.MessageInitShape<D>, message = schema.name, cause?: Error) {
      refuseOthers(schema, detail, schema.typeName);
      const value = pb.create(schema, detail);
      super(message, schema.typeName, true, [pb.toBinary(schema, value)], cause);
      this.detail = value;
    }
  };
}

/** The failure of a call as the declared error in it. What lies behind another call is not of this one. */
function asDeclared(failure: unknown, errors: readonly DeclaredErrorClass[]): unknown {
  const top = failure instanceof Error ? failure : undefined;
  for (let at = top?.cause; at instanceof Error && !(at instanceof NexusOperationFailure); at = at.cause) {
    const { type, details, message } = at instanceof ApplicationFailure ? at : {};
    const found = errors.find((one) => one.schema.typeName === type);
    const detail: unknown = details?.[0];
    if (!found || !ArrayBuffer.isView(detail)) continue;
    const bytes = ours(new Uint8Array(detail.buffer, detail.byteOffset, detail.byteLength));
    // What is not what its type says is an error like any other.
    const declared = attempt(() => new found(pb.fromBinary(found.schema, bytes), message, top), () => undefined);
    if (declared) return declared;
  }
  return failure;
}

export type Problem = 'InvalidRequest' | 'InvalidResponse';
export const reason = (type: Problem, { where }: Operation, error: Error): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`${where}: ${error.message}`, type);

/** What all clients do around the SDK's call; `failure` makes the SDK's error of a failed call. */
export function caller<Options extends CallOptions>(
  operation: Operation, endpoint: string, defaults: Partial<Options>, failure: (cause: ApplicationFailure) => Error,
) {
  const { method: { input, output }, errors } = operation;
  const checked = <T>(type: Problem, run: () => T): T =>
    attempt(run, (error) => { throw failure(reason(type, operation, error)); });
  const declared = <T>(awaited: Promise<T>): Promise<T> =>
    awaited.catch((error: unknown) => { throw asDeclared(error, errors); });
  const request = (args: unknown[]): [input: RawValue, options: Options] => checked('InvalidRequest', () => {
    const [message, own] = isEmpty(input) ? [undefined, args[0]] : args;
    const options = { ...operation.defaults, ...defaults, ...(own as Options) };
    checkCall(endpoint, options);
    return [encode(input, message, operation), options];
  });
  const response = async (result: Promise<RawValue>): Promise<unknown> => {
    const raw = await declared(result);
    const message = checked('InvalidResponse', () => decode(output, raw, operation));
    return isEmpty(output) ? undefined : message;
  };
  return { checked, declared, request, response };
}

/** Refuse what only the server would: it fails the workflow task, for ever, or retries the call. */
function checkCall(endpoint: string, options: CallOptions & { headers?: object }): void {
  const named = endpoint.length <= 200 && /^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$/.test(endpoint);
  need(named, `${JSON.stringify(endpoint.slice(0, 60))} is no endpoint name: 2 to 200 letters, digits and hyphens`);
  for (const name of ['scheduleToCloseTimeout', 'scheduleToStartTimeout', 'startToCloseTimeout'] as const) {
    const ms = options[name] === undefined ? 3000 : msToNumber(options[name]);
    need(ms > 0 && ms < 3.15e14, `${name} must be positive and less than 10,000 years`);
    need(ms >= 1500 || name === 'startToCloseTimeout', `${name} under 1.5 s fails before any handler runs; allow 3 s`);
  }
  const { summary = '', headers = {} } = options;
  need(encodeUtf8(JSON.stringify(summary)).length <= 373, 'summary must have at most 371 bytes in JSON');
  for (const [name, value] of Object.entries(headers) as [string, unknown][]) {
    const header = `header ${JSON.stringify(name.slice(0, 60))}`;
    need(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name), `${header} has no name of RFC 9110`);
    need(!/^(content-.*|nexus-.*|(request|operation)-timeout)$/i.test(name), `${header} is Nexus' own`);
    const plain = typeof value === 'string' && !/[^\P{Cc}\t\x80-\x9f]|\p{Surrogate}/u.test(value);
    need(plain, `${header} is no plain text`);
  }
  need(encodeUtf8(Object.entries(headers).flat().join('')).length <= 8192, 'headers have at most 8192 bytes in all');
}
