import { getClient } from '@temporalio/activity';
import { expectEqual } from './compare';
import { Empty, services, v1 } from './contract';
import type { Samples } from './samples';
import type { Cell } from './workflows';

export function activities(samples: Samples) {
  return {
    /** Give a sample to workflows, as bytes so that no protobuf converter has a hand in it. */
    async sample(name: string): Promise<Uint8Array> {
      return v1.Sample.encode(samples.get(name)).finish();
    },

    /** The cell from outside of a workflow. */
    async InteropStandalone({ cell, endpoint, encoding, id, samples: names = [] }: Cell): Promise<void> {
      const client = getClient().nexus.createServiceClient({ endpoint, service: services[encoding] });
      const options = (suffix: string | number) => ({ id: `${id}-${suffix}`, scheduleToCloseTimeout: '20s' }) as const;
      if (cell === 'ping') {
        await client.executeOperation('Ping', Empty.create(), options('ping'));
        return;
      }
      for (const [index, name] of names.entries()) {
        const sample = samples.get(name);
        const response = await client.executeOperation('Echo', v1.EchoRequest.create({ sample }), options(index));
        expectEqual('acme.interop.v1.Sample', sample, response.sample ?? {});
      }
    },
  };
}

export type Activities = ReturnType<typeof activities>;
