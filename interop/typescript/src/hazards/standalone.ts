// What the standalone client does beside calls, against a live server.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { NexusOperationFailureError, NexusOperationNotFoundError, type Client } from '@temporalio/client';
import { CancelledFailure, TerminatedFailure } from '@temporalio/common';
import { BinaryInteropServiceNexus, DeclinedError, InteropServiceNexus } from '../gen/acme/interop/v1/interop_nexus';
import { countOperations, listOperations, standaloneClient } from '../gen/protonexus_client';

const callsOf = (client: Client, endpoint = 'ours') =>
  standaloneClient(InteropServiceNexus, client, { endpoint, scheduleToCloseTimeout: '60s' });
const caught = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'a result', (error: unknown) => error);

/** Try until it holds: the server's lists lag behind. */
async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await setTimeout(100)) {
    try { assert.deepEqual(await read(), expected); return; } catch { /* not yet */ }
  }
  assert.deepEqual(await read(), expected);
}

async function waiting(client: Client) {
  const [id, workflowId] = [randomUUID(), randomUUID()];
  const { wait } = callsOf(client);
  const started = await wait.start({ id: workflowId }, { id });
  await eventually(async () => (await started.describe()).state, 'STARTED');
  return { started, handle: wait.handle(id) };
}

/** Each returns OK, or throws. */
export const STANDALONE: Record<string, (client: Client) => Promise<string>> = {
  async 'result by ID'(client) {
    const id = randomUUID();
    const { runId } = await callsOf(client).echo.start({ sample: { name: 'x' } }, { id });
    for (const handle of [callsOf(client).echo.handle(id), callsOf(client).echo.handle(id, runId)]) {
      assert.equal((await handle.result()).$typeName, 'acme.interop.v1.EchoResponse');
      assert.equal(handle.operationId, id);
    }
    assert.equal((await callsOf(client).echo.handle(id).describe()).status, 'COMPLETED');
    return 'OK';
  },
  async 'declared error by ID'(client) {
    const id = randomUUID();
    const { decline } = callsOf(client, 'theirs');
    await decline.start({ detail: { reason: 'good' } }, { id });
    const error = await caught(decline.handle(id).result());
    assert(error instanceof DeclinedError && error.cause instanceof NexusOperationFailureError);
    assert.equal(error.detail.reason, 'no');
    return 'OK';
  },
  async 'no such ID'(client) {
    const handle = callsOf(client).echo.handle(randomUUID());
    assert(await caught(handle.result()) instanceof NexusOperationNotFoundError);
    assert(await caught(handle.describe()) instanceof NexusOperationNotFoundError);
    return 'OK';
  },
  async 'describe and cancel'(client) {
    const { started, handle } = await waiting(client);
    const { status, service, operation, endpoint } = await handle.describe();
    assert.deepEqual([status, service, operation, endpoint], ['RUNNING', 'acme.interop.v1.InteropService', 'Wait', 'ours']);
    await handle.cancel('enough');
    const error = await caught(started.result());
    assert(error instanceof NexusOperationFailureError && error.cause instanceof CancelledFailure, String(error));
    assert.equal((await handle.describe()).status, 'CANCELED');
    return 'OK';
  },
  async terminate(client) {
    const { started, handle } = await waiting(client);
    await handle.terminate('enough');
    const error = await caught(started.result());
    assert(error instanceof NexusOperationFailureError && error.cause instanceof TerminatedFailure, String(error));
    assert.equal((await handle.describe()).status, 'TERMINATED');
    return 'OK';
  },
  async 'list and count'(client) {
    const calls = callsOf(client);
    const ids = [1, 2, 3].map((number) => `list-${String(number)}-${randomUUID()}`).sort();
    for (const id of ids) await calls.ping({ id });
    const binary = standaloneClient(BinaryInteropServiceNexus, client, { endpoint: 'ours', scheduleToCloseTimeout: '3s' });
    const other = randomUUID();
    await binary.ping.start({ id: other });
    const mine = ids.map((id) => `OperationId = "${id}"`).join(' OR ');
    const query = `OperationId = "${other}" OR ${mine}`;
    const listed = async (narrowed?: string): Promise<string[]> => {
      const found: string[] = [];
      for await (const { operationId } of listOperations(InteropServiceNexus, client, narrowed)) found.push(operationId);
      return found.sort();
    };
    await eventually(() => listed(query), ids);
    await eventually(async () => (await countOperations(BinaryInteropServiceNexus, client, query)).count, 1);
    assert((await listed()).length >= 3);
    assert.equal((await countOperations(InteropServiceNexus, client, query)).count, 3);
    assert((await countOperations(InteropServiceNexus, client)).count >= 3);
    const grouped = `(${mine}) GROUP BY ExecutionStatus`;
    const groups = async () => (await countOperations(InteropServiceNexus, client, grouped)).groups.map(({ count, groupValues }) => [count, groupValues.map(({ value }) => value)]);
    await eventually(groups, [[3, ['Completed']]]);
    assert((await countOperations(InteropServiceNexus, client, 'group by ExecutionStatus')).groups.length >= 1);
    return 'OK';
  },
};
