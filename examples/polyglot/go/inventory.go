package main

import (
	"context"
	"sync"

	"github.com/nexus-rpc/sdk-go/nexus"

	inventoryv1 "protonexus.example/polyglot/gen/acme/inventory/v1"
	inventory "protonexus.example/polyglot/gen/acme/inventory/v1/inventoryv1nexus"
)

// Inventory serves InventoryService.
type Inventory struct {
	inventory.UnimplementedInventoryServiceNexusHandler

	mu       sync.Mutex
	stock    map[string]uint32
	reserved map[string]*inventoryv1.ReserveResponse
}

// Reserve sets goods aside.
func (i *Inventory) Reserve(name string) nexus.Operation[*inventoryv1.ReserveRequest, *inventoryv1.ReserveResponse] {
	return nexus.NewSyncOperation(name, i.reserve)
}

func (i *Inventory) reserve(_ context.Context, request *inventoryv1.ReserveRequest, options nexus.StartOperationOptions) (*inventoryv1.ReserveResponse, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	// Nexus delivers a call at least once, each time with the same request ID.
	if reserved, ok := i.reserved[options.RequestID]; ok {
		return reserved, nil
	}
	left := i.stock[request.GetSku()]
	if request.GetQuantity() > left {
		return nil, nexus.NewOperationFailedErrorf("%d %s wanted, %d in stock", request.GetQuantity(), request.GetSku(), left)
	}
	i.stock[request.GetSku()] = left - request.GetQuantity()
	reserved := &inventoryv1.ReserveResponse{ReservationId: "rsv-" + options.RequestID[:6], Remaining: i.stock[request.GetSku()]}
	i.reserved[options.RequestID] = reserved
	return reserved, nil
}
