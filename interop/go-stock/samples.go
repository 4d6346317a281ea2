package main

import (
	"fmt"
	"os"

	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protopath"
	"google.golang.org/protobuf/reflect/protorange"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/anypb"

	pb "protonexus/interop/go-stock/gen/interopv1"
)

// samples are the messages that every peer knows, by name.
type samples map[string]*pb.Sample

func readSamples(file string) (samples, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all pb.Samples
	if err := proto.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	known := samples{}
	for _, sample := range all.GetSamples() {
		known[sample.GetName()] = sample
	}
	return known, nil
}

// known returns the sample of that name if it equals got.
func (s samples) known(name string, got *pb.Sample) (*pb.Sample, error) {
	want := s[name]
	if want == nil {
		return nil, fmt.Errorf("no sample %q", name)
	}
	if err := expectEqual(want, got); err != nil {
		return nil, fmt.Errorf("sample %q: %w", name, err)
	}
	return want, nil
}

func expectEqual(want, got proto.Message) error {
	if proto.Equal(settled(want), settled(got)) {
		return nil
	}
	text := prototext.Format(got)
	return fmt.Errorf("another message: %s", text[:min(len(text), 1000)])
}

// settled is a copy in which every Any is written the same way, since proto.Equal compares the
// bytes in them, and no encoding promises to keep those. (protocmp would look into them, but
// takes twice as long for each level of nesting.)
func settled(message proto.Message) proto.Message {
	message = proto.Clone(message)
	_ = protorange.Range(message.ProtoReflect(), func(values protopath.Values) error {
		reflected, ok := values.Index(-1).Value.Interface().(protoreflect.Message)
		if !ok {
			return nil
		}
		packed, ok := reflected.Interface().(*anypb.Any)
		if !ok {
			return nil
		}
		if content, err := packed.UnmarshalNew(); err == nil { // else its type is none of ours
			_ = anypb.MarshalFrom(packed, settled(content), proto.MarshalOptions{Deterministic: true})
		}
		return protorange.Break // its content is settled
	})
	return message
}
