// The TypeScript side of the example: orders that pay. It ends when its input does.
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

async function main(address: string): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address });
  try {
    // No payload converter is configured: the contract decides how messages are written.
    const worker = await Worker.create({
      connection,
      namespace: 'orders',
      taskQueue: 'orders-typescript',
      workflowsPath: require.resolve('./workflows'),
    });
    const ended = new Promise((resolve) => process.stdin.resume().on('end', resolve));
    console.log('ready');
    await worker.runUntil(ended);
  } finally {
    await connection.close();
  }
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
