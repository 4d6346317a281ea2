// One call of a hazard, told in a word.
import { ApplicationFailure, NexusOperationFailure, RawValue } from '@temporalio/common';
import * as workflow from '@temporalio/workflow';
import { HandlerError } from 'nexus-rpc';
import { DeclinedError, InteropServiceNexus } from '../gen/acme/interop/v1/interop_nexus';
import { nexusClient, nexusWorkflow, type ClientOptions } from '../gen/protonexus_workflow';
import { payloads } from './rows';

const LIMIT = { scheduleToCloseTimeout: '20s' } as const;

export function ended(error: unknown): string {
  if (error instanceof DeclinedError) return `DECLINED ${error.detail.reason}`;
  if (!(error instanceof NexusOperationFailure)) return `OTHER ${String(error)}`;
  for (let at: unknown = error.cause; at instanceof Error; at = at.cause) {
    if (at instanceof HandlerError) return `${at.type} ${at.message}`;
    if (at instanceof ApplicationFailure) return `${at.type ?? ''} ${at.message}`;
  }
  return error.cause?.name ?? 'nothing';
}

async function tell(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'OK', ended);
}

/** A raw caller of our handler. */
export async function ask(row: string): Promise<string> {
  const stock = workflow.createNexusServiceClient({ endpoint: 'ours', service: InteropServiceNexus.definition });
  const [payload] = payloads('acme.interop.v1.EchoRequest')[row] ?? [];
  return tell(stock.executeOperation('echo', payload as RawValue, LIMIT));
}

/** Our caller of a handler that answers anything. `row` goes to it in the request. */
export async function hear(row: string): Promise<string> {
  const client = nexusClient(InteropServiceNexus, { endpoint: 'theirs', ...LIMIT });
  return tell(client.echo({ sample: { name: row } }));
}

/** Our caller of a handler that fails with any details. */
export async function fail(row: string): Promise<string> {
  const client = nexusClient(InteropServiceNexus, { endpoint: 'theirs', ...LIMIT });
  return tell(client.decline({ detail: { reason: row } }));
}

/** Our caller of our handler, which answers or throws something wrong; `brief` where that is tried again and again. */
export async function wrong(row: string, brief: boolean): Promise<string> {
  const client = nexusClient(InteropServiceNexus, { endpoint: 'wrong', ...LIMIT, ...(brief && { scheduleToCloseTimeout: '5s' }) });
  return tell(client.echo({ sample: { name: row } }));
}

/** Arguments that are not to be sent. */
export async function refuse(row: string): Promise<string> {
  const options: Record<string, ClientOptions> = {
    'endpoint empty': { endpoint: '' },
    'endpoint with a dot': { endpoint: 'a.b' },
    'negative timeout': { endpoint: 'ours', scheduleToCloseTimeout: -1 },
    'short timeout': { endpoint: 'ours', scheduleToCloseTimeout: '1s' },
    'no duration': { endpoint: 'ours', scheduleToCloseTimeout: 'soon' as never },
    'cancellation type': { endpoint: 'ours', cancellationType: 'SOMETIMES' as never },
    'long summary': { endpoint: 'ours', summary: 'x'.repeat(400) },
  };
  const requests: Record<string, unknown> = {
    undefined: undefined,
    null: null,
    'a string': 'x',
    'a date': new Date(0),
    'a date for a Timestamp': { sample: { everything: { aTimestamp: new Date(0) } } },
    'a date in a list': { sample: { everything: { timestamps: [new Date(0)] } } },
    'a map for a message': { sample: new Map() },
    'a Map for a map': { sample: { everything: { byInt32: new Map([[1, 'x']]) } } },
    'another message': { $typeName: 'acme.interop.v1.Sample' },
    'a number for a string': { sample: { name: 7 } },
    'too large': { sample: { name: 'x'.repeat(2 * 1024 * 1024) } },
    'Any of an unknown type': { sample: { everything: { anAny: { typeUrl: 'x/y.Z', value: new Uint8Array([1]) } } } },
  };
  const client = nexusClient(InteropServiceNexus, { ...LIMIT, ...(options[row] ?? { endpoint: 'ours' }) });
  return tell(client.echo((row in requests ? requests[row] : {}) as never));
}

/** More operations than may be pending. */
export async function many(): Promise<string> {
  const client = nexusClient(InteropServiceNexus, { endpoint: 'ours', ...LIMIT });
  await Promise.all(Array.from({ length: 100 }, () => client.ping()));
  return 'OK';
}

/** As many operations lost as may be pending, cancelled and not waited for, or timed out; then one more. */
export async function lose(row: string): Promise<string> {
  if (row === 'timeout') {
    const client = nexusClient(InteropServiceNexus, { endpoint: 'nobody', scheduleToCloseTimeout: '3s' });
    const ends = await Promise.all(Array.from({ length: 30 }, () => tell(client.ping())));
    if (ends.some((end) => end !== 'TimeoutFailure')) return ends.join();
    return tell(nexusClient(InteropServiceNexus, { endpoint: 'ours', ...LIMIT }).ping());
  }
  const cancellationType = row as NonNullable<ClientOptions['cancellationType']>;
  const client = nexusClient(InteropServiceNexus, { endpoint: 'ours', scheduleToCloseTimeout: '60s', cancellationType });
  const { workflowId } = workflow.workflowInfo();
  const ids = Array.from({ length: 30 }, (_, number) => `lost-${workflowId}-${String(number)}`);
  const handles = await Promise.all(ids.map((id) => client.wait.start({ id })));
  for (const handle of handles) handle.cancel();
  const ends = await Promise.all(handles.map((handle) => handle.result().then(() => 'OK', String)));
  return ends.includes('OK') ? 'an operation that was not cancelled' : tell(client.ping());
}

export const WaitWorkflow = nexusWorkflow(InteropServiceNexus, 'wait', async () => {
  await workflow.condition(() => false);
  return {};
});

/** Our caller of our handler, which calls another in turn. */
export async function hop(row: string): Promise<string> {
  const client = nexusClient(InteropServiceNexus, { endpoint: 'ours', ...LIMIT });
  const request = { detail: { reason: row } };
  if (!row.startsWith('standalone')) return tell(client.declineRun(request));
  // Other languages know such a hop by its mark alone.
  return client.decline(request).then(() => 'OK', (error: unknown) => (isMarked(error) ? 'marked ' : '') + ended(error));
}

function isMarked(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof ApplicationFailure && at.type === 'NexusOperationFailureError') return true;
  return false;
}

/** The handler's part of a hop. */
export const HopWorkflow = nexusWorkflow(InteropServiceNexus, 'declineRun', async ({ detail }) => {
  const request = { detail: { reason: 'good' } };
  const error: unknown = await nexusClient(InteropServiceNexus, { endpoint: 'theirs', ...LIMIT }).decline(request).catch((error: unknown) => error);
  if (!(error instanceof DeclinedError)) throw ApplicationFailure.nonRetryable('the next hop did not decline', 'Broken');
  switch (detail?.reason) {
    case 'passed on':
      throw error;
    case 'passed on as it came':
      throw error.cause as Error;
    case 'raised anew':
      throw new DeclinedError({ reason: 'mine' }, 'mine', error);
    default:
      throw new DeclinedError({ reason: 'mine' }, 'mine', error.cause);
  }
});
