// What may arrive, and what has to come of it. Safe in workflow code.
import { RawValue } from '@temporalio/common';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const raw = (encoding: string | Uint8Array, data: string | Uint8Array, messageType?: string): RawValue =>
  RawValue.fromPayload({
    metadata: {
      encoding: typeof encoding === 'string' ? bytes(encoding) : encoding,
      ...(messageType === undefined ? {} : { messageType: bytes(messageType) }),
    },
    data: typeof data === 'string' ? bytes(data) : data,
  });

/** `sample.everything.inner.inner...`: so many messages in each other, in JSON and in binary. */
function nested(levels: number): [json: string, binary: Uint8Array] {
  const keys = Array.from({ length: levels - 1 }, (_, level) => ['sample', 'everything'][level] ?? 'inner');
  const backwards: number[] = [];
  for (const key of keys.toReversed()) {
    const length: number[] = [];
    for (let rest = backwards.length; ; rest >>>= 7) {
      length.unshift(rest > 127 ? (rest & 127) | 128 : rest);
      if (rest <= 127) break;
    }
    backwards.push(...length, ...(key === 'sample' ? [0x0a] : key === 'everything' ? [0x12] : [0x02, 0xd2]));
  }
  const json = `${keys.map((key) => `{"${key}":`).join('')}{}${'}'.repeat(levels - 1)}`;
  return [json, new Uint8Array(backwards.reverse())];
}

/** Payloads of the message `type`, which has one field `sample`; true if it is to be read. */
export function payloads(type: string): Record<string, [payload: RawValue, read: boolean]> {
  const json = (data: string | Uint8Array): RawValue => raw('json/protobuf', data, type);
  const [shallow, shallowBinary] = nested(99);
  const [deep, deepBinary] = nested(102);
  const [abyss, abyssBinary] = nested(4000);
  return {
    'empty object': [json('{}'), true],
    'unknown field': [json('{"new": {"a": [1]}}'), true],
    'unknown enum name': [json('{"sample": {"everything": {"colour": "COLOUR_NEW"}}}'), true],
    'snake_case': [json('{"sample": {"everything": {"a_string": "x"}}}'), true],
    'no messageType': [raw('json/protobuf', '{}'), true],
    'json/plain': [raw('json/plain', '{"sample": {"name": "x"}}'), true],
    'json null': [json(' null '), true],
    'plain null': [raw('json/plain', 'null'), true],
    'binary/null': [raw('binary/null', ''), true],
    'binary': [raw('binary/protobuf', new Uint8Array([0x0a, 0x03, 0x0a, 0x01, 0x78]), type), true],
    'binary, empty': [raw('binary/protobuf', '', type), true],
    'binary, unknown field': [raw('binary/protobuf', new Uint8Array([0xfa, 0x7f, 0x01, 0x78]), type), true],
    'nested, not too deep': [json(shallow), true],
    'binary nested, not too deep': [raw('binary/protobuf', shallowBinary, type), true],
    'wrong messageType': [raw('json/protobuf', '{}', 'acme.interop.v1.Sample'), false],
    'binary, wrong messageType': [raw('binary/protobuf', '', 'acme.interop.v1.Sample'), false],
    'unregistered messageType': [raw('json/protobuf', '{}', 'acme.Nothing'), false],
    'not JSON': [json('hello'), false],
    'no data': [json(''), false],
    'cut off': [json('{"sample": {'), false],
    'not UTF-8': [json(new Uint8Array([0x7b, 0xff, 0x7d])), false],
    'string root': [json('"hello"'), false],
    'array root': [json('[]'), false],
    'number root': [json('7'), false],
    'wrong field type': [json('{"sample": {"name": 7}}'), false],
    'key twice': [json('{"sample": {}, "sample": {}}'), false],
    'bare NaN': [json('{"sample": {"everything": {"aDouble": NaN}}}'), false],
    'two of a oneof': [json('{"sample": {"everything": {"left": "a", "middle": 1}}}'), false],
    'int64 too large': [json('{"sample": {"everything": {"anInt64": "9223372036854775808"}}}'), false],
    'bad base64': [json('{"sample": {"everything": {"someBytes": "!"}}}'), false],
    'Any of an unknown type': [json('{"sample": {"everything": {"anAny": {"@type": "x/y.Z", "a": 1}}}}'), false],
    'garbage binary': [raw('binary/protobuf', new Uint8Array([0xff, 0xff, 0xff]), type), false],
    'binary cut off': [raw('binary/protobuf', new Uint8Array([0x0a, 0x05, 0x0a]), type), false],
    'nested too deep': [json(deep), false],
    'binary nested too deep': [raw('binary/protobuf', deepBinary, type), false],
    'nested 4,000 deep': [json(abyss), false],
    'binary nested 4,000 deep': [raw('binary/protobuf', abyssBinary, type), false],
    'unknown encoding': [raw('text/xml', '<a/>', type), false],
    'binary/plain': [raw('binary/plain', 'abc'), false],
    'encoding not UTF-8': [raw(new Uint8Array([0xff, 0xfe]), '{}', type), false],
    'messageType not UTF-8': [RawValue.fromPayload({ metadata: { encoding: bytes('json/protobuf'), messageType: new Uint8Array([0xff]) }, data: bytes('{}') }), false],
    'no encoding': [RawValue.fromPayload({ metadata: {}, data: bytes('{}') }), false],
    'empty payload': [RawValue.fromPayload({}), false],
  };
}
