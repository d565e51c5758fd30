import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { crc32 } from '@domain/archive/crc32.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { centralRecord, endRecords, localRecord } from '@domain/archive/zipRecords.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { openExport } from '@services/importing/exportFiles.ts';
import { type ExportFile, openZip } from '@services/importing/zipFile.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);

/** An archive of one deflated file, whose record may claim something else. */
function packed(content: Uint8Array, claims: { readonly size?: number; readonly checksum?: number } = {}): Blob {
  const data = new Uint8Array(deflateRawSync(content));
  const facts = {
    ...{ path: bytesOf('a.bin'), isDeflated: true, isDescribedLater: false, isLarge: false },
    ...{ checksum: crc32(content), packed: data.length, size: content.length },
    ...claims,
  };
  const local = localRecord(facts);
  const list = centralRecord(facts, 0);
  const offset = local.length + data.length;
  return blobOf(joinBytes(local, data, list, endRecords({ files: 1, size: list.length, offset })));
}

async function only(archive: Blob): Promise<ExportFile> {
  const opened = await openZip(archive);
  const [file] = opened.ok ? opened.value : [];
  if (file === undefined) throw new Error('no file');
  return file;
}

/** Reads a file slice by slice, as it is kept. */
async function read(file: ExportFile, step: number): Promise<Uint8Array> {
  const source = file.source();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < file.size; at += step)
    parts.push(new Uint8Array(await source.slice(at, Math.min(file.size, at + step)).arrayBuffer()));
  await source.close?.();
  return joinBytes(...parts);
}

describe('a file in an archive', () => {
  const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) % 251);

  test.each([1000, 65_536, 524_288])('ARC-6 is read in slices of %i, as it is', async (step) => {
    expect(await read(await only(packed(content)), step)).toEqual(content);
    const stored = await only(blobOf(zipFiles(new Map([['a.bin', content]]))));
    expect(await read(stored, step)).toEqual(content);
  });

  test('ARC-6 a slice may be read again, and from the beginning', async () => {
    const source = (await only(packed(content))).source();
    const slice = async (start: number, end: number) => new Uint8Array(await source.slice(start, end).arrayBuffer());
    expect(await slice(0, 100)).toEqual(content.subarray(0, 100));
    expect(await slice(0, 200)).toEqual(content.subarray(0, 200));
    expect(await slice(70_000, 70_010)).toEqual(content.subarray(70_000, 70_010));
    await source.close?.();
  });

  test('ARC-4 is never unpacked beyond the size it says', async () => {
    const file = await only(packed(content, { size: 1000 }));
    await expect(read(file, 1000)).rejects.toThrow('longer');
  });

  test('ARC-6 one that is shorter, or another than its record says, is unreadable', async () => {
    await expect(read(await only(packed(content, { size: 400_000 })), 65_536)).rejects.toThrow('shorter');
    await expect(read(await only(packed(content, { checksum: 5 })), 65_536)).rejects.toThrow('checksum');
  });
});

describe('what was chosen', () => {
  const chosen = (files: Record<string, string>) =>
    Object.entries(files).map(([path, text]) => ({ path, file: blobOf(bytesOf(text)) }));

  test('IMP-6 a file is found beside the text, else by its name where only one has it', async () => {
    const opened = await openExport(
      chosen({
        'x/result.json': '{}',
        'x/photos/1.jpg': 'a',
        'x/a/2.jpg': 'b',
        'x/b/2.jpg': 'c',
        'x/e\u0301.jpg': 'd',
      }),
    );
    if (!opened.ok) throw new Error(opened.error.code);
    const { find, files } = opened.value;
    expect(find('photos/1.jpg')?.path).toBe('x/photos/1.jpg');
    expect(find('1.jpg')?.path).toBe('x/photos/1.jpg');
    expect(find('2.jpg')).toBeNull();
    expect(find('../../etc/1.jpg')?.path).toBe('x/photos/1.jpg');
    expect(find('é.jpg')?.path).toBe('x/e\u0301.jpg');
    expect(files).toBe(4);
  });

  test.each([
    [{ 'WhatsApp Chat with Ana Lee.txt': '', 'notes.txt': '' }, 'whatsapp', 'Ana Lee'],
    [{ 'Chat de WhatsApp con Ana.txt': '' }, 'whatsapp', 'Ana'],
    [{ 'a/b/_chat.txt': '', 'a/b/c/result.json': '' }, 'whatsapp', ''],
    [{ 'result.json': '', 'notes.txt': '' }, 'telegram', ''],
    [{ 'talk.txt': '' }, 'whatsapp', ''],
  ] as const)('IMP-1 %o is of %s', async (files, source, name) => {
    const opened = await openExport(chosen(files));
    expect(opened).toMatchObject({ ok: true, value: { source, name } });
  });
});
