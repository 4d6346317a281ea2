// Prints the CPU time of this process for one call, by our client and by hand, interleaved.
import { randomUUID } from 'node:crypto';
import { RawValue } from '@temporalio/common';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as nexus from 'nexus-rpc';
import { InteropServiceNexus } from '../gen/acme/interop/v1/interop_nexus';

const CALLS = 50;
const ROUNDS = Number(process.env['ROUNDS'] ?? 12);

async function main(address: string): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection: await Connection.connect({ address }) });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./workflows'), logger: new DefaultLogger('WARN') });
  // The handler answers with the bytes that it gets, so that the caller is most of what is measured.
  const echo = nexus.serviceHandler(InteropServiceNexus.definition, Object.fromEntries(
    Object.keys(InteropServiceNexus.definition.operations).map((key) => [key, (_ctx: unknown, raw: RawValue) => Promise.resolve(answer(raw))]),
  ));
  const worker = await Worker.create({ connection, taskQueue: 'bench', workflowBundle, nexusServices: [echo] });
  const spent: Record<string, number[]> = { bare: [], stub: [] };
  await worker.runUntil(async () => {
    for (let round = -2; round < ROUNDS; round++) {
      for (const kind of round % 2 ? ['bare', 'stub'] : ['stub', 'bare']) {
        const before = process.cpuUsage();
        await client.workflow.execute(kind, { args: [CALLS], taskQueue: 'bench', workflowId: randomUUID() });
        const { user, system } = process.cpuUsage(before);
        if (round >= 0) spent[kind]?.push((user + system) / CALLS);
      }
    }
  });
  const median = (all: number[] = []): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
  const [bare, stub] = [median(spent['bare']), median(spent['stub'])];
  console.log(`a call of a synchronous operation, CPU: stub ${stub.toFixed(0)} us, bare SDK ${bare.toFixed(0)} us, ratio ${(stub / bare).toFixed(3)} (${String(ROUNDS)} rounds of ${String(CALLS)} calls)`);
  await connection.close();
}

/** The request's payload under the response's type. */
function answer({ payload }: RawValue): RawValue {
  const messageType = new TextEncoder().encode('acme.interop.v1.EchoResponse');
  return RawValue.fromPayload({ ...payload, metadata: { ...payload.metadata, messageType } });
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
