import * as v from 'valibot';
import { isShallow } from '@domain/exporting/all/depth.ts';
import type { DataKind } from '@domain/exporting/all/form.ts';
import { type LineOf, lineSchemas } from '@domain/exporting/all/lines.ts';
import { textOf, piecesOf } from '../pieces.ts';
import type { ExportFile } from '../zipFile.ts';

/** A line longer than this is not read, UTF-16 code units: an article of the largest kind is shorter. */
const LONGEST = 4_000_000;

/** A line of a file of data: as it stands there, and what it says; null where that does not fit its form (IMA-3). */
export interface ReadLine<Kind extends DataKind> {
  readonly raw: string;
  readonly line: LineOf<Kind> | null;
}

/** The lines of a file, one by one. Throws where it cannot be read to its end. */
export async function* linesOf<Kind extends DataKind>(kind: Kind, file: ExportFile): AsyncGenerator<ReadLine<Kind>> {
  const source = file.source();
  const cutter = new LineCutter();
  try {
    for await (const { text } of textOf(piecesOf(source)))
      for (const raw of cutter.push(text)) yield raw.length > LONGEST ? { raw, line: null } : readLine(kind, raw);
    for (const raw of cutter.end()) yield raw.length > LONGEST ? { raw, line: null } : readLine(kind, raw);
  } finally {
    await source.close?.();
  }
}

/** Cuts a text into lines; of one that is too long no more is held than tells that. Empty ones are none. */
class LineCutter {
  private rest = '';

  push(text: string): readonly string[] {
    const [first = '', ...more] = text.split('\n');
    const lines: string[] = [];
    this.take(first);
    for (const part of more) {
      lines.push(...this.end());
      this.take(part);
    }
    return lines;
  }

  end(): readonly string[] {
    const { rest } = this;
    this.rest = '';
    return rest.trim() === '' ? [] : [rest];
  }

  private take(part: string): void {
    if (this.rest.length <= LONGEST) this.rest += part;
  }
}

/** Reads a line; see {@link ReadLine}. */
export function readLine<Kind extends DataKind>(kind: Kind, raw: string): ReadLine<Kind> {
  const schema: v.GenericSchema = lineSchemas[kind];
  const read = v.safeParse(schema, parsed(raw));
  // The schema of a kind gives lines of it.
  return { raw, line: read.success ? (read.output as LineOf<Kind>) : null };
}

function parsed(raw: string): unknown {
  try {
    const value: unknown = JSON.parse(raw);
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
