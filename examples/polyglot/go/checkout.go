package main

import (
	"errors"
	"fmt"

	"go.temporal.io/sdk/workflow"

	paymentsv1 "protonexus.example/polyglot/gen/acme/payments/v1"
	payments "protonexus.example/polyglot/gen/acme/payments/v1/paymentsv1nexus"
)

// Purchase is what Checkout is started with.
type Purchase struct {
	Customer string `json:"customer"`
	Cents    int64  `json:"cents"`
}

// Checkout pays, cannot be insured, and takes the payment back.
func Checkout(ctx workflow.Context, purchase Purchase) (string, error) {
	// Endpoint, timeouts and encoding are the contract's.
	client := payments.NewPaymentServiceNexusClient("")
	paid, err := client.ProcessPayment(ctx, &paymentsv1.ProcessPaymentRequest{
		CustomerId: purchase.Customer, AmountCents: purchase.Cents,
	}, workflow.NexusOperationOptions{})
	if err != nil {
		return "", err
	}

	insurance := &paymentsv1.ProcessPaymentRequest{CustomerId: purchase.Customer, AmountCents: 250_000}
	_, err = client.ProcessPayment(ctx, insurance, workflow.NexusOperationOptions{Summary: "take the insurance"})
	var declined *payments.CardDeclinedError
	if !errors.As(err, &declined) {
		return "", fmt.Errorf("the insurance was not declined: %w", err)
	}

	refund, err := client.Refund(ctx, &paymentsv1.RefundRequest{
		TransactionId: paid.GetTransactionId(), Reason: "sent back",
	}, workflow.NexusOperationOptions{})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("refund %s, insurance declined: %s", refund.GetRefundId(), declined.Detail.GetReason()), nil
}
