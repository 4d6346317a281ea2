// The caller of the evolution cells.
import * as workflow from '@temporalio/workflow';
import { OrderServiceNexus } from '../acme/evolution/v1/evolution_nexus';
import { nexusClient } from '../protonexus_workflow';
import { check, IS_NEWER, orderOf, OURS, type Orders } from './orders';

const { orderBytes } = workflow.proxyLocalActivities<{ orderBytes(name: string): Promise<Uint8Array> }>({ startToCloseTimeout: '10s' });
const orders: Orders = async (name) => orderOf(await orderBytes(name));

export async function EvolutionCaller(cell: { endpoint: string; encoding: string }): Promise<{ ok: boolean; what: string }> {
  const client = nexusClient(OrderServiceNexus, { endpoint: cell.endpoint, scheduleToCloseTimeout: '20s' });
  try {
    const request = { order: await orders(OURS), ...(IS_NEWER ? { tenant: 't' } : {}) };
    const response = await (cell.encoding === 'BINARY' ? client.echoBinary(request) : client.echo(request));
    await check(response.order, cell.encoding.toLowerCase(), orders);
    if (IS_NEWER && 'sender' in response) throw new Error('a sender from a handler that does not know of it');
    return { ok: true, what: '' };
  } catch (error) {
    return { ok: false, what: `${String(error)} <- ${String((error as Error).cause)}`.slice(0, 1500) };
  }
}
