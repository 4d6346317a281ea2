// Hazards against a server at ADDRESS: one line for each that ends otherwise than it should, and a count.
import { randomUUID } from 'node:crypto';
import { ApplicationFailure, RawValue } from '@temporalio/common';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as nexus from 'nexus-rpc';
import { DeclinedError, InteropServiceNexus } from '../gen/acme/interop/v1/interop_nexus';
import { standaloneClient } from '../gen/protonexus_client';
import { serviceHandler, workflowRun } from '../gen/protonexus_handler';
import { payloads } from './rows';
import { STANDALONE } from './standalone';

const RESPONSE = payloads('acme.interop.v1.EchoResponse');
const detail = (encoding: string, data: string | Uint8Array, type?: string): RawValue => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const metadata = { encoding: bytes(encoding), ...(type === undefined ? {} : { messageType: bytes(type) }) };
  return RawValue.fromPayload({ metadata, data: typeof data === 'string' ? bytes(data) : data });
};
const DECLINED = 'acme.interop.v1.Declined';
const GOOD = new Uint8Array([0x0a, 0x02, 0x6e, 0x6f]);
/** Details of an application failure of the declared error's type, and what comes of them. */
const DETAILS: Record<string, [details: unknown[], outcome: string]> = {
  good: [[GOOD], 'DECLINED no'],
  'good and one more': [[GOOD, detail('json/protobuf', '{}', 'acme.Nothing')], DECLINED],
  none: [[], DECLINED],
  'a string': [['x'], DECLINED],
  null: [[null], DECLINED],
  object: [[{ a: 1 }], DECLINED],
  garbage: [[new Uint8Array([0xff, 0xff])], DECLINED],
  'unknown encoding': [[detail('text/xml', '<a/>')], DECLINED],
  'json/protobuf': [[detail('json/protobuf', '{}', DECLINED)], DECLINED],
  'json/protobuf of an unknown type': [[detail('json/protobuf', '{', 'acme.Nothing')], DECLINED],
  'garbage JSON': [[detail('json/plain', '{')], DECLINED],
};
const circular: Error = new Error('circular');
circular.cause = circular;
let chain = new Error('the first');
for (let causes = 0; causes < 150; causes++) chain = new Error('the next', { cause: chain });
/** What a handler of ours does that it should not, and what comes of it. */
const WRONGS: Record<string, [act: () => unknown, outcome: string]> = {
  undefined: [() => undefined, 'INTERNAL'],
  null: [() => null, 'INTERNAL'],
  'a string': [() => 'x', 'INTERNAL'],
  'a date': [() => new Date(), 'INTERNAL'],
  'a date for a Timestamp': [() => ({ sample: { everything: { aTimestamp: new Date() } } }), 'INTERNAL'],
  'another message': [() => ({ $typeName: 'acme.interop.v1.Sample', name: 'x' }), 'INTERNAL'],
  'a number for a string': [() => ({ sample: { name: 7 } }), 'INTERNAL'],
  'too large': [() => ({ sample: { name: 'x'.repeat(2 * 1024 * 1024) } }), 'INTERNAL'],
  circular: [() => { const inner: Record<string, unknown> = {}; inner['inner'] = inner; return { sample: { everything: inner } }; }, 'INTERNAL'],
  'a thrown string': [() => { throw 'x'; }, 'TIMEOUT'],
  'a detail that cannot be written': [() => { throw ApplicationFailure.nonRetryable('x', 'X', 1n); }, 'INTERNAL'],
  'a large detail': [() => { throw ApplicationFailure.nonRetryable('x', 'X', 'x'.repeat(3 * 1024 * 1024)); }, 'INTERNAL'],
  'a circular cause': [() => { throw circular; }, 'INTERNAL'],
  '150 causes': [() => { throw chain; }, 'INTERNAL'],
  'a declared error': [() => { throw new DeclinedError({ reason: 'no' }); }, 'OperationError'],
  'a wrong declared error': [() => { throw new DeclinedError(new Date() as never); }, 'INTERNAL'],
  'a fraction in a declared error': [() => { throw new DeclinedError({ code: 2.5 as never }); }, 'INTERNAL'],
};
const REFUSED = [
  ...['endpoint empty', 'endpoint with a dot', 'negative timeout', 'short timeout', 'no duration', 'long summary', 'cancellation type'],
  ...['undefined', 'null', 'a string', 'a date', 'a date for a Timestamp', 'a date in a list', 'a map for a message', 'a Map for a map'],
  ...['another message', 'a number for a string', 'too large', 'Any of an unknown type'],
];

function theirs(): nexus.ServiceHandler {
  const nameOf = (raw: RawValue): string => {
    const { sample, detail } = JSON.parse(new TextDecoder().decode(raw.payload.data ?? undefined)) as { sample?: { name: string }; detail?: { reason: string } };
    return sample?.name ?? detail?.reason ?? '';
  };
  const none = (): Promise<RawValue> => Promise.reject(new nexus.HandlerError('NOT_FOUND', 'none'));
  return nexus.serviceHandler(InteropServiceNexus.definition, {
    ...Object.fromEntries(Object.keys(InteropServiceNexus.definition.operations).map((key) => [key, none])),
    echo: (_ctx, raw) => Promise.resolve(RESPONSE[nameOf(raw)]?.[0] ?? raw),
    decline: (_ctx, raw) => {
      const name = nameOf(raw);
      const failure = ApplicationFailure.nonRetryable('declined', DECLINED, ...(DETAILS[name]?.[0] ?? []));
      throw new nexus.OperationError('failed', 'failed', { cause: failure });
    },
  });
}

/** How a handler lets the declared error of the next hop pass, and what comes of it. */
const HOPS: Record<string, string> = {
  'passed on': DECLINED,
  'passed on as it came': 'OperationError',
  'raised anew': 'DECLINED mine',
  'raised from the failure': 'DECLINED mine',
  'standalone, passed on': 'marked OperationError',
  'standalone, passed on as it came': 'marked INTERNAL',
};

async function hop(client: Client, row: string): Promise<never> {
  const calls = standaloneClient(InteropServiceNexus, client, { endpoint: 'theirs', scheduleToCloseTimeout: '20s' });
  const error: unknown = await calls.decline({ detail: { reason: 'good' } }, { id: randomUUID() }).catch((error: unknown) => error);
  if (!(error instanceof DeclinedError)) throw ApplicationFailure.nonRetryable('the next hop did not decline', 'Broken');
  throw row.endsWith('as it came') ? ApplicationFailure.create({ message: 'no', nonRetryable: true, cause: error.cause as Error }) : error;
}

function ours(client: Client, act: (name: string) => unknown): nexus.ServiceHandler {
  return serviceHandler(InteropServiceNexus, {
    echo: (_ctx, { sample }) => act(sample?.name ?? '') as object,
    run: () => ({}),
    // Those that are to be lost are started, and carried out by nobody.
    wait: workflowRun('WaitWorkflow', (_ctx, { id }) => ({ workflowId: id, taskQueue: id.startsWith('lost') ? 'nobody' : 'hazards' })),
    decline: (_ctx, { detail }) => hop(client, detail?.reason ?? ''),
    declineRun: workflowRun('HopWorkflow', (ctx) => ({ workflowId: `hop-${ctx.requestId}`, taskQueue: 'hazards' })),
    fail: () => ({}),
    ping() {},
  });
}

async function main(address: string): Promise<number> {
  Runtime.install({ logger: new DefaultLogger(process.env['VERBOSE'] ? 'WARN' : 'ERROR') });
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection: await Connection.connect({ address }) });
  const bundle = (path: string) => bundleWorkflowCode({ workflowsPath: require.resolve(path), logger: new DefaultLogger('WARN') });
  const workflows = await bundle('./workflows');
  const handlers = { ours: ours(client, () => ({})), theirs: theirs(), wrong: ours(client, (name) => WRONGS[name]?.[0]()) };
  const workers = [
    await Worker.create({ connection, taskQueue: 'hazards', workflowBundle: workflows, maxCachedWorkflows: 0 }),
    ...(await Promise.all(
      Object.entries(handlers).map(([taskQueue, handler]) => Worker.create({ connection, taskQueue, nexusServices: [handler] })),
    )),
  ];
  const running = Promise.all(workers.map((worker) => worker.run()));
  let rows = 0;
  const wrong: string[] = [];
  const row = async (kind: string, name: string, expected: string, run: () => Promise<unknown>): Promise<void> => {
    if (process.argv[3] && !`${kind} ${name}`.includes(process.argv[3])) return;
    const got = String(await run().catch((error: unknown) => `NOTHING ${String(error)}`));
    rows++;
    if (process.env['VERBOSE']) console.log(`${kind} ${name}: ${got}`);
    if (!got.startsWith(expected)) wrong.push(`${kind} ${name}: ${got} instead of ${expected}`);
  };
  const inWorkflow = (workflowType: string, name: string, expected: string, ...more: unknown[]): Promise<void> => {
    const options = { args: [name, ...more], workflowId: randomUUID(), taskQueue: 'hazards', workflowExecutionTimeout: '60s' as const };
    return row(workflowType, name, expected, () => client.workflow.execute(workflowType, options));
  };
  const all: (() => Promise<void>)[] = [];
  for (const [name, [, read]] of Object.entries(RESPONSE)) {
    all.push(
      () => inWorkflow('ask', name, read ? 'OK' : 'BAD_REQUEST'),
      () => inWorkflow('hear', name, read ? 'OK' : 'InvalidResponse'),
    );
  }
  for (const [name, [, outcome]] of Object.entries(DETAILS)) all.push(() => inWorkflow('fail', name, outcome === DECLINED ? 'OperationError' : outcome));
  for (const name of REFUSED) all.push(() => inWorkflow('refuse', name, 'InvalidRequest'));
  for (const [name, outcome] of Object.entries(HOPS)) all.push(() => inWorkflow('hop', name, outcome));
  for (const [name, run] of Object.entries(STANDALONE)) all.push(() => row('standalone', name, 'OK', () => run(client)));
  for (const [name, [, outcome]] of Object.entries(WRONGS)) {
    const brief = outcome === 'TIMEOUT';
    all.push(() => inWorkflow('wrong', name, brief ? 'TimeoutFailure' : outcome, brief));
  }
  // A few at a time: workflow tasks that wait for ten seconds are given up, and told apart from hazards by nobody.
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let next = all.shift(); next; next = all.shift()) await next();
  }));
  await inWorkflow('many', '', 'OK');
  for (const name of ['TRY_CANCEL', 'ABANDON', 'timeout']) await inWorkflow('lose', name, 'InvalidRequest');
  for (const one of wrong) console.log(one);
  console.log(`${String(rows)} hazards, ${String(wrong.length)} end otherwise than they should`);
  for (const worker of workers) worker.shutdown();
  await running;
  await connection.close();
  return wrong.length;
}

main(process.argv[2] ?? '').then(
  (wrong) => process.exit(wrong ? 1 : 0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
