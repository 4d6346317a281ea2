// The Go side of the example: orders that pay, and the inventory. It ends when its input does.
package main

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"

	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	inventoryv1 "protonexus.example/polyglot/gen/acme/inventory/v1"
	inventory "protonexus.example/polyglot/gen/acme/inventory/v1/inventoryv1nexus"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run . HOST:PORT")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(address string) error {
	service, err := inventory.NewInventoryServiceNexusService(&Inventory{
		stock:    map[string]uint32{"teapot": 40},
		reserved: map[string]*inventoryv1.ReserveResponse{},
	})
	if err != nil {
		return err
	}
	orders, err := newWorker(address, "orders", "orders-go")
	if err != nil {
		return err
	}
	orders.RegisterWorkflow(Checkout)
	stock, err := newWorker(address, "inventory", "inventory-go")
	if err != nil {
		return err
	}
	stock.RegisterNexusService(service)
	for _, one := range []worker.Worker{orders, stock} {
		if err := one.Start(); err != nil {
			return err
		}
		defer one.Stop()
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// No data converter is configured: the contract decides how messages are written.
func newWorker(address, namespace, taskQueue string) (worker.Worker, error) {
	quiet := sdklog.NewStructuredLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	c, err := client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: quiet})
	if err != nil {
		return nil, err
	}
	return worker.New(c, taskQueue, worker.Options{}), nil
}
