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

	pb "protonexus.example/interop/gen/interopv1"
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
	if err := expectEqual(s[name], got); err != nil {
		return nil, fmt.Errorf("sample %q: %w", name, err)
	}
	return s[name], nil
}

func expectEqual(want, got proto.Message) error {
	if proto.Equal(unpacked(want), unpacked(got)) {
		return nil
	}
	return fmt.Errorf("another message: %.1000s", prototext.Format(got))
}

// unpacked is a copy in which the content of every Any is written in one way: proto.Equal
// compares its bytes, which no encoding promises to keep.
func unpacked(message proto.Message) proto.Message {
	message = proto.Clone(message)
	_ = protorange.Range(message.ProtoReflect(), func(values protopath.Values) error {
		inner, _ := values.Index(-1).Value.Interface().(protoreflect.Message)
		if inner == nil {
			return nil
		}
		packed, ok := inner.Interface().(*anypb.Any)
		if !ok {
			return nil
		}
		if content, err := packed.UnmarshalNew(); err == nil { // else its type is none of ours
			_ = anypb.MarshalFrom(packed, unpacked(content), proto.MarshalOptions{Deterministic: true})
		}
		return protorange.Break
	})
	return message
}
