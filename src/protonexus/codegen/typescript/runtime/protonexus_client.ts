// Call services from ordinary code, as standalone operations. Not for workflow code.
import { NexusOperationFailureError } from '@temporalio/client';
import type { Client, NexusOperationHandle, StartNexusOperationOptions } from '@temporalio/client';
import { rawValueTypeInfo, type RawValue } from '@temporalio/common';
import { caller, forEach, type Method, type Methods, type NexusService, type Output, type Sent } from './protonexus';

/** One operation: call it, start it and wait later, or return to one by its ID. */
export interface StandaloneOperation<M extends Method> {
  (...args: Sent<M, [options: StartNexusOperationOptions]>): Promise<Output<M>>;
  start(...args: Sent<M, [options: StartNexusOperationOptions]>): Promise<NexusOperationHandle<Output<M>>>;
  handle(id: string, runId?: string): NexusOperationHandle<Output<M>>;
}

export type StandaloneClient<M extends Methods> = { readonly [K in keyof M]: StandaloneOperation<M[K]> };
/** Options of all calls of a client; without an endpoint it calls the contract's. */
export type StandaloneOptions = Partial<StartNexusOperationOptions> & { readonly endpoint?: string };

export function standaloneClient<M extends Methods>(
  service: NexusService<M>,
  client: Client,
  { endpoint = service.endpoint ?? '', ...defaults }: StandaloneOptions = {},
): StandaloneClient<M> {
  const stock = client.nexus.createServiceClient({ endpoint, service: service.definition });
  return forEach(service, (operation) => {
    const calls = caller<StartNexusOperationOptions>(operation, endpoint, defaults, (cause) => {
      return new NexusOperationFailureError(cause.message, cause);
    });
    const typed = (handle: NexusOperationHandle<RawValue>): NexusOperationHandle =>
      Object.assign(Object.create(handle) as NexusOperationHandle, { result: () => calls.response(handle.result()) });
    const start = async (...args: unknown[]): Promise<NexusOperationHandle> =>
      typed(await stock.startOperation(operation.key, ...calls.request(args)));
    const handle = (id: string, runId?: string): NexusOperationHandle => {
      const typeInfo = { outputType: rawValueTypeInfo };
      return typed(client.nexus.getHandle<RawValue>(id, runId === undefined ? { typeInfo } : { runId, typeInfo }));
    };
    return Object.assign(async (...args: unknown[]) => (await start(...args)).result(), { start, handle });
  }) as unknown as StandaloneClient<M>;
}

/** The standalone operations of a service, on any endpoint; a query narrows them: `ExecutionStatus = 'Running'`. */
export function listOperations(service: NexusService<Methods>, client: Client, query?: string) {
  return client.nexus.list({ query: filter(service, query) });
}

/** How many there are; the query may end in a GROUP BY. */
export function countOperations(service: NexusService<Methods>, client: Client, query?: string) {
  return client.nexus.count(filter(service, query));
}

function filter({ definition }: NexusService<Methods>, query = ''): string {
  const [, where = '', group = ''] = /^\s*(.*?)\s*(\bGROUP\s+BY\b.*)?$/is.exec(query) ?? [];
  const mine = `Service = "${definition.name.replace(/["\\]/g, '\\$&')}"`;
  return `${mine}${where && ` AND (${where})`} ${group}`.trim();
}
