import type { BridgeFile } from '@shared/mini/bridge.ts';
import { MAX_BRIDGE_FILE } from '@shared/mini/bridgeLimits.ts';
import { bytesOfBase64, bytesOfBlob, utf8 } from './builtIns.ts';
import type { Wire } from './wire.ts';

/** `sendToChat` and `importFiles` of webxdc 1.3. */
export interface FileApi {
  sendToChat(message: unknown): Promise<void>;
  importFiles(filter?: unknown): Promise<File[]>;
}

/** Makes the two. Both reject with a `TypeError` for what the specification does not allow. */
export function createFiles(wire: Wire): FileApi {
  return {
    sendToChat: async (message) => {
      await wire.call('sendToChat', await toHandOver(message));
    },
    importFiles: async (filter) => {
      const files = await wire.call('importFiles', filterOf(filter));
      return files.map(({ name, type, bytes }) => new File([new Uint8Array(bytes)], name, { type }));
    },
  };
}

async function toHandOver(message: unknown): Promise<{ text: string | null; file: BridgeFile | null }> {
  const { text, file } = fieldsOf(message, 'sendToChat: the message');
  const words = given(text);
  if (words !== null && typeof words !== 'string') throw new TypeError('sendToChat: text must be a string');
  const handed = given(file) === null ? null : await fileOf(fieldsOf(file, 'sendToChat: the file'));
  if (handed === null && (words === null || words === ''))
    throw new TypeError('sendToChat: at least one of text and file is needed');
  return { text: words, file: handed };
}

async function fileOf(file: Readonly<Record<string, unknown>>): Promise<BridgeFile> {
  const { name } = file;
  if (typeof name !== 'string' || name === '') throw new TypeError('sendToChat: file.name must be a string');
  const contents = ['blob', 'base64', 'plainText'].filter((kind) => given(file[kind]) !== null);
  if (contents.length !== 1)
    throw new TypeError('sendToChat: exactly one of file.blob, file.base64 and file.plainText is needed');
  const { bytes, type } = await contentOf(contents[0] ?? '', file);
  if (bytes.length > MAX_BRIDGE_FILE) throw new RangeError(`sendToChat: more than ${MAX_BRIDGE_FILE} bytes`);
  return { name: name.slice(0, 1024), type: type.slice(0, 127), bytes };
}

/** Empty content is content. */
async function contentOf(
  kind: string,
  file: Readonly<Record<string, unknown>>,
): Promise<{ readonly bytes: Uint8Array; readonly type: string }> {
  const content = file[kind];
  if (kind === 'blob') return blobContent(content);
  if (typeof content !== 'string') throw new TypeError(`sendToChat: file.${kind} must be a string`);
  if (kind === 'plainText') return { bytes: utf8(content), type: 'text/plain' };
  try {
    return { bytes: bytesOfBase64(content), type: '' };
  } catch {
    throw new TypeError('sendToChat: file.base64 is no base64');
  }
}

async function blobContent(content: unknown): Promise<{ readonly bytes: Uint8Array; readonly type: string }> {
  try {
    // What is no blob, of any frame, throws in here.
    const blob = content as Blob;
    return { bytes: await bytesOfBlob(blob), type: blob.type };
  } catch {
    throw new TypeError('sendToChat: file.blob is no readable blob');
  }
}

function filterOf(filter: unknown): { extensions: string[]; mimeTypes: string[]; multiple: boolean } {
  const fields = given(filter) === null ? {} : fieldsOf(filter, 'importFiles: the filter');
  const extensions = textList(fields['extensions'], 'extensions');
  if (extensions.some((extension) => !extension.startsWith('.')))
    throw new TypeError('importFiles: an extension begins with a dot');
  return { extensions, mimeTypes: textList(fields['mimeTypes'], 'mimeTypes'), multiple: fields['multiple'] === true };
}

function textList(value: unknown, name: string): string[] {
  if (given(value) === null) return [];
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
    throw new TypeError(`importFiles: ${name} must be a list of strings`);
  return value;
}

function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${what} is no object`);
  return value as Readonly<Record<string, unknown>>;
}

/** Null for what was not given. */
function given(value: unknown): unknown {
  return value === undefined ? null : value;
}
