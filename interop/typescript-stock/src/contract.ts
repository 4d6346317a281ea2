// The contract: protobufjs's messages as Temporal's converters want them, and the two services.
import { patchProtobufRoot } from '@temporalio/common/lib/protobufs';
import * as nexus from 'nexus-rpc';
import type protobuf from 'protobufjs/light';
import generated = require('../gen/messages'); // `import *` would wrap what protobufjs made, and lose its class

/** All messages. The types know the classes of a static module, as pbts describes them. */
export const root = patchProtobufRoot(generated as Record<string, unknown>) as unknown as typeof generated & protobuf.Root;

export const { v1 } = root.acme.interop;
export const { Empty } = root.google.protobuf;

export type Sample = generated.acme.interop.v1.Sample.$Properties;
export type Detail = generated.acme.interop.v1.Declined.$Properties;
type V1 = typeof generated.acme.interop.v1;
type Message<K extends keyof V1> = V1[K] extends { create(properties?: infer P): unknown } ? NonNullable<P> : never;
type Nothing = generated.google.protobuf.Empty.$Properties;

/** The type of the declared error: the full name of its detail. */
export const DECLINED = 'acme.interop.v1.Declined';

export const operations = {
  Echo: nexus.operation<Message<'EchoRequest'>, Message<'EchoResponse'>>(),
  Run: nexus.operation<Message<'RunRequest'>, Message<'RunResponse'>>(),
  Wait: nexus.operation<Message<'WaitRequest'>, Message<'WaitResponse'>>(),
  Decline: nexus.operation<Message<'DeclineRequest'>, Message<'DeclineResponse'>>(),
  DeclineRun: nexus.operation<Message<'DeclineRunRequest'>, Message<'DeclineRunResponse'>>(),
  Fail: nexus.operation<Message<'FailRequest'>, Message<'FailResponse'>>(),
  Ping: nexus.operation<Nothing, Nothing>(),
};

/** The service of an encoding. The two differ in name alone here: the worker's converter decides. */
export const services = {
  JSON: nexus.service('acme.interop.v1.InteropService', operations),
  BINARY: nexus.service('acme.interop.v1.BinaryInteropService', operations),
};
