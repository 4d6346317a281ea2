"""The protoc plugin: request -> contract -> files.

`protonexus.codegen.generate.generate` turns a CodeGeneratorRequest into a response without I/O;
`protonexus.codegen.plugin.main` is the `protoc-gen-nexus-python` command around it.
Nothing here imports temporalio, and as little else as possible: a plugin is started anew for every generation.
"""
