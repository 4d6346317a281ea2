// What workflows and handlers alike say of errors.
import { ApplicationFailure } from '@temporalio/common';
import { DECLINED, type Detail, v1 } from './contract';

/** The declared error as docs/wire.md has it. */
export function declined(detail: Detail | null | undefined): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'declined',
    type: DECLINED,
    nonRetryable: true,
    details: [v1.Declined.encode(detail ?? {}).finish()],
  });
}

/** The detail of the declared error in an error's chain of causes. */
export function declinedDetail(error: unknown): Detail | undefined {
  for (const cause of causes(error)) {
    if (cause instanceof ApplicationFailure && cause.type === DECLINED) {
      return v1.Declined.decode(cause.details?.[0] as Uint8Array);
    }
  }
  return undefined;
}

export function* causes(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) yield cause;
}

export function broken(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'Broken');
}
