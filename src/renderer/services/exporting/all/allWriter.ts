import { type DataKind, MANIFEST_PATH, type Manifest, dataPath } from '@domain/exporting/all/form.ts';
import type { LineOf } from '@domain/exporting/all/lines.ts';
import { StreamHash } from '@domain/exporting/all/streamHash.ts';
import type { ByteSink } from '@ports/media.ts';
import { ArchiveWriter } from '../archiveWriter.ts';

type Lines<Kind extends DataKind> = AsyncIterable<LineOf<Kind> | string> | Iterable<LineOf<Kind> | string>;

/** Writes the files of an export of everything one after another, and keeps what its manifest says of each (EXA-2). Nothing else of it is held. */
export class AllWriter {
  readonly counts: Record<string, number> = {};
  private readonly archive: ArchiveWriter;
  private readonly files: { path: string; bytes: number; sha256: string }[] = [];

  constructor(sink: ByteSink) {
    this.archive = new ArchiveWriter(sink);
  }

  /** The lines of a kind; what is a text already stands as it is. */
  async lines<Kind extends DataKind>(kind: Kind, lines: Lines<Kind>): Promise<void> {
    let count = 0;
    async function* texts() {
      for await (const line of lines) {
        count += 1;
        yield `${typeof line === 'string' ? line : JSON.stringify(line)}\n`;
      }
    }
    await this.words(dataPath(kind), texts());
    this.counts[kind] = count;
  }

  /** A file of words. */
  async words(path: string, texts: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const hash = new StreamHash();
    const encoder = new TextEncoder();
    async function* noted() {
      for await (const text of texts) {
        hash.take(encoder.encode(text));
        yield text;
      }
    }
    await this.archive.words(path, noted());
    this.files.push({ path, bytes: hash.bytes, sha256: hash.hex() });
  }

  /** A file of a person, as it is. The value is what came of its bytes. */
  async media(
    path: string,
    size: number,
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const hash = new StreamHash();
    async function* noted() {
      for await (const piece of pieces) {
        hash.take(piece);
        yield piece;
      }
    }
    await this.archive.file(path, size, noted());
    return { bytes: hash.bytes, sha256: hash.hex() };
  }

  /** Ends the archive. The sink is for the caller to close. */
  async finish(about: Omit<Manifest, 'counts' | 'files'>): Promise<void> {
    const { counts, files } = this;
    await this.archive.words(MANIFEST_PATH, [`${JSON.stringify({ ...about, counts, files }, null, 1)}\n`]);
    await this.archive.finish();
  }
}
