import { ZipStream } from '@domain/archive/zipStream.ts';
import type { ByteSink } from '@ports/media.ts';

/** Letters are packed in pieces of about so many. */
const PIECE = 128 * 1024;

/** Writes an archive into a sink, one file after another; nothing of it is held (CEX-6). What the sink throws comes through. */
export class ArchiveWriter {
  private readonly sink: ByteSink;
  private readonly zip = new ZipStream();

  constructor(sink: ByteSink) {
    this.sink = sink;
  }

  /** A file of words, which are packed. */
  async words(path: string, texts: AsyncIterable<string> | Iterable<string>): Promise<void> {
    await this.sink.write(this.zip.begin(path));
    const packing = new CompressionStream('deflate-raw');
    const written = this.writePacked(packing.readable.getReader());
    const writer = packing.writable.getWriter();
    const encoder = new TextEncoder();
    const give = async (text: string) => {
      const bytes = encoder.encode(text);
      this.zip.took(bytes);
      await writer.write(new Uint8Array(bytes));
    };
    try {
      let held = '';
      for await (const text of texts) {
        held += text;
        if (held.length < PIECE) continue;
        await give(held);
        held = '';
      }
      await give(held);
      await writer.close();
    } catch (cause) {
      await writer.abort(cause).catch(() => undefined);
      await written.catch(() => undefined);
      throw cause;
    }
    await written;
    await this.sink.write(this.zip.end());
  }

  /** A file as it is. `size`: about how many bytes it has. */
  async file(path: string, size: number, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    await this.sink.write(this.zip.begin(path, size));
    for await (const piece of pieces) await this.sink.write(this.zip.store(piece));
    await this.sink.write(this.zip.endStored());
  }

  /** Ends the archive. The sink is for the caller to close. */
  finish(): Promise<void> {
    return this.sink.write(this.zip.finish());
  }

  private async writePacked(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      await this.sink.write(this.zip.wrote(next.value));
  }
}
