// The same calls by our client and by hand.
import { create, createRegistry, fromJsonString, toJsonString } from '@bufbuild/protobuf';
import { RawValue } from '@temporalio/common';
import { createNexusServiceClient } from '@temporalio/workflow';
import { InteropServiceNexus } from '../gen/acme/interop/v1/interop_nexus';
import { EchoRequestSchema, EchoResponseSchema, file_acme_interop_v1_interop } from '../gen/acme/interop/v1/interop_pb';
import { nexusClient } from '../gen/protonexus_workflow';

const OPTIONS = { scheduleToCloseTimeout: '60s' } as const;
const REQUEST = { sample: { name: 'bench', everything: { aString: 'some text', anInt64: 42n, words: ['one', 'two', 'three'] } } };
const registry = createRegistry(file_acme_interop_v1_interop);

export async function stubs(calls: number): Promise<void> {
  const client = nexusClient(InteropServiceNexus, { endpoint: 'bench', ...OPTIONS });
  for (let call = 0; call < calls; call++) await client.echo(REQUEST);
}

export async function bare(calls: number): Promise<void> {
  const client = createNexusServiceClient({ endpoint: 'bench', service: InteropServiceNexus.definition });
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  for (let call = 0; call < calls; call++) {
    const json = toJsonString(EchoRequestSchema, create(EchoRequestSchema, REQUEST), { registry });
    const metadata = { encoding: encoder.encode('json/protobuf'), messageType: encoder.encode(EchoRequestSchema.typeName) };
    const raw: RawValue = await client.executeOperation('echo', RawValue.fromPayload({ metadata, data: encoder.encode(json) }), OPTIONS);
    fromJsonString(EchoResponseSchema, decoder.decode(raw.payload.data ?? undefined), { ignoreUnknownFields: true, registry });
  }
}
