// Whether two messages are equal: protobufjs has nothing for it. Runs in the workflow sandbox too.
import * as protobuf from 'protobufjs/light';
import { root } from './contract';

type Fields = Record<string, unknown>;

/** Throw unless two messages of type `name` are equal; NaN equals NaN, and -0 is not 0. */
export function expectEqual(name: string, want: object, got: object): void {
  const type = root.lookupType(name);
  const [wanted, found] = [text(type, want as Fields), text(type, got as Fields)];
  if (wanted === found) return;
  let at = 0;
  while (wanted[at] === found[at]) at++;
  const from = Math.max(0, at - 60);
  throw new Error(`another message: ${found.slice(from, at + 60)}, not ${wanted.slice(from, at + 60)}`);
}

function text(type: protobuf.Type, message: Fields): string {
  return JSON.stringify(plain(type, message));
}

/** What a message says as plain JSON, each value written in one way. */
function plain(type: protobuf.Type, message: Fields): Fields {
  if (type.fullName === '.google.protobuf.Any' && message.type_url) {
    const content = root.lookupType(String(message.type_url).replace(/^.*\//, ''));
    return { [content.fullName]: plain(content, content.decode((message.value ?? new Uint8Array()) as Uint8Array) as unknown as Fields) };
  }
  const said: Fields = {};
  for (const field of type.fieldsArray) {
    field.resolve();
    const value = Object.hasOwn(message, field.name) ? message[field.name] : undefined;
    if (value === undefined || value === null) continue;
    if (field instanceof protobuf.MapField) {
      const entries = Object.entries(value).map(([key, one]) => [mapKey(field, key), single(field, one)] as const);
      if (entries.length > 0) said[field.name] = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    } else if (field.repeated) {
      const all = (value as unknown[]).map((one) => single(field, one));
      if (all.length > 0) said[field.name] = all;
    } else {
      const one = single(field, value);
      const hasPresence = field.hasPresence || field.resolvedType instanceof protobuf.Type; // which it denies in proto3
      if (hasPresence || one !== single(field, field.typeDefault)) said[field.name] = one;
    }
  }
  return said;
}

function single(field: protobuf.Field, value: unknown): unknown {
  if (field.resolvedType instanceof protobuf.Type) return plain(field.resolvedType, value as Fields);
  if (value instanceof Uint8Array || Array.isArray(value)) return Array.from(value as Uint8Array).join(); // bytes
  if (field.type === 'float') return number(Math.fround(value as number)); // JSON is read as doubles
  return typeof value === 'number' ? number(value) : String(value); // Long too
}

function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** 64-bit keys are hashes after binary, and numbers after JSON. */
function mapKey(field: protobuf.MapField, key: string): string {
  return field.keyType.endsWith('64') ? String(protobuf.util.longFromKey(key, /^(uint|fixed)/.test(field.keyType))) : key;
}
