// The workflows of the peer: the caller, and those behind the handler.
import { HandlerError } from 'nexus-rpc';
import { ApplicationFailure, NexusOperationFailure, RawValue } from '@temporalio/common';
import * as workflow from '@temporalio/workflow';
import { EchoResponseSchema, SampleSchema, DeclinedSchema, type Sample } from './gen/acme/interop/v1/interop_pb';
import { BinaryInteropServiceNexus, DeclinedError, InteropServiceNexus } from './gen/acme/interop/v1/interop_nexus';
import { nexusClient, nexusWorkflow } from './gen/protonexus_workflow';
import { causes, told, type Activities, type Cell, type Verdict } from './cell';
import { check, detailOf, sampleOf } from './samples';

const { sampleBytes } = workflow.proxyLocalActivities<Activities>({ startToCloseTimeout: '10s' });
const { InteropStandalone } = workflow.proxyActivities<Activities>({ startToCloseTimeout: '60s', retry: { maximumAttempts: 1 } });
const known = async (name: string): Promise<Sample> => sampleOf(await sampleBytes(name));
const CANCELLATIONS = {
  'cancel-abandon': 'ABANDON',
  'cancel-try-cancel': 'TRY_CANCEL',
  'cancel-wait-requested': 'WAIT_CANCELLATION_REQUESTED',
  'cancel-wait-completed': 'WAIT_CANCELLATION_COMPLETED',
} as const;

export const RunWorkflow = nexusWorkflow(InteropServiceNexus, 'run', async ({ sample }) => {
  const expected = await known(sample?.name ?? '');
  try {
    check(SampleSchema, sample, expected);
  } catch (error) {
    throw ApplicationFailure.nonRetryable(String(error), 'Broken');
  }
  return { sample: expected };
});

export const WaitWorkflow = nexusWorkflow(InteropServiceNexus, 'wait', async () => {
  await workflow.condition(() => false);
  return {};
});

export const DeclineWorkflow = nexusWorkflow(InteropServiceNexus, 'declineRun', ({ detail }) => {
  throw new DeclinedError(detail ?? {});
});

export async function InteropCaller(cell: Cell): Promise<Verdict> {
  try {
    return { ok: true, what: await act(cell) };
  } catch (error) {
    return { ok: false, what: told(error) };
  }
}

async function act(cell: Cell): Promise<string> {
  const options = { endpoint: cell.endpoint, scheduleToCloseTimeout: '20s' } as const;
  const service = cell.encoding === 'BINARY' ? BinaryInteropServiceNexus : InteropServiceNexus;
  const client = nexusClient(service, options);
  switch (cell.cell) {
    case 'echo':
    case 'run':
      for (const name of cell.samples ?? []) {
        const sample = await known(name);
        check(SampleSchema, (await client[cell.cell]({ sample })).sample, sample);
      }
      return '';
    case 'standalone':
      await InteropStandalone(cell);
      return '';
    case 'ping':
      await client.ping();
      await InteropStandalone(cell);
      return '';
    case 'declined':
    case 'declined-run': {
      const detail = detailOf(await known('limits'));
      const error = await failure(cell.cell === 'declined' ? client.decline({ detail }) : client.declineRun({ detail }));
      if (!(error instanceof DeclinedError)) throw error;
      check(DeclinedSchema, error.detail, detail);
      return '';
    }
    case 'failed': {
      const error = await failure(client.fail({ message: cell.id }));
      if (error instanceof DeclinedError || ![...causes(error)].some((cause) => cause.message === cell.id)) throw error;
      return '';
    }
    case 'invalid': {
      const stock = workflow.createNexusServiceClient({ endpoint: cell.endpoint, service: service.definition });
      const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
      const metadata = { encoding: bytes('json/protobuf'), messageType: bytes('acme.interop.v1.EchoRequest') };
      const request = RawValue.fromPayload({ metadata, data: bytes('{"sample": {"name": 7}}') });
      const error = await failure(stock.executeOperation('echo', request, { scheduleToCloseTimeout: '20s' }));
      const handler = [...causes(error)].find((cause) => cause instanceof HandlerError);
      return handler?.type ?? [...causes(error)].at(-1)?.name ?? '';
    }
    case 'answered':
      return answered(async () => ((await client.echo({})).$typeName === EchoResponseSchema.typeName ? 'OK' : 'WRONG'));
    case 'answered-error':
      return answered(async () => `WRONG ${(await client.decline({})).$typeName}`);
    case 'cancel-abandon':
    case 'cancel-try-cancel':
    case 'cancel-wait-requested':
    case 'cancel-wait-completed': {
      const handle = await client.wait.start({ id: cell.id }, { cancellationType: CANCELLATIONS[cell.cell] });
      handle.cancel();
      const error = await failure(handle.result());
      if (!(error instanceof NexusOperationFailure) || !workflow.isCancellation(error)) throw error;
      if (cell.cell === 'cancel-try-cancel') await workflow.sleep('2s');
      return '';
    }
    default:
      throw new Error(`unsupported: no cell ${cell.cell}`);
  }
}

async function failure(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  return new Error('a result instead of an error');
}

async function answered(call: () => Promise<string>): Promise<string> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof DeclinedError) return 'DECLINED';
    return `${(error as Error).name}: ${[...causes(error)].at(-1)?.message.split('\n')[0] ?? ''}`;
  }
}
