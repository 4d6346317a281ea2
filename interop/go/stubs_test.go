package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/nexus-rpc/sdk-go/nexus"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	pb "protonexus.example/interop/gen/interopv1"
	stubs "protonexus.example/interop/gen/interopv1/interopv1nexus"
)

func payload(encoding, messageType, data string) *commonpb.Payload {
	p := &commonpb.Payload{Metadata: map[string][]byte{}, Data: []byte(data)}
	if encoding != "" {
		p.Metadata["encoding"] = []byte(encoding)
	}
	if messageType != "" {
		p.Metadata["messageType"] = []byte(messageType)
	}
	return p
}

// nested is a message inside a message, depth times, as JSON and in binary.
func nested(depth int) (string, string) {
	json := `{"sample":{"everything":` + strings.Repeat(`{"inner":`, depth) + "{}" + strings.Repeat("}", depth+2)
	message := &pb.Everything{}
	for range depth {
		message = &pb.Everything{Inner: message}
	}
	data, err := proto.Marshal(&pb.EchoRequest{Sample: &pb.Sample{Everything: message}})
	if err != nil {
		panic(err)
	}
	return json, string(data)
}

const request, response = "acme.interop.v1.EchoRequest", "acme.interop.v1.EchoResponse"

// payloads are what peers may send: of each, whether it is read, and what an error names.
func payloads(name string) map[string]struct {
	payload *commonpb.Payload
	refused string
} {
	deepest, deepestBinary := nested(98)
	tooDeep, tooDeepBinary := nested(99)
	type row = struct {
		payload *commonpb.Payload
		refused string
	}
	return map[string]row{
		"absent":                 {nil, "encoding"},
		"null":                   {payload("binary/null", "", ""), ""},
		"JSON null":              {payload("json/protobuf", name, " null\n"), ""},
		"JSON":                   {payload("json/protobuf", name, `{"sample":{"name":"secret"}}`), ""},
		"plain JSON":             {payload("json/plain", "", `{"sample":{"name":"secret"}}`), ""},
		"unknown field":          {payload("json/protobuf", name, `{"sample":{"nme":"secret"},"x":[{}]}`), ""},
		"unknown enum name":      {payload("json/protobuf", name, `{"sample":{"everything":{"colour":"secret"}}}`), ""},
		"no type":                {payload("json/protobuf", "", `{}`), ""},
		"deepest":                {payload("json/protobuf", name, deepest), ""},
		"deepest binary":         {payload("binary/protobuf", name, deepestBinary), ""},
		"other type":             {payload("json/protobuf", "acme.interop.v1.RunRequest", `{}`), "RunRequest"},
		"other type in binary":   {payload("binary/protobuf", "acme.interop.v1.RunRequest", ""), "RunRequest"},
		"wrong field":            {payload("json/protobuf", name, `{"sample":{"everything":{"anInt64":"secret"}}}`), "anInt64"},
		"a string for a message": {payload("json/protobuf", name, `{"sample":"secret"}`), "unexpected token"},
		"an array at the root":   {payload("json/protobuf", name, `["secret"]`), "unexpected token"},
		"a string at the root":   {payload("json/plain", "", `"secret"`), "unexpected token"},
		"a key twice":            {payload("json/protobuf", name, `{"sample":{"name":"secret","name":"secret"}}`), "duplicate field"},
		"no JSON":                {payload("json/protobuf", name, `secret`), "cannot read"},
		"empty JSON":             {payload("json/protobuf", name, ``), "cannot read"},
		"cut JSON":               {payload("json/protobuf", name, `{"sample":{"name":"secret`), "cannot read"},
		"bad UTF-8":              {payload("json/protobuf", name, "{\"sample\":{\"name\":\"secret\xff\"}}"), "UTF-8"},
		"NaN outside a string":   {payload("json/protobuf", name, `{"sample":{"everything":{"aDouble":NaN}}}`), "cannot read"},
		"no base64":              {payload("json/protobuf", name, `{"sample":{"everything":{"someBytes":"secret!"}}}`), "someBytes"},
		"a bad timestamp":        {payload("json/protobuf", name, `{"sample":{"everything":{"aTimestamp":"secret"}}}`), "cannot read"},
		"too deep":               {payload("json/protobuf", name, tooDeep), "recursion"},
		"too deep binary":        {payload("binary/protobuf", name, tooDeepBinary), "cannot read"},
		"garbage":                {payload("binary/protobuf", name, "\xff\xff\xffsecret"), "wire-format"},
		"bytes":                  {payload("binary/plain", "", "secret"), "binary/plain"},
		"unknown encoding":       {payload("my/own", name, "secret"), "my/own"},
		"no encoding":            {payload("", name, "secret"), "encoding"},
	}
}

type answering struct {
	stubs.UnimplementedInteropServiceNexusHandler
	answer func(*pb.EchoRequest) (*pb.EchoResponse, error)
	err    error
}

func (h answering) Echo(name string) nexus.Operation[*pb.EchoRequest, *pb.EchoResponse] {
	return nexus.NewSyncOperation(name, func(_ context.Context, in *pb.EchoRequest, _ nexus.StartOperationOptions) (*pb.EchoResponse, error) {
		return h.answer(in)
	})
}

func (h answering) Decline(name string) nexus.Operation[*pb.DeclineRequest, *pb.DeclineResponse] {
	return nexus.NewSyncOperation(name, func(context.Context, *pb.DeclineRequest, nexus.StartOperationOptions) (*pb.DeclineResponse, error) {
		return nil, h.err
	})
}

// raw gives a handler a payload as the SDK does.
type raw struct{ payload *commonpb.Payload }

func (r raw) Deserialize(_ *nexus.Content, v any) error {
	reflect.ValueOf(v).Elem().Set(reflect.ValueOf(converter.NewRawValue(r.payload)))
	return nil
}

func (raw) Serialize(any) (*nexus.Content, error) { return nil, errors.New("not used") }

func start(t *testing.T, h answering, operation string, input *commonpb.Payload) error {
	t.Helper()
	service, err := stubs.NewInteropServiceNexusService(h)
	if err != nil {
		t.Fatal(err)
	}
	registry := nexus.NewServiceRegistry()
	registry.MustRegister(service)
	handler, err := registry.NewHandler()
	if err != nil {
		t.Fatal(err)
	}
	ctx := nexus.WithHandlerContext(context.Background(), nexus.HandlerInfo{Service: service.Name, Operation: operation})
	value := nexus.NewLazyValue(raw{input}, &nexus.Reader{ReadCloser: io.NopCloser(strings.NewReader(""))})
	_, err = handler.StartOperation(ctx, service.Name, operation, value, nexus.StartOperationOptions{})
	return err
}

func TestAHandlerReadsWhatItMayAndRefusesTheRestOnce(t *testing.T) {
	for name, row := range payloads(request) {
		t.Run(name, func(t *testing.T) {
			err := start(t, answering{answer: func(in *pb.EchoRequest) (*pb.EchoResponse, error) {
				return &pb.EchoResponse{Sample: in.Sample}, nil // panics without a message
			}}, "Echo", row.payload)
			refused := new(nexus.HandlerError)
			switch {
			case row.refused == "" && err != nil, row.refused != "" && !errors.As(err, &refused):
				t.Fatal(err)
			case row.refused == "":
			case refused.Type != nexus.HandlerErrorTypeBadRequest || refused.RetryBehavior != nexus.HandlerErrorRetryBehaviorNonRetryable:
				t.Fatal(refused.Type, refused.RetryBehavior)
			case !strings.Contains(refused.Message, row.refused) || strings.Contains(refused.Message, "secret"):
				t.Fatal(refused.Message)
			}
		})
	}
}

func TestAWrongResultIsAnErrorThatIsNotRetried(t *testing.T) {
	for name, result := range map[string]*pb.EchoResponse{
		"nil":       nil,
		"bad UTF-8": {Sample: &pb.Sample{Name: "secret\xff"}},
		"too large": {Sample: &pb.Sample{Name: strings.Repeat("x", 2<<20)}},
	} {
		err := start(t, answering{answer: func(*pb.EchoRequest) (*pb.EchoResponse, error) { return result, nil }}, "Echo", payload("binary/null", "", ""))
		refused := new(nexus.HandlerError)
		if !errors.As(err, &refused) || refused.Type != nexus.HandlerErrorTypeInternal || refused.Retryable() ||
			!strings.Contains(refused.Message, "InteropService/Echo: ") || !strings.Contains(refused.Message, response) || strings.Contains(refused.Message, "secret") {
			t.Error(name, err)
		}
	}
}

func TestErrorsOfAHandler(t *testing.T) {
	declined := stubs.NewDeclinedError("no", &pb.Declined{Reason: "r"})
	other := temporal.NewNonRetryableApplicationError("no", "Broken", nil)
	passedOn := &stubs.DeclinedError{Detail: &pb.Declined{}}
	failed := new(nexus.OperationError)
	for _, err := range []error{declined, fmt.Errorf("wrapped: %w", declined), errors.Join(errors.New("joined"), declined)} {
		if got := start(t, answering{err: err}, "Decline", payload("binary/null", "", "")); !errors.As(got, &failed) || failed.State != nexus.OperationStateFailed {
			t.Error(err, got)
		}
	}
	for _, err := range []error{other, fmt.Errorf("wrapped: %w", other), passedOn, stubs.NewDeclinedError("no", &pb.Declined{Reason: "\xff"})} {
		internal := new(nexus.HandlerError)
		if got := start(t, answering{err: err}, "Decline", payload("binary/null", "", "")); !errors.As(got, &internal) || internal.Retryable() || internal.Cause == nil {
			t.Error(err, got)
		}
	}
	for _, err := range []error{errors.New("plain"), temporal.NewApplicationError("again", "T"), nexus.NewHandlerErrorf(nexus.HandlerErrorTypeNotFound, "none")} {
		if got := start(t, answering{err: err}, "Decline", payload("binary/null", "", "")); got != err {
			t.Error(err, got)
		}
	}
	unimplemented := new(nexus.HandlerError)
	if got := start(t, answering{}, "Fail", payload("binary/null", "", "")); !errors.As(got, &unimplemented) || unimplemented.Type != nexus.HandlerErrorTypeNotImplemented {
		t.Error(got)
	}
}

// inWorkflow runs a workflow in the SDK's test environment, where a panic is an error.
func inWorkflow(t *testing.T, service *nexus.Service, run func(ctx workflow.Context) error) {
	t.Helper()
	env := new(testsuite.WorkflowTestSuite).NewTestWorkflowEnvironment()
	if service != nil {
		env.RegisterNexusService(service)
	}
	env.ExecuteWorkflow(func(ctx workflow.Context) error { return run(ctx) })
	if err := env.GetWorkflowError(); err != nil {
		t.Error(err)
	}
}

func failure(err error, kind string) error {
	called, cause := new(temporal.NexusOperationError), new(temporal.ApplicationError)
	if !errors.As(err, &called) || !errors.As(err, &cause) || cause.Type() != kind || !cause.NonRetryable() {
		return fmt.Errorf("not %s: %w", kind, orResult(err))
	}
	return nil
}

func TestAWrongCallFailsWithoutBeingSent(t *testing.T) {
	stub := stubs.NewInteropServiceNexusClient("endpoint")
	good, options := &pb.EchoRequest{}, workflow.NexusOperationOptions{}
	calls := map[string]func(workflow.Context) stubs.InteropServiceEchoFuture{
		"nil": func(ctx workflow.Context) stubs.InteropServiceEchoFuture { return stub.EchoAsync(ctx, nil, options) },
		"zero client": func(ctx workflow.Context) stubs.InteropServiceEchoFuture {
			return stubs.InteropServiceNexusClient{}.EchoAsync(ctx, good, options)
		},
		"endpoint": func(ctx workflow.Context) stubs.InteropServiceEchoFuture {
			return stubs.NewInteropServiceNexusClient("a.b").EchoAsync(ctx, good, options)
		},
		"negative": func(ctx workflow.Context) stubs.InteropServiceEchoFuture {
			return stub.EchoAsync(ctx, good, workflow.NexusOperationOptions{StartToCloseTimeout: -1})
		},
		"too short": func(ctx workflow.Context) stubs.InteropServiceEchoFuture {
			return stub.EchoAsync(ctx, good, workflow.NexusOperationOptions{ScheduleToCloseTimeout: time.Second})
		},
		"too large": func(ctx workflow.Context) stubs.InteropServiceEchoFuture {
			return stub.EchoAsync(ctx, &pb.EchoRequest{Sample: &pb.Sample{Name: strings.Repeat("x", 2<<20)}}, options)
		},
		"cannot be sent": func(ctx workflow.Context) stubs.InteropServiceEchoFuture {
			return stub.EchoAsync(ctx, &pb.EchoRequest{Sample: &pb.Sample{Name: "\xff"}}, options)
		},
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			inWorkflow(t, nil, func(ctx workflow.Context) error {
				future, selected := call(ctx), false
				workflow.NewSelector(ctx).AddFuture(future.NexusOperationFuture, func(workflow.Future) { selected = true }).Select(ctx)
				_, err := future.GetTyped(ctx)
				started := future.GetNexusOperationExecution().Get(ctx, nil)
				if !selected || !future.IsReady() || started == nil {
					return errors.New("not as a future of the SDK's")
				}
				return errors.Join(failure(err, stubs.InvalidRequestErrorType), failure(future.Get(ctx, nil), stubs.InvalidRequestErrorType))
			})
		})
	}
	inWorkflow(t, nil, func(ctx workflow.Context) error {
		var zero stubs.InteropServiceEchoFuture
		_, err := zero.GetTyped(ctx)
		if err == nil || zero.Get(ctx, nil) == nil || !zero.IsReady() || zero.GetNexusOperationExecution().Get(ctx, nil) == nil {
			return errors.New("a future that is none has no error")
		}
		return nil
	})
}

func TestACallerReadsWhatItMayAndFailsAtTheRest(t *testing.T) {
	for name, row := range payloads(response) {
		t.Run(name, func(t *testing.T) {
			service := nexus.NewService(stubs.InteropServiceServiceName)
			service.MustRegister(nexus.NewSyncOperation("Echo", func(context.Context, converter.RawValue, nexus.StartOperationOptions) (converter.RawValue, error) {
				return converter.NewRawValue(row.payload), nil
			}))
			if row.payload == nil {
				t.Skip("the test environment cannot send none")
			}
			inWorkflow(t, service, func(ctx workflow.Context) error {
				got, err := stubs.NewInteropServiceNexusClient("endpoint").Echo(ctx, &pb.EchoRequest{}, workflow.NexusOperationOptions{})
				if row.refused == "" {
					if err != nil || got == nil {
						return fmt.Errorf("%v: %w", got, orResult(err))
					}
					return nil
				}
				if text := orResult(err).Error(); !strings.Contains(text, row.refused) || strings.Contains(text, "secret") {
					return err
				}
				return failure(err, stubs.InvalidResponseErrorType)
			})
		})
	}
}

func TestADeclaredErrorIsFoundAsFarAsTheNextHop(t *testing.T) {
	call := func(cause error) error { return &temporal.NexusOperationError{Message: "failed", Cause: cause} }
	wrap := func(kind string, cause error) error {
		return temporal.NewApplicationErrorWithOptions("m", kind, temporal.ApplicationErrorOptions{Cause: cause})
	}
	with := func(details ...any) error {
		return temporal.NewApplicationErrorWithOptions("m", "acme.interop.v1.Declined", temporal.ApplicationErrorOptions{Details: details})
	}
	detail, _ := proto.Marshal(&pb.Declined{Reason: "r"})
	bytes := func(data []byte, cause error) error {
		details := []any{converter.NewRawValue(&commonpb.Payload{Metadata: map[string][]byte{"encoding": []byte("binary/plain")}, Data: data})}
		return temporal.NewApplicationErrorWithOptions("m", "acme.interop.v1.Declined", temporal.ApplicationErrorOptions{Details: details, Cause: cause})
	}
	declined := stubs.NewDeclinedError("m", &pb.Declined{Reason: "r"})
	for name, row := range map[string]struct {
		err   error
		found bool
	}{
		"none":                     {nil, false},
		"bare":                     {declined, true},
		"of a call":                {call(declined), true},
		"of a synchronous one":     {call(wrap("OperationError", declined)), true},
		"of a caller workflow":     {wrap("DeclinedError", call(declined)), true},
		"bytes":                    {call(bytes(detail, nil)), true},
		"of the next hop":          {call(wrap("DeclinedError", call(declined))), false},
		"of Python's next hop":     {call(wrap("NexusOperationFailureError", declined)), false},
		"that Python passed on":    {call(bytes(detail, call(wrap("OperationError", declined)))), false},
		"of the handler's own":     {call(bytes(nil, call(wrap("OperationError", declined)))), true},
		"without detail":           {call(with()), false},
		"with another detail":      {call(with("text")), false},
		"with garbage":             {call(bytes([]byte{0xff}, nil)), false},
		"with a detail too many":   {call(with(converter.NewRawValue(payload("binary/plain", "", "")), converter.NewRawValue(payload("binary/plain", "", "")))), false},
		"in another encoding":      {call(with(converter.NewRawValue(payload("json/plain", "", "{}")))), false},
		"of another type entirely": {call(wrap("Broken", nil)), false},
	} {
		found, ok := stubs.AsDeclinedError(row.err)
		if ok != row.found || ok && !errors.Is(found, row.err) {
			t.Error(name, found)
		}
	}
}
