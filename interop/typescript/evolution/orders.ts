// What this side sends, and what it must see. build.sh compiles this folder once with each contract beside it.
import { createRegistry, fromBinary, toJson, type JsonValue } from '@bufbuild/protobuf';
import { EchoRequestSchema, file_acme_evolution_v1_evolution, OrderSchema, type Order } from '../acme/evolution/v1/evolution_pb';

export const IS_NEWER = EchoRequestSchema.fields.some((field) => field.name === 'tenant');
export const OURS = IS_NEWER ? 'newer' : 'older';
/** Of a file in the folder of orders, by its name less `.binpb`. */
export type Orders = (name: string) => Promise<Order>;
export const orderOf = (bytes: Uint8Array): Order => fromBinary(OrderSchema, new Uint8Array(bytes));

/** Throws if an order is not what this side must see. */
export async function check(got: Order | undefined, encoding: string, orders: Orders): Promise<void> {
  const expected = said(await orders(IS_NEWER ? 'older' : `newer_in_${encoding}`));
  const found = got ? said(got) : 'nothing';
  if (found !== expected) throw new Error(`${found} instead of ${expected}`);
}

function said(order: Order): string {
  return JSON.stringify(sorted(toJson(OrderSchema, order, { registry: createRegistry(file_acme_evolution_v1_evolution) })));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
