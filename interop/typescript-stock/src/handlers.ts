// The two services. Their workflows are in workflows.ts.
import { startWorkflow, WorkflowRunOperationHandler } from '@temporalio/nexus';
import * as nexus from 'nexus-rpc';
import { expectEqual } from './compare';
import { Empty, services, v1 } from './contract';
import { broken, declined } from './errors';
import type { Samples } from './samples';
import { DeclineWorkflow, RunWorkflow, WaitWorkflow } from './workflows';

export function nexusServices(samples: Samples) {
  return Object.values(services).map((service) =>
    nexus.serviceHandler(service, {
      async Echo(_context, request) {
        const name = request.sample?.name ?? '';
        try {
          expectEqual('acme.interop.v1.Sample', samples.get(name), request.sample ?? {});
        } catch (error) {
          throw broken(`sample '${name}': ${(error as Error).message}`);
        }
        return v1.EchoResponse.create({ sample: samples.get(name) });
      },
      Run: new WorkflowRunOperationHandler((context, request) =>
        startWorkflow(context, RunWorkflow, { workflowId: `run-${context.requestId}`, args: [request] })
      ),
      Wait: new WorkflowRunOperationHandler((context, request) =>
        startWorkflow(context, WaitWorkflow, { workflowId: request.id ?? '', args: [request] })
      ),
      async Decline(_context, request) {
        throw new nexus.OperationError('failed', 'declined', { cause: declined(request.detail) });
      },
      DeclineRun: new WorkflowRunOperationHandler((context, request) =>
        startWorkflow(context, DeclineWorkflow, { workflowId: `decline-${context.requestId}`, args: [request] })
      ),
      async Fail(_context, request) {
        throw broken(request.message ?? '');
      },
      async Ping() {
        return Empty.create();
      },
    })
  );
}
