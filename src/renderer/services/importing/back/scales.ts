/** What of each kind comes back, and what stays as it is here (IMA-9 to IMA-11). */
import * as v from 'valibot';
import { fail, ok } from '@shared/result.ts';
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { type Folder, folderSchema } from '@domain/preference/folders.ts';
import { type Settings, strictSettingsSchema } from '@domain/settings/settings.ts';
import { MAX_PACK } from '@domain/sticker/kept.ts';
import type { BackKind } from '../../workspace/importWorkspace.ts';
import type { Contact } from '../../workspace/workspace.ts';
import { articleScale } from './articleDrafts.ts';
import { type BackStep, type BackWorkspace, type MakeScale, type Weighed, readNow } from './backStep.ts';

/**
 * Settings that a file may change. Not among them: servers and proxies, since a file from anywhere is not to say over whom one talks, and what stays how
 * long or takes how much room, since that is of the machine and can delete.
 */
const SETTINGS = [
  ...(['theme', 'locale', 'zoom', 'notifications', 'quietHours', 'noticeContent'] as const),
  ...(['readReceipts', 'typing', 'linkPreviews', 'unarchive', 'recallHours'] as const),
] satisfies readonly (keyof Settings)[];
type FileSetting = (typeof SETTINGS)[number];

/** The names and tags a person gave. What they chose here since stays. */
const contacts: MakeScale<'contacts'> = async (whole) => {
  const known = new Map((await readNow(whole.contacts())).map((contact) => [contact.account, contact]));
  return {
    weigh: ({ id, remark, tags }) => {
      const contact = known.get(id as AccountId);
      if (contact === undefined) return 'without';
      const name = contact.remark === null && remark !== null && remark !== contact.ownName ? remark : null;
      const added = tags.filter((tag) => !contact.tags.includes(tag));
      return name === null && added.length === 0 ? 'here' : contactStep(whole, contact, { name, added });
    },
  };
};

function contactStep(
  whole: BackWorkspace,
  { account, tags }: Contact,
  { name, added }: { readonly name: string | null; readonly added: readonly string[] },
): BackStep {
  const both = async (remark: string, next: readonly string[]) => {
    const named = name === null ? ok() : await whole.setRemark(account, remark);
    return named.ok && added.length > 0 ? whole.setTags(account, next) : named;
  };
  return { act: () => both(name ?? '', [...tags, ...added]), undo: () => both('', tags) };
}

const settings: MakeScale<'settings'> = async (whole) => {
  const now = await readNow(whole.settings());
  const { folders } = await readNow(whole.housekeeping());
  const spaces = new Set((await readNow(whole.conversations())).map(({ space }) => space));
  return {
    weigh: ({ name, value }) => {
      if (name === 'folders') return foldersStep(whole, { value, folders, spaces });
      const setting = SETTINGS.find((one) => one === name);
      return setting === undefined ? 'without' : settingStep(whole, now, { setting, value });
    },
  };
};

function settingStep(
  whole: BackWorkspace,
  now: Settings,
  { setting, value }: { readonly setting: FileSetting; readonly value: unknown },
): Weighed {
  const read = v.safeParse(strictSettingsSchema.entries[setting], value);
  if (!read.success) return 'without';
  if (JSON.stringify(read.output) === JSON.stringify(now[setting])) return 'here';
  return {
    act: () => whole.updateSettings({ [setting]: read.output }),
    undo: () => whole.updateSettings({ [setting]: now[setting] }),
  };
}

/** Folders one has none of that name of. Chats in them that are not here are left out. */
function foldersStep(
  whole: BackWorkspace,
  {
    value,
    folders,
    spaces,
  }: { readonly value: unknown; readonly folders: readonly Folder[]; readonly spaces: ReadonlySet<SpaceId> },
): Weighed {
  const read = v.safeParse(v.array(v.unknown()), value);
  const names = new Set(folders.map(({ name }) => name));
  const fresh = (read.success ? read.output : []).flatMap((one) => {
    const folder = v.safeParse(folderSchema, one);
    if (!folder.success || names.has(folder.output.name)) return [];
    names.add(folder.output.name);
    const { name, rule, chosen } = folder.output;
    return [{ id: null, name, rule, chosen: chosen.filter((space) => spaces.has(space)) }];
  });
  if (fresh.length === 0) return 'here';
  const made: string[] = [];
  return {
    act: async () => {
      for (const folder of fresh) {
        const saved = await whole.saveFolder(folder);
        if (!saved.ok) return saved;
        made.push(saved.value.id);
      }
      return ok();
    },
    undo: async () => {
      for (const id of made.splice(0)) {
        const removed = await whole.removeFolder(id);
        if (!removed.ok) return removed;
      }
      return ok();
    },
  };
}

const stickers: MakeScale<'stickers'> = async (whole, find) => {
  const known = new Set((await readNow(whole.stickers())).map(({ file }) => file.blob));
  return {
    weigh: ({ emoji, pack, file: { blob, path } }) => {
      const picture = path === null || blob === null ? null : find(path);
      if (picture === null || blob === null) return 'without';
      if (known.has(blob as BlobId)) return 'here';
      known.add(blob as BlobId);
      const words = { emoji, pack: pack.slice(0, MAX_PACK), blob: blob as BlobId };
      return {
        act: async () => {
          const source = picture.source();
          try {
            const bytes = await source.slice(0, source.size).arrayBuffer();
            return await whole.bringSticker(new Blob([bytes]), words);
          } catch {
            return fail('file-unreadable', 'its picture cannot be read');
          } finally {
            await source.close?.();
          }
        },
        undo: () => whole.removeSticker(words.blob),
      };
    },
  };
};

const favourites: MakeScale<'favourites'> = async (whole) => {
  const known = new Set((await readNow(whole.favourites())).map(({ id }) => id));
  return {
    weigh: async ({ conversation, message }) => {
      const [space, id] = [conversation as SpaceId, message as EventId];
      if (known.has(id)) return 'here';
      if ((await readNow(whole.message(space, id))) === null) return 'without';
      known.add(id);
      return { act: () => whole.setFavourite(space, id, true), undo: () => whole.setFavourite(space, id, false) };
    },
  };
};

/**
 * What was half written in chats that are here and in which nothing is, and articles of channels one writes for. What was to be said later is not
 * said from a file.
 */
const drafts: MakeScale<'drafts'> = async (whole, find) => {
  const weighArticle = await articleScale(whole, find);
  const written = new Map((await readNow(whole.conversations())).map(({ space, draft }) => [space, draft]));
  return {
    weigh: (line) => {
      if (line.kind === 'article') return weighArticle(line);
      if (line.kind !== 'chat') return 'without';
      const space = line.conversation as SpaceId;
      const draft = written.get(space);
      if (draft === undefined) return 'without';
      if (draft !== '') return 'here';
      written.set(space, line.text);
      return { act: () => whole.saveDraft(space, line.text), undo: () => whole.saveDraft(space, '') };
    },
  };
};

/** The scale of each kind. */
export const SCALES = { contacts, settings, stickers, favourites, drafts } as const satisfies {
  readonly [Kind in BackKind]: MakeScale<Kind>;
};
