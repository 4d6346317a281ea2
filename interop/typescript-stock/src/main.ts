// Peer typescript-stock of the interoperation matrix (see ../../README.md): Temporal's TypeScript
// SDK and its own protobuf converters with protobufjs, without any stub of ours.
import { parseArgs } from 'node:util';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { activities } from './activities';
import { nexusServices } from './handlers';
import { Samples } from './samples';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { address: { type: 'string', default: '' }, samples: { type: 'string', default: '' } } });
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const samples = new Samples(values.samples);
  const connection = await NativeConnection.connect({ address: values.address });

  const workers: Worker[] = [];
  for (const encoding of ['json', 'binary']) {
    const common = {
      connection,
      activities: activities(samples),
      dataConverter: { payloadConverterPath: require.resolve(`./converter-${encoding}`) },
      workflowBundle: { codePath: require.resolve(`./workflows-${encoding}.bundle.js`) },
      workflowThreadPoolSize: 1,
    } satisfies Partial<WorkerOptions>;
    workers.push(
      await Worker.create({
        ...common,
        namespace: 'handlers',
        taskQueue: `handler-typescript-stock-${encoding}`,
        nexusServices: nexusServices(samples),
      }),
      await Worker.create({ ...common, namespace: 'callers', taskQueue: `caller-typescript-stock-${encoding}` })
    );
  }
  const running = Promise.all(workers.map((worker) => worker.run()));
  running.catch(fail);
  console.log('ready');
  process.stdin.resume().on('end', () => process.exit(0)); // nobody waits for what the workers hold
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

main().catch(fail);
