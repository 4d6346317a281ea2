package interop;

import io.nexusrpc.Service;

@Service(name = "acme.interop.v1.BinaryInteropService")
public interface BinaryInteropService extends Operations {}
