/** The text of an answer; null with the first byte too many: that ends the connection. */
export async function textUpTo({ body }: Response, limit: number): Promise<string | null> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    size += piece.value.length;
    if (size > limit) {
      await reader?.cancel();
      return null;
    }
    pieces.push(piece.value);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}
