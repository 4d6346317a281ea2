// What both sides compare. Safe in workflow code.
import { create, createRegistry, fromBinary, toBinary, toJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import { file_acme_interop_v1_interop, DeclinedSchema, SampleSchema, type Declined, type Sample } from './gen/acme/interop/v1/interop_pb';

const registry = createRegistry(file_acme_interop_v1_interop, ...file_acme_interop_v1_interop.dependencies.flatMap((file) => [file, ...file.dependencies]));

export const sampleOf = (bytes: Uint8Array): Sample => fromBinary(SampleSchema, new Uint8Array(bytes));

/** The detail that declared errors carry here. */
export function detailOf(limits: Sample): Declined {
  const { everything } = limits;
  return create(DeclinedSchema, { reason: 'no <quote> €', code: 9007199254740993n, ...(everything && { everything }) });
}

/** Throws unless both messages say the same; fields in any order, NaN equal to NaN. */
export function check<D extends DescMessage>(schema: D, got: MessageShape<D> | undefined, expected: MessageShape<D>): void {
  const [one, other] = [got && said(schema, got), said(schema, expected)];
  if (one !== other) throw new Error(`${String(one).slice(0, 300)} instead of ${other.slice(0, 300)}`);
}

function said<D extends DescMessage>(schema: D, message: MessageShape<D>): string {
  // protobuf-es reads a float of JSON as a double; in binary it is one that others have too.
  const rounded = fromBinary(schema, toBinary(schema, message));
  return JSON.stringify(sorted(toJson(schema, rounded, { registry })));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
