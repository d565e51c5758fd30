import { toBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
import { isShallow } from '@domain/exporting/all/depth.ts';
import { stamp } from '@domain/exporting/all/form.ts';
import type { LineOf } from '@domain/exporting/all/lines.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import { readUpdate } from '@domain/mini/updateText.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { StoreUnreadError } from '../messagesOf.ts';
import type { AllMedia } from './allMedia.ts';

/** Updates read at a time. */
const PAGE = 200;

type ReadStore = Pick<DocumentStore, 'programs' | 'shelves'>;

/** Mini programs that are in talks, with the package of each where it is here. */
export async function* programLines(store: ReadStore, media: AllMedia): AsyncGenerator<LineOf<'programs'>> {
  for (const { instance, space, card, author, at } of await programsIn(store)) {
    const { package: blob, name, size } = card;
    const type = 'application/webxdc+zip';
    // Named as an archive: nothing is run by opening it.
    const path = await media.want({ blob, name: `${name}.zip`, mime: type, picture: null });
    yield { id: instance, conversation: space, name, author, at: stamp(at), file: { blob, name, size, type, path } };
  }
}

/** What was said in them, in the order in which it came here. */
export async function* updateLines(store: ReadStore, rest: () => Promise<void>): AsyncGenerator<LineOf<'updates'>> {
  for (const { instance, space } of await programsIn(store)) {
    const shelf = { space, instance, document: '' };
    for (let after = 0; ;) {
      const page = await store.shelves.entries(shelf, after, PAGE);
      if (!page.ok) throw new StoreUnreadError(page.error);
      for (const { serial, author, bytes } of page.value) yield updateLine(instance, { serial, author, bytes });
      const last = page.value.at(-1);
      if (last === undefined || page.value.length < PAGE) break;
      after = last.serial;
      await rest();
    }
  }
}

function updateLine(
  program: EventId,
  { serial, author, bytes }: { readonly serial: number; readonly author: string; readonly bytes: Uint8Array },
): LineOf<'updates'> {
  const read = readUpdate(bytes);
  const said = read === null ? null : { ...read, payload: JSON.parse(read.payload) as unknown };
  // Anybody in the talk may have sent it: what is no update, or nested deeper than a line may be, stands as its bytes.
  const update = said === null || !isShallow({ update: said }) ? { bytes: toBase64url(bytes) } : said;
  return { program, serial, author, update };
}

async function programsIn(store: ReadStore): Promise<readonly ProgramRecord[]> {
  const kept = await store.programs.all();
  if (!kept.ok) throw new StoreUnreadError(kept.error);
  return kept.value;
}
