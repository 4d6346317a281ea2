// The file of samples; not for workflows, which cannot read it: they ask the local activity `sample`.
import { readFileSync } from 'node:fs';
import { type Sample, v1 } from './contract';

export class Samples {
  private readonly byName: Map<string, Sample>;

  constructor(file: string) {
    const { samples } = v1.Samples.decode(readFileSync(file));
    this.byName = new Map(samples.map((sample) => [sample.name ?? '', sample]));
  }

  get(name: string): Sample {
    const sample = this.byName.get(name);
    if (sample === undefined) throw new Error(`no sample '${name}'`);
    return sample;
  }
}
