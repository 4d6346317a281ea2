// Call services from ordinary code, as standalone operations. Not for workflow code.
import * as temporal from '@temporalio/client';
import { rawValueTypeInfo, type RawValue } from '@temporalio/common';
import { caller, forEach, type Method, type Methods, type NexusService, type Output, type Sent } from './protonexus';

/** One operation: call it, start it and wait later, or return to one by its ID. */
export interface StandaloneOperation<M extends Method> {
  (...args: Sent<M, [options: temporal.StartNexusOperationOptions]>): Promise<Output<M>>;
  start(...args: Parameters<StandaloneOperation<M>>): Promise<temporal.NexusOperationHandle<Output<M>>>;
  handle(id: string, runId?: string): temporal.NexusOperationHandle<Output<M>>;
}

export type StandaloneClient<M extends Methods> = { readonly [K in keyof M]: StandaloneOperation<M[K]> };
/** Options of all calls of a client; without an endpoint it calls the contract's. */
export type StandaloneOptions = Partial<temporal.StartNexusOperationOptions> & { readonly endpoint?: string };

export function standaloneClient<M extends Methods>(
  service: NexusService<M>, { nexus }: temporal.Client, options: StandaloneOptions = {}): StandaloneClient<M> {
  const { endpoint = service.endpoint ?? '', ...defaults } = options;
  const raw = nexus.createServiceClient({ endpoint, service: service.definition });
  return forEach(service, (operation) => {
    const calls = caller<temporal.StartNexusOperationOptions>(operation, endpoint, defaults, (cause) =>
      new temporal.NexusOperationFailureError(cause.message, cause));
    const typed = (handle: temporal.NexusOperationHandle<RawValue>): temporal.NexusOperationHandle =>
      Object.create(handle, { result: { value: () => calls.response(handle.result()) } }) as typeof handle;
    const start = async (...args: unknown[]) => typed(await raw.startOperation(...calls.request(args)));
    const handle = (id: string, runId?: string): temporal.NexusOperationHandle =>
      typed(nexus.getHandle(id, { ...(runId && { runId }), typeInfo: { outputType: rawValueTypeInfo } }));
    return Object.assign(async (...args: unknown[]) => (await start(...args)).result(), { start, handle });
  }) as unknown as StandaloneClient<M>;
}

/** The standalone operations of a service, on any endpoint; a query narrows them: `ExecutionStatus = 'Running'`. */
export const listOperations = (service: NexusService<Methods>, { nexus }: temporal.Client, query?: string) =>
  nexus.list({ query: filter(service, query) });

/** How many there are; the query may end in a GROUP BY. */
export const countOperations = (service: NexusService<Methods>, { nexus }: temporal.Client, query?: string) =>
  nexus.count(filter(service, query));

function filter({ definition }: NexusService<Methods>, query = ''): string {
  const [, where = '', group = ''] = /^\s*(.*?)\s*(\bGROUP\s+BY\b.*)?$/is.exec(query) ?? [];
  const mine = `Service = "${definition.name.replace(/["\\]/g, '\\$&')}"`;
  return `${mine}${where && ` AND (${where})`} ${group}`.trim();
}
