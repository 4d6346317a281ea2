import { CardDeclinedError, PaymentServiceNexus } from './gen/acme/payments/v1/payments_nexus';
import { nexusClient } from './gen/protonexus_workflow';

interface Purchase {
  customer: string;
  cents: number;
}

/** Pays, cannot be insured, and takes the payment back. */
export async function Checkout({ customer: customerId, cents }: Purchase): Promise<string> {
  // Endpoint, timeouts and encoding are the contract's.
  const payments = nexusClient(PaymentServiceNexus);
  const paid = await payments.processPayment({ customerId, amountCents: BigInt(cents) });

  let reason = 'insured';
  try {
    await payments.processPayment({ customerId, amountCents: 250_000n }, { summary: 'take the insurance' });
  } catch (error) {
    if (!(error instanceof CardDeclinedError)) throw error;
    reason = error.detail.reason;
  }

  const refund = await payments.refund({ transactionId: paid.transactionId, reason: 'sent back' });
  return `refund ${refund.refundId}, insurance declined: ${reason}`;
}
