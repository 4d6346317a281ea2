package interop;

import acme.interop.v1.Interop;
import acme.interop.v1.Interop.Sample;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages that every peer knows, by name. */
final class Samples {
  private final Map<String, Sample> byName = new HashMap<>();

  Samples(Path file) throws IOException {
    for (Sample sample : Interop.Samples.parseFrom(Files.readAllBytes(file)).getSamplesList()) {
      byName.put(sample.getName(), sample);
    }
  }

  Sample get(String name) {
    Sample sample = byName.get(name);
    if (sample == null) {
      throw new IllegalArgumentException("no sample '" + name + "'");
    }
    return sample;
  }

  /** The sample of that name, if {@code got} equals it. */
  Sample expect(String name, Sample got) {
    Sample want = get(name);
    expectEqual(want, got);
    return want;
  }

  /** {@code equals} says that NaN equals NaN, and that -0.0 does not equal 0.0. */
  static void expectEqual(Message want, Message got) {
    if (!settled(want).equals(settled(got))) {
      String text = got.toString();
      throw new IllegalArgumentException(
          "another message: " + text.substring(0, Math.min(text.length(), 1000)));
    }
  }

  /** What an Any may hold. */
  static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(Interop.getDescriptor().getMessageTypes())
          .add(acme.interop.v1.EverythingOuterClass.getDescriptor().getMessageTypes())
          .add(Any.getDescriptor())
          .add(com.google.protobuf.Struct.getDescriptor().getFile().getMessageTypes())
          .add(com.google.protobuf.StringValue.getDescriptor().getFile().getMessageTypes())
          .add(com.google.protobuf.Timestamp.getDescriptor())
          .add(com.google.protobuf.Duration.getDescriptor())
          .add(com.google.protobuf.Empty.getDescriptor())
          .build();

  /** A copy whose Anys hold no bytes, which {@code equals} would compare, but their text. */
  private static Message settled(Message message) {
    Message.Builder copy = message.toBuilder();
    if (message instanceof Any any) {
      return any.toBuilder().setValue(com.google.protobuf.ByteString.copyFromUtf8(text(any))).build();
    }
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isMapField()) {
        continue;
      }
      if (field.isRepeated()) {
        List<?> all = (List<?>) entry.getValue();
        for (int i = 0; i < all.size(); i++) {
          copy.setRepeatedField(field, i, settled((Message) all.get(i)));
        }
      } else {
        copy.setField(field, settled((Message) entry.getValue()));
      }
    }
    return copy.build();
  }

  private static String text(Any any) {
    try {
      var type = any.getTypeUrl().isEmpty() ? null : TYPES.getDescriptorForTypeUrl(any.getTypeUrl());
      return type == null ? "" : settled(DynamicMessage.parseFrom(type, any.getValue())).toString();
    } catch (InvalidProtocolBufferException e) {
      return "unreadable";
    }
  }
}
