// Handler and caller of the evolution cells, with the contract beside this folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ApplicationFailure } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { OrderServiceNexus } from '../acme/evolution/v1/evolution_nexus';
import type { Order } from '../acme/evolution/v1/evolution_pb';
import { serviceHandler } from '../protonexus_handler';
import { check, IS_NEWER, orderOf, OURS, type Orders } from './orders';

function handler(orders: Orders) {
  const answer = async (request: { order?: Order | undefined; tenant?: string }, encoding: string) => {
    try {
      await check(request.order, encoding, orders);
      if (IS_NEWER && request.tenant) throw new Error('a tenant from a caller that does not know of it');
    } catch (error) {
      throw ApplicationFailure.nonRetryable(String(error), 'Broken');
    }
    return { order: await orders(OURS), ...(IS_NEWER ? { sender: { street: 's' } } : {}) };
  };
  return serviceHandler(OrderServiceNexus, {
    echo: (_ctx, request) => answer(request, 'json'),
    echoBinary: (_ctx, request) => answer(request, 'binary'),
  });
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { address = '', orders: folder = '' } = parseArgs({ options: { address: text, orders: text, contract: text } }).values;
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const orderBytes = (name: string): Promise<Uint8Array> => readFile(join(folder, `${name}.binpb`));
  const connection = await NativeConnection.connect({ address });
  const taskQueue = `evolution-typescript-${OURS}`;
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./workflows'), logger: new DefaultLogger('WARN') });
  const nexusServices = [handler(async (name) => orderOf(await orderBytes(name)))];
  const workers = [
    await Worker.create({ connection, namespace: 'handlers', taskQueue, nexusServices }),
    await Worker.create({ connection, namespace: 'callers', taskQueue, workflowBundle, activities: { orderBytes } }),
  ];
  process.stdin.resume().once('end', () => {
    for (const worker of workers) worker.shutdown();
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  console.log('ready');
  await running;
  await connection.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
