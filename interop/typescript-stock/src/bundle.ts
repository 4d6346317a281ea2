// Bundles the workflows at build time, for a quick start: once for each converter.
import { writeFileSync } from 'node:fs';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

async function main(): Promise<void> {
  for (const encoding of ['json', 'binary']) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: require.resolve('./workflows'),
      payloadConverterPath: require.resolve(`./converter-${encoding}`),
      logger: new DefaultLogger('WARN'),
    });
    writeFileSync(`${__dirname}/workflows-${encoding}.bundle.js`, code);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
