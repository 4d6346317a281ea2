/** What the runner asks a caller for, and what it is told. */
export interface Cell {
  readonly cell: string;
  readonly endpoint: string;
  readonly encoding: 'JSON' | 'BINARY';
  readonly id: string;
  readonly samples?: readonly string[];
}

export interface Verdict {
  readonly ok: boolean;
  readonly what: string;
}

/** The activities of the peer; workflows cannot read files. */
export interface Activities {
  sampleBytes(name: string): Promise<Uint8Array>;
  InteropStandalone(cell: Cell): Promise<void>;
}

export function* causes(error: unknown): Generator<Error> {
  for (let at = error; at instanceof Error; at = at.cause) yield at;
}

export const told = (error: unknown): string =>
  [...causes(error)].map((cause) => `${cause.name}: ${cause.message}`).join(' <- ').replaceAll('\n', ' ').slice(0, 1500);
