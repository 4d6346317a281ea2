// The workflows of both roles.
import { RawValue } from '@temporalio/common';
import {
  CancellationScope,
  createNexusServiceClient,
  isCancellation,
  NexusOperationCancellationType,
  proxyActivities,
  proxyLocalActivities,
  sleep,
} from '@temporalio/workflow';
import * as nexus from 'nexus-rpc';
import type { Activities } from './activities';
import { expectEqual } from './compare';
import { type Detail, Empty, operations, type Sample, services, v1 } from './contract';
import { broken, causes, declined, declinedDetail } from './errors';

const { sample: readSample } = proxyLocalActivities<Activities>({ startToCloseTimeout: '10s' });
const { InteropStandalone } = proxyActivities<Activities>({
  startToCloseTimeout: '1m',
  retry: { maximumAttempts: 1 }, // operation IDs are used once
});

type Request<K extends keyof typeof operations> = nexus.OperationInput<(typeof services.JSON.operations)[K]>;
type Response<K extends keyof typeof operations> = nexus.OperationOutput<(typeof services.JSON.operations)[K]>;

async function known(name: string): Promise<Sample> {
  return v1.Sample.decode(await readSample(name));
}

/** Answers with the sample that it was sent. */
export async function RunWorkflow({ sample }: Request<'Run'>): Promise<Response<'Run'>> {
  const want = await known(sample?.name ?? '');
  try {
    expectEqual('acme.interop.v1.Sample', want, sample ?? {});
  } catch (error) {
    throw broken(`sample '${want.name}': ${(error as Error).message}`);
  }
  return v1.RunResponse.create({ sample: want });
}

/** Waits until it is cancelled. */
export async function WaitWorkflow(_request: Request<'Wait'>): Promise<Response<'Wait'>> {
  return await CancellationScope.current().cancelRequested;
}

/** Fails with the declared error. */
export async function DeclineWorkflow({ detail }: Request<'DeclineRun'>): Promise<Response<'DeclineRun'>> {
  throw declined(detail);
}

/** What the runner asks for. */
export interface Cell {
  cell: string;
  endpoint: string;
  encoding: keyof typeof services;
  id: string;
  samples?: string[];
}

export async function InteropCaller(cell: Cell): Promise<{ ok: boolean; what: string }> {
  try {
    return { ok: true, what: (await attempt(cell)) ?? '' };
  } catch (error) {
    return { ok: false, what: [...causes(error)].map((cause) => `${cause.name}: ${cause.message}`).join(' <- ') };
  }
}

const cancellations: Record<string, NexusOperationCancellationType> = {
  'cancel-abandon': 'ABANDON',
  'cancel-try-cancel': 'TRY_CANCEL',
  'cancel-wait-requested': 'WAIT_CANCELLATION_REQUESTED',
  'cancel-wait-completed': 'WAIT_CANCELLATION_COMPLETED',
};

const timeout = { scheduleToCloseTimeout: '20s' } as const;

async function attempt(request: Cell): Promise<string | void> {
  const { cell, endpoint, encoding, id } = request;
  const client = createNexusServiceClient({ endpoint, service: services[encoding] });
  switch (cell) {
    case 'echo':
      return await each(request, (sample) => client.executeOperation('Echo', v1.EchoRequest.create({ sample }), timeout));
    case 'run':
      return await each(request, (sample) => client.executeOperation('Run', v1.RunRequest.create({ sample }), timeout));
    case 'standalone':
      return await InteropStandalone(request);
    case 'cancel-abandon':
    case 'cancel-try-cancel':
    case 'cancel-wait-requested':
    case 'cancel-wait-completed': {
      const scope = new CancellationScope();
      const handle = await scope.run(() =>
        client.startOperation('Wait', v1.WaitRequest.create({ id }), { ...timeout, cancellationType: cancellations[cell]! })
      );
      scope.cancel();
      const error = await failure(handle.result());
      if (!isCancellation(error)) throw error;
      if (cell === 'cancel-try-cancel') await sleep('2s'); // until the cancellation is delivered
      return;
    }
    case 'declined':
      return await expectDeclined((detail) => client.executeOperation('Decline', v1.DeclineRequest.create({ detail }), timeout));
    case 'declined-run':
      return await expectDeclined((detail) => client.executeOperation('DeclineRun', v1.DeclineRunRequest.create({ detail }), timeout));
    case 'failed': {
      const error = await failure(client.executeOperation('Fail', v1.FailRequest.create({ message: id }), timeout));
      if (declinedDetail(error) || ![...causes(error)].some((cause) => cause.message === id)) throw error;
      return;
    }
    case 'invalid': {
      const error = await failure(client.executeOperation('Echo', invalid() as Request<'Echo'>, timeout));
      const refused = [...causes(error)].find((cause) => cause instanceof nexus.HandlerError);
      if (refused === undefined) throw error;
      return refused.type;
    }
    case 'answered':
      return await ending(client.executeOperation('Echo', v1.EchoRequest.create(), timeout), 'acme.interop.v1.EchoResponse');
    case 'answered-error':
      return await ending(client.executeOperation('Decline', v1.DeclineRequest.create(), timeout), 'acme.interop.v1.DeclineResponse');
    case 'ping':
      await client.executeOperation('Ping', Empty.create(), timeout);
      return await InteropStandalone(request);
  }
  throw new Error(`unsupported: no cell ${cell} here`);
}

async function each({ samples = [] }: Cell, send: (sample: Sample) => Promise<{ sample?: Sample | null }>): Promise<void> {
  for (const name of samples) {
    const want = await known(name);
    const got = await send(want);
    expectEqual('acme.interop.v1.Sample', want, got.sample ?? {});
  }
}

async function expectDeclined(send: (detail: Detail) => Promise<unknown>): Promise<void> {
  const { everything } = await known('limits');
  const want = v1.Declined.fromObject({ reason: 'no <quote> €', code: '9007199254740993', everything });
  const error = await failure(send(want));
  const got = declinedDetail(error);
  if (got === undefined) throw error;
  expectEqual('acme.interop.v1.Declined', want, got);
}

/** `{"sample": {"name": 7}}`, which no message of the contract can be. */
function invalid(): unknown {
  const encode = (text: string) => new TextEncoder().encode(text);
  return RawValue.fromPayload({
    metadata: { encoding: encode('json/protobuf'), messageType: encode('acme.interop.v1.EchoRequest') },
    data: encode('{"sample": {"name": 7}}'),
  });
}

/** The error of a call that must fail. */
async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('it succeeded');
}

/** How a call ended. What cannot be read fails the workflow task before anything here can catch it. */
async function ending(call: Promise<object | undefined>, expected: string): Promise<string> {
  try {
    const answer = await call;
    const type = answer && '$type' in answer ? String((answer.$type as { fullName: string }).fullName) : undefined;
    if (type === `.${expected}`) return 'OK';
    return `WRONG ${type?.slice(1) ?? answer?.constructor.name ?? answer}`;
  } catch (error) {
    try {
      if (declinedDetail(error)) return 'DECLINED';
    } catch {
      // its detail is not readable
    }
    const innermost = [...causes(error)].at(-1);
    return `${(error as Error).name}: ${innermost?.message.split('\n')[0]}`;
  }
}
