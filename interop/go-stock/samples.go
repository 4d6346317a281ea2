package main

import (
	"fmt"
	"os"

	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

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

// expectEqual compares texts, in which an Any is a message and -0.0 has its sign. proto.Equal would
// compare the bytes in an Any, which no encoding promises to keep, and take -0.0 for 0.0.
func expectEqual(want, got proto.Message) error {
	text := prototext.Format(got)
	if text == prototext.Format(want) {
		return nil
	}
	return fmt.Errorf("another message: %s", text[:min(len(text), 1000)])
}
