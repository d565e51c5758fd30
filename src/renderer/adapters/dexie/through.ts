/** All of these bytes through a stream that makes others of them. */
export async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  // Each is heard of a stream that fails, or nobody would have heard of the others.
  const [changed] = await Promise.all([
    new Response(stream.readable).arrayBuffer(),
    writer.write(Uint8Array.from(bytes)),
    writer.close(),
  ]);
  return new Uint8Array(changed);
}
