// Prints the CPU seconds of this process for one call, turn by turn, by our client and by hand: `main.js ADDRESS ROUNDS`.
import { randomUUID } from 'node:crypto';
import { RawValue } from '@temporalio/common';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as nexus from 'nexus-rpc';
import { InteropServiceNexus } from '../gen/acme/interop/v1/interop_nexus';

const CALLS = 50;

async function main(address: string, rounds: number): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection: await Connection.connect({ address }) });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./workflows'), logger: new DefaultLogger('WARN') });
  // The handler answers with the bytes that it gets, so that the caller is most of what is measured.
  const echo = nexus.serviceHandler(InteropServiceNexus.definition, Object.fromEntries(
    Object.keys(InteropServiceNexus.definition.operations).map((key) => [key, (_ctx: unknown, raw: RawValue) => Promise.resolve(answer(raw))]),
  ));
  const worker = await Worker.create({ connection, taskQueue: 'bench', workflowBundle, nexusServices: [echo] });
  const spent: Record<'bare' | 'stubs', number[]> = { bare: [], stubs: [] };
  await worker.runUntil(async () => {
    for (let round = 0; round < rounds; round++) {
      for (const kind of round % 2 ? (['bare', 'stubs'] as const) : (['stubs', 'bare'] as const)) {
        const before = process.cpuUsage();
        await client.workflow.execute(kind, { args: [CALLS], taskQueue: 'bench', workflowId: randomUUID() });
        const { user, system } = process.cpuUsage(before);
        spent[kind].push((user + system) / CALLS / 1e6);
      }
    }
  });
  console.log(JSON.stringify(spent));
  await connection.close();
}

/** The request's payload under the response's type. */
function answer({ payload }: RawValue): RawValue {
  const messageType = new TextEncoder().encode('acme.interop.v1.EchoResponse');
  return RawValue.fromPayload({ ...payload, metadata: { ...payload.metadata, messageType } });
}

main(process.argv[2] ?? '', Number(process.argv[3])).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
