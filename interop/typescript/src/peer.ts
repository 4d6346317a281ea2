// Peer `typescript`: our stubs and handlers, protobuf-es messages.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { Client, Connection } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { SampleSchema, SamplesSchema, type Sample } from './gen/acme/interop/v1/interop_pb';
import { BinaryInteropServiceNexus, DeclinedError, InteropServiceNexus } from './gen/acme/interop/v1/interop_nexus';
import { standaloneClient } from './gen/protonexus_client';
import { serviceHandler, workflowRun } from './gen/protonexus_handler';
import type { Activities, Cell } from './cell';
import { check } from './samples';

class Samples {
  private readonly byName: Map<string, Sample>;
  constructor(file: string) {
    this.byName = new Map(fromBinary(SamplesSchema, readFileSync(file)).samples.map((one) => [one.name, one]));
  }
  get(name: string): Sample {
    const sample = this.byName.get(name);
    if (!sample) throw ApplicationFailure.nonRetryable(`no sample ${name}`, 'Broken');
    return sample;
  }
}

function handlers(samples: Samples) {
  return [InteropServiceNexus, BinaryInteropServiceNexus].map((service) =>
    serviceHandler(service, {
      echo(_ctx, { sample }) {
        const expected = samples.get(sample?.name ?? '');
        try {
          check(SampleSchema, sample, expected);
        } catch (error) {
          throw ApplicationFailure.nonRetryable(String(error), 'Broken');
        }
        return { sample: expected };
      },
      run: workflowRun('RunWorkflow', (ctx) => ({ workflowId: `run-${ctx.requestId}` })),
      wait: workflowRun('WaitWorkflow', (_ctx, request) => ({ workflowId: request.id })),
      decline(_ctx, { detail }) {
        throw new DeclinedError(detail ?? {});
      },
      declineRun: workflowRun('DeclineWorkflow', (ctx) => ({ workflowId: `decline-${ctx.requestId}` })),
      fail(_ctx, { message }) {
        throw ApplicationFailure.nonRetryable(message, 'Broken');
      },
      ping() {},
    }),
  );
}

function activities(samples: Samples, client: Client): Activities {
  return {
    sampleBytes: (name) => Promise.resolve(toBinary(SampleSchema, samples.get(name))),
    async InteropStandalone(cell: Cell) {
      const service = cell.encoding === 'BINARY' ? BinaryInteropServiceNexus : InteropServiceNexus;
      const calls = standaloneClient(service, client, { endpoint: cell.endpoint, scheduleToCloseTimeout: '20s' });
      if (cell.cell === 'ping') await calls.ping({ id: `${cell.id}-ping` });
      for (const [number, name] of (cell.samples ?? []).entries()) {
        const sample = samples.get(name);
        check(SampleSchema, (await calls.echo({ sample }, { id: `${cell.id}-${String(number)}` })).sample, sample);
      }
    },
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { address: { type: 'string' }, samples: { type: 'string' } } });
  if (!values.address || !values.samples) throw new Error('write --address HOST:PORT --samples FILE');
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const samples = new Samples(values.samples);
  const { address } = values;
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection: await Connection.connect({ address }), namespace: 'callers' });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./workflows'), logger: new DefaultLogger('WARN') });
  const shared = { connection, workflowBundle, activities: activities(samples, client) };
  const workers = await Promise.all(
    ['json', 'binary'].flatMap((encoding) => [
      Worker.create({ ...shared, namespace: 'handlers', taskQueue: `handler-typescript-${encoding}`, nexusServices: handlers(samples) }),
      Worker.create({ ...shared, namespace: 'callers', taskQueue: `caller-typescript-${encoding}` }),
    ]),
  );
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
