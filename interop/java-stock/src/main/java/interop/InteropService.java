package interop;

import io.nexusrpc.Service;

@Service(name = "acme.interop.v1.InteropService")
public interface InteropService extends Operations {}
