import type { ByteSink } from '@ports/media.ts';

/** Bytes that are put into one piece on the way. */
const TOGETHER = 4 * 1024 * 1024;
/** The download has its own hold on the bytes by then, ms. */
const HELD = 60_000;

interface Named {
  readonly name: string;
  readonly type: string;
}

/** What the platform's picker gives (File System Access). */
interface Picked {
  createWritable(): Promise<{
    write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}
type Picker = (options: { readonly suggestedName: string }) => Promise<Picked>;

/** A sink into a file the person chooses; where the platform has no such, into a download at the end. Null: they gave up. */
export async function openSink(file: Named, saveFrom: (url: string, name: string) => void): Promise<ByteSink | null> {
  const picker = pickerHere();
  if (picker === null) return downloadSink(file, saveFrom);
  try {
    const picked = await picker({ suggestedName: file.name });
    return pickedSink(await picked.createWritable());
  } catch (cause) {
    // Whoever closes the picker wants nothing saved; a page that may not show it saves as others do.
    return cause instanceof DOMException && cause.name === 'AbortError' ? null : downloadSink(file, saveFrom);
  }
}

function pickerHere(): Picker | null {
  const found: unknown = Reflect.get(globalThis, 'showSaveFilePicker');
  // The platform's own, of which the typings do not know.
  return typeof found === 'function' ? (options) => (found as Picker).call(globalThis, options) : null;
}

function pickedSink(stream: Awaited<ReturnType<Picked['createWritable']>>): ByteSink {
  return {
    write: (bytes) => stream.write(new Uint8Array(bytes)),
    close: () => stream.close(),
    abort: () => stream.abort().catch(() => undefined),
  };
}

/** Pieces become blobs, which the browser keeps on its disk when they are many. */
function downloadSink({ name, type }: Named, saveFrom: (url: string, name: string) => void): ByteSink {
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let blobs: Blob[] = [];
  const flush = () => {
    blobs.push(new Blob(parts));
    parts = [];
    length = 0;
  };
  return {
    write: (bytes) => {
      parts.push(new Uint8Array(bytes));
      length += bytes.length;
      if (length >= TOGETHER) flush();
      return Promise.resolve();
    },
    close: () => {
      flush();
      const url = URL.createObjectURL(new Blob(blobs, { type }));
      saveFrom(url, name);
      setTimeout(() => URL.revokeObjectURL(url), HELD);
      return Promise.resolve();
    },
    abort: () => {
      [parts, blobs] = [[], []];
      return Promise.resolve();
    },
  };
}
