// What the files of one generated package share. The plugin prints it beside them, under
// their package clause, so that nobody needs a module of ours.

package nexusruntime

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/temporalnexus"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

const (
	// InvalidRequestErrorType is the type of the application error that a call fails with when
	// its input or an option is wrong, and nothing was sent.
	InvalidRequestErrorType = "InvalidRequestError"
	// InvalidResponseErrorType is the type of the application error that a call fails with when
	// the operation completed, but its result is not the declared message.
	InvalidResponseErrorType = "InvalidResponseError"

	// The server's default for a payload, and for the body of a synchronous result.
	maxPayloadBytes = 2 * 1024 * 1024
	// The message and 100 inside it, which is what the other languages read.
	recursionLimit = 101
	// Below it the server fails a call before any handler runs.
	minTimeout = 1500 * time.Millisecond
	// The type of a failed call of a handler's own, where the handler lets it pass.
	nextHop = "NexusOperationFailureError"
)

// The payload converters are used on their own, so the wire does not depend on the DataConverter
// of a worker or client. Its codec still applies: the SDK passes a RawValue through the codec and
// skips only the conversion.
var (
	jsonPayloads   = converter.NewProtoJSONPayloadConverter()
	binaryPayloads = converter.NewProtoPayloadConverter()

	readJSON   = protojson.UnmarshalOptions{DiscardUnknown: true, RecursionLimit: recursionLimit}
	readBinary = proto.UnmarshalOptions{RecursionLimit: recursionLimit}

	endpointName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]{0,198}[a-zA-Z0-9]$`)
	groupBy      = regexp.MustCompile(`(?is)^(.*?)(\bGROUP\s+BY\b.*)?$`)
	// What is repeated of the protobuf runtime's errors: the rest quotes values, which may be
	// secret, and differs between builds.
	readable = regexp.MustCompile(`\(line \d+:\d+\)|invalid value for \w+ (field [^:\s]+|key)|duplicate (field|map key)` +
		`|oneof [\w.]+ is already set|[\w.]+ (value )?out of range|unexpected (token|EOF)|exceeded max recursion depth` +
		`|unable to resolve|([\w.]+ contains )?invalid UTF-8|required field [\w.]+ not set|invalid wire-format data`)

	errNoOperation = temporal.NewNonRetryableApplicationError("this future or handle was not made by a client", InvalidRequestErrorType, nil)
)

// encode writes a message; nexus.NoValue is binary/null.
func encode(payloads converter.PayloadConverter, value any) (converter.RawValue, error) {
	message, ok := value.(proto.Message)
	if !ok {
		payload, err := converter.NewNilPayloadConverter().ToPayload(nil)
		return converter.NewRawValue(payload), err
	}
	payload, err := payloads.ToPayload(message)
	switch size := proto.Size(payload); {
	case !message.ProtoReflect().IsValid():
		err = fmt.Errorf("expected %s, got nil", fullName(message))
	case err != nil:
		err = fmt.Errorf("%s cannot be written as %s: %s", fullName(message), payloads.Encoding(), reason(err))
	case size > maxPayloadBytes:
		err = fmt.Errorf("%s takes %d bytes; a payload may have %d", fullName(message), size, maxPayloadBytes)
	}
	return converter.NewRawValue(payload), err
}

// decode reads a payload of any peer: JSON and binary, unknown fields ignored. Of nexus.NoValue
// SDKs disagree on the form, so any is right.
func decode[M any](raw converter.RawValue) (M, error) {
	var none M
	message, ok := any(none).(proto.Message)
	if !ok {
		return none, nil
	}
	message = message.ProtoReflect().New().Interface()
	metadata, data := raw.Payload().GetMetadata(), raw.Payload().GetData()
	encoding := string(metadata[converter.MetadataEncoding])
	if encoding == converter.MetadataEncodingNil {
		return message.(M), nil
	}
	if got, ok := metadata[converter.MetadataMessageType]; ok && string(got) != fullName(message) {
		return none, fmt.Errorf("expected %s, got %.200q", fullName(message), got)
	}
	var err error
	switch encoding {
	case converter.MetadataEncodingProtoJSON, converter.MetadataEncodingJSON:
		if err = readJSON.Unmarshal(data, message); err != nil && strings.TrimSpace(string(data)) == "null" {
			err = nil
		}
	case converter.MetadataEncodingProto:
		err = readBinary.Unmarshal(data, message)
	default:
		return none, fmt.Errorf("expected %s as json/protobuf or binary/protobuf, got the encoding %.200q", fullName(message), encoding)
	}
	if err != nil {
		return none, fmt.Errorf("cannot read %s as %s: %s", encoding, fullName(message), reason(err))
	}
	return message.(M), nil
}

func fullName(message proto.Message) string {
	return string(message.ProtoReflect().Descriptor().FullName())
}

func reason(err error) string {
	return cmp.Or(strings.Join(readable.FindAllString(err.Error(), 4), " "), "malformed")
}

// contract is what the .proto says of one operation.
type contract[I, O any] struct {
	service, operation string
	payloads           converter.PayloadConverter
	defaults           workflow.NexusOperationOptions
	declared           []declaredError
}

// serve registers a typed operation as one of raw payloads.
func (c *contract[I, O]) serve(service *nexus.Service, typed nexus.Operation[I, O]) error {
	if typed == nil {
		return fmt.Errorf("%s/%s: the handler's method returned nil instead of an operation", c.service, c.operation)
	}
	return service.Register(&rawOperation[I, O]{contract: c, typed: typed})
}

type rawOperation[I, O any] struct {
	nexus.UnimplementedOperation[converter.RawValue, converter.RawValue]
	*contract[I, O]
	typed nexus.Operation[I, O]
}

// Name is the operation's name on the wire, whatever the typed one is called.
func (o *rawOperation[I, O]) Name() string { return o.operation }

// Start decodes, runs the typed operation, and encodes.
func (o *rawOperation[I, O]) Start(ctx context.Context, raw converter.RawValue, options nexus.StartOperationOptions) (nexus.HandlerStartOperationResult[converter.RawValue], error) {
	input, err := decode[I](raw)
	if err != nil {
		return nil, o.refuse(nexus.HandlerErrorTypeBadRequest, err, nil)
	}
	result, err := o.typed.Start(ctx, input, options)
	if err != nil {
		return nil, o.failed(err)
	}
	var output converter.RawValue
	switch result := result.(type) {
	case *nexus.HandlerStartOperationResultAsync:
		return result, nil
	case *nexus.HandlerStartOperationResultSync[O]:
		output, err = encode(o.payloads, result.Value)
	default:
		err = fmt.Errorf("unexpected %T", result)
	}
	if err != nil {
		return nil, o.refuse(nexus.HandlerErrorTypeInternal, fmt.Errorf("the handler returned a wrong result: %w", err), nil)
	}
	return &nexus.HandlerStartOperationResultSync[converter.RawValue]{Value: output}, nil
}

// Cancel leaves cancellation to the typed operation.
func (o *rawOperation[I, O]) Cancel(ctx context.Context, token string, options nexus.CancelOperationOptions) error {
	return o.typed.Cancel(ctx, token, options)
}

// refuse makes an error that is not retried.
func (c *contract[I, O]) refuse(kind nexus.HandlerErrorType, what, cause error) error {
	return &nexus.HandlerError{Type: kind, Message: strings.ToValidUTF8(fmt.Sprintf("%s/%s: %s", c.service, c.operation, what), "\uFFFD"), Cause: cause, RetryBehavior: nexus.HandlerErrorRetryBehaviorNonRetryable}
}

// failed is how the SDK is to see an error of a handler: it knows a non-retryable application
// error only if that is not wrapped, and retries what it does not know.
func (c *contract[I, O]) failed(err error) error {
	var passedOn stubError
	var handlerError *nexus.HandlerError
	var operationError *nexus.OperationError
	var appErr *temporal.ApplicationError
	switch {
	case errors.As(err, &passedOn): // a declared error of another service is not this operation's
		return c.refuse(nexus.HandlerErrorTypeInternal, err, temporal.NewNonRetryableApplicationError(err.Error(), nextHop, err))
	case errors.As(err, &handlerError), errors.As(err, &operationError), !errors.As(err, &appErr), !appErr.NonRetryable():
		return err
	case slices.ContainsFunc(c.declared, func(kind declaredError) bool { return fullName(kind.detail) == appErr.Type() }):
		return &nexus.OperationError{State: nexus.OperationStateFailed, Message: appErr.Message(), Cause: appErr}
	default:
		return c.refuse(nexus.HandlerErrorTypeInternal, err, appErr)
	}
}

// declaredError is an error that a contract declares: its detail message, and its Go type.
type declaredError struct {
	detail proto.Message
	wrap   func(failure, proto.Message) error
}

// fail makes the application error that carries a declared error on the wire.
func (d declaredError) fail(message string, detail proto.Message) error {
	data, err := proto.Marshal(detail)
	if err == nil && len(data)+len(message) > maxPayloadBytes/2 {
		err = errors.New("detail and message take more than 1 MiB")
	}
	if err != nil {
		return temporal.NewNonRetryableApplicationError(fmt.Sprintf("%s cannot be sent: %s", fullName(detail), err), "TypeError", nil)
	}
	payload, err := converter.NewByteSlicePayloadConverter().ToPayload(data)
	details := []any{converter.NewRawValue(payload)}
	return temporal.NewApplicationErrorWithOptions(strings.ToValidUTF8(message, "\uFFFD"), fullName(detail), temporal.ApplicationErrorOptions{NonRetryable: true, Details: details, Cause: err})
}

// find looks for the declared error among the causes of err, as far as the next hop: an error of
// a call that the handler made in turn is not this operation's, unless the handler made it its own.
func (d declaredError) find(err error, called bool) error {
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		hop := isHop(cause)
		if hop && called {
			return nil
		}
		called = called || hop
		appErr, ok := cause.(*temporal.ApplicationError)
		if !ok || appErr.Type() != fullName(d.detail) {
			continue
		}
		detail := d.detail.ProtoReflect().New().Interface()
		if data, ok := detailOf(appErr); !ok || readBinary.Unmarshal(data, detail) != nil {
			return nil
		}
		if passed := appErr.Unwrap(); called && isHop(passed) {
			if inner, ok := d.find(passed, false).(stubError); ok && proto.Equal(inner.NexusErrorDetail(), detail) {
				return nil
			}
		}
		return d.wrap(failure{fullName(detail) + ": " + appErr.Message(), err, detail}, detail)
	}
	return nil
}

func isHop(err error) bool {
	appErr, ok := err.(*temporal.ApplicationError)
	_, called := err.(*temporal.NexusOperationError)
	return called || ok && appErr.Type() == nextHop
}

// detailOf is the one detail of an application error, if it is bytes.
func detailOf(appErr *temporal.ApplicationError) (data []byte, ok bool) {
	defer func() { _ = recover() }() // the SDK's, at another detail of an error that never left the process
	var first, second converter.RawValue
	if err := appErr.Details(&first); err != nil || appErr.Details(&first, &second) == nil && second.Payload() != nil {
		return nil, false
	}
	return first.Payload().GetData(), string(first.Payload().GetMetadata()[converter.MetadataEncoding]) == converter.MetadataEncodingBinary
}

// stubError is a declared error that a stub returns, of any package.
type stubError interface{ NexusErrorDetail() proto.Message }

// failure is what all declared errors have beside their detail.
type failure struct {
	message string
	cause   error
	detail  proto.Message
}

// Error gives the full name of the detail's type, and the handler's message.
func (f failure) Error() string { return cmp.Or(f.message, "not made by its New function") }

// Unwrap gives the SDK's error.
func (f failure) Unwrap() error { return f.cause }

// NexusErrorDetail gives the detail of any declared error.
func (f failure) NexusErrorDetail() proto.Message { return f.detail }

// invalid is the error of a call that the caller's side refuses.
func (c *contract[I, O]) invalid(kind, endpoint string, what error) error {
	message := fmt.Sprintf("%s/%s: %s", c.service, c.operation, what)
	cause := temporal.NewNonRetryableApplicationError(message, kind, nil)
	return &temporal.NexusOperationError{Message: message, Endpoint: endpoint, Service: c.service, Operation: c.operation, Cause: cause}
}

// request encodes an input, fills in what the contract says of the options, and checks what the
// server would answer only by failing the caller's workflow task, for ever.
func (c *contract[I, O]) request(endpoint string, input I, toClose, toStart, startToClose *time.Duration, summary *string) (converter.RawValue, error) {
	*toClose = cmp.Or(*toClose, c.defaults.ScheduleToCloseTimeout)
	*toStart = cmp.Or(*toStart, c.defaults.ScheduleToStartTimeout)
	*startToClose = cmp.Or(*startToClose, c.defaults.StartToCloseTimeout)
	*summary = cmp.Or(*summary, c.defaults.Summary)
	raw, err := encode(c.payloads, input)
	text, _ := converter.NewJSONPayloadConverter().ToPayload(*summary)
	switch {
	case len(text.GetData()) > 373: // with its quotes
		err = errors.New("the summary must have at most 371 bytes in JSON")
	case !endpointName.MatchString(endpoint):
		err = fmt.Errorf("%.60q is no endpoint name: 2 to 200 letters, digits and hyphens, beginning with a letter", endpoint)
	case min(*toClose, *toStart, *startToClose) < 0, *toClose > 0 && *toClose < minTimeout, *toStart > 0 && *toStart < minTimeout:
		err = fmt.Errorf("a timeout is negative, or under %s, when it expires before the handler is reached; allow 3s or more, 0 means no limit", minTimeout)
	}
	if err != nil {
		err = c.invalid(InvalidRequestErrorType, endpoint, err)
	}
	return raw, err
}

// response waits for the result of a call, and reads it.
func (c *contract[I, O]) response(endpoint string, called bool, get func(valuePtr any) error) (O, error) {
	var raw converter.RawValue
	err := get(&raw)
	for _, kind := range c.declared {
		if declared := kind.find(err, called); declared != nil {
			return *new(O), declared
		}
	}
	if err != nil {
		return *new(O), err
	}
	output, err := decode[O](raw)
	if err != nil {
		err = c.invalid(InvalidResponseErrorType, endpoint, err)
	}
	return output, err
}

// call starts an operation from a workflow.
func (c *contract[I, O]) call(ctx workflow.Context, endpoint string, input I, options workflow.NexusOperationOptions) NexusFuture[O] {
	raw, err := c.request(endpoint, input, &options.ScheduleToCloseTimeout, &options.ScheduleToStartTimeout, &options.StartToCloseTimeout, &options.Summary)
	options.CancellationType = cmp.Or(options.CancellationType, c.defaults.CancellationType)
	if err != nil {
		// The future is the SDK's own, since selectors take no other: it fails at once, because
		// the error is no input of the operation.
		future := workflow.NewNexusClient("none", c.service).ExecuteOperation(ctx, nexus.NewOperationReference[nexus.NoValue, nexus.NoValue](c.operation), err, options)
		return NexusFuture[O]{future, func(func(any) error) (O, error) { return *new(O), err }}
	}
	future := workflow.NewNexusClient(endpoint, c.service).ExecuteOperation(ctx, c.operation, raw, options)
	return NexusFuture[O]{future, func(get func(any) error) (O, error) { return c.response(endpoint, false, get) }}
}

// NexusFuture is an operation that a workflow has started. Selectors take its NexusOperationFuture.
type NexusFuture[O any] struct {
	workflow.NexusOperationFuture
	response func(get func(valuePtr any) error) (O, error)
}

// GetTyped waits for the response. errors.As finds the errors that the contract declares.
func (f NexusFuture[O]) GetTyped(ctx workflow.Context) (O, error) {
	if f.response == nil {
		return *new(O), errNoOperation
	}
	return f.response(func(valuePtr any) error { return f.NexusOperationFuture.Get(ctx, valuePtr) })
}

// Get waits and fails as GetTyped does; valuePtr is read by the DataConverter of the worker.
func (f NexusFuture[O]) Get(ctx workflow.Context, valuePtr any) error {
	if _, err := f.GetTyped(ctx); err != nil || valuePtr == nil {
		return err
	}
	return f.NexusOperationFuture.Get(ctx, valuePtr)
}

// IsReady says whether Get will not wait.
func (f NexusFuture[O]) IsReady() bool { return f.response == nil || f.NexusOperationFuture.IsReady() }

// GetNexusOperationExecution is ready once the operation has started.
func (f NexusFuture[O]) GetNexusOperationExecution() workflow.Future {
	if f.response == nil {
		return f
	}
	return f.NexusOperationFuture.GetNexusOperationExecution()
}

// standaloneClient is what all clients for ordinary code have.
type standaloneClient struct {
	client            client.Client
	operations        client.NexusClient
	endpoint, service string
}

// query narrows a query to the operations of the service; it may end in a GROUP BY.
func (s standaloneClient) query(query string) string {
	mine, parts := fmt.Sprintf("Service = %q", s.service), groupBy.FindStringSubmatch(query)
	if strings.TrimSpace(parts[1]) != "" {
		mine += " AND (" + parts[1] + ")"
	}
	return mine + " " + parts[2]
}

// start starts an operation from ordinary code.
func (c *contract[I, O]) start(ctx context.Context, s standaloneClient, input I, options client.StartNexusOperationOptions) (NexusHandle[O], error) {
	raw, err := c.request(s.endpoint, input, &options.ScheduleToCloseTimeout, &options.ScheduleToStartTimeout, &options.StartToCloseTimeout, &options.Summary)
	if err != nil {
		return NexusHandle[O]{}, err
	}
	handle, err := s.operations.ExecuteOperation(ctx, c.operation, raw, options)
	return NexusHandle[O]{handle, s.endpoint, c.response}, err
}

// handle is that of an operation that was started before, here or elsewhere.
func (c *contract[I, O]) handle(s standaloneClient, id, runID string) NexusHandle[O] {
	handle := s.client.GetNexusOperationHandle(client.GetNexusOperationHandleOptions{OperationID: id, RunID: runID})
	return NexusHandle[O]{handle, s.endpoint, c.response}
}

// NexusHandle is a standalone operation.
type NexusHandle[O any] struct {
	client.NexusOperationHandle
	endpoint string
	response func(endpoint string, called bool, get func(valuePtr any) error) (O, error)
}

// GetTyped waits for the response. errors.As finds the errors that the contract declares.
func (h NexusHandle[O]) GetTyped(ctx context.Context) (O, error) {
	return h.response(h.endpoint, true, func(valuePtr any) error { return h.Get(ctx, valuePtr) })
}

// adapt lets a typed workflow read its input and write its result as the contract says.
func (c *contract[I, O]) adapt(fn func(workflow.Context, I) (O, error)) func(workflow.Context, converter.RawValue) (converter.RawValue, error) {
	return func(ctx workflow.Context, raw converter.RawValue) (converter.RawValue, error) {
		input, err := decode[I](raw)
		if err != nil {
			return raw, temporal.NewNonRetryableApplicationError("the workflow's input: "+err.Error(), InvalidRequestErrorType, nil)
		}
		output, err := fn(ctx, input)
		if err != nil {
			return raw, err
		}
		result, err := encode(c.payloads, output)
		if err != nil {
			err = temporal.NewNonRetryableApplicationError("the workflow's result: "+err.Error(), InvalidResponseErrorType, nil)
		}
		return result, err
	}
}

// startWorkflow starts the workflow behind an operation.
func (c *contract[I, O]) startWorkflow(ctx context.Context, nexusOptions nexus.StartOperationOptions, options client.StartWorkflowOptions, workflowType string, input I) (temporalnexus.WorkflowHandle[O], error) {
	raw, err := encode(c.payloads, input)
	if err != nil {
		return nil, c.refuse(nexus.HandlerErrorTypeInternal, fmt.Errorf("the workflow's input: %w", err), nil)
	}
	return temporalnexus.ExecuteUntypedWorkflow[O](ctx, nexusOptions, options, workflowType, raw)
}
