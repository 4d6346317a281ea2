import { DefaultPayloadConverterWithProtobufs } from '@temporalio/common/lib/protobufs';
import { root } from './contract';

export const payloadConverter = new DefaultPayloadConverterWithProtobufs({ protobufRoot: root as unknown as Record<string, unknown> });
