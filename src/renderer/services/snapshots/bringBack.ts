/** Brings back what a person had then, and takes back nothing that was said, promised or decided about whom to trust (ADR 51). */
import { type Result, err, ok } from '@shared/result.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { SETTINGS_NAME, readSettings } from '../engine/readSettings.ts';
import { hiddenWordsOf } from '../groups/hiddenLists.ts';
import type { Acts } from '../workspace/acts.ts';
import { storeFailure } from '../workspace/failures.ts';
import { readOnce } from '../workspace/liveQueries.ts';
import type { GoneBack } from '../workspace/snapshotWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { bringBackChoices, isSame } from './bringBackChoices.ts';
import type { ComingBack } from './returnMark.ts';

/** What bringing back works with. */
export interface BringingBack {
  readonly store: DocumentStore;
  readonly contacts: Pick<ContactBook, 'get' | 'change' | 'bringBack'>;
  /** Somebody is a contact again, with the chat: what waits for them goes on, and resolves when what does not count is out of sight. */
  readonly onBack: (account: AccountId, space: SpaceId) => Promise<void>;
  readonly acts: Pick<Acts, 'choose' | 'pinChats' | 'setWallpaper' | 'saveFolder' | 'orderFolders' | 'updateSettings'>;
}

type Back<T> = Promise<Result<T, WorkspaceError>>;

/** Brings back what `then` has: contacts, messages, choices, settings, in this order. Done twice it does the same, also where it was cut short the first time: `coming` knows who was coming back then. */
export async function bringBack(parts: BringingBack, then: DocumentStore, coming: ComingBack): Back<GoneBack> {
  const known = await then.contacts.all();
  if (!known.ok) return err(storeFailure(known.error));
  const others = new Set(known.value.map(({ account }) => account));
  const whole = await makeWhole(parts, coming.people, others);
  if (!whole.ok) return err(storeFailure(whole.error));
  const contacts = await bringBackContacts(parts, then, coming);
  if (!contacts.ok) return contacts;
  const messages = await bringBackMessages(parts, then);
  if (!messages.ok) return messages;
  const chats = await bringBackChoices(parts, then);
  if (!chats.ok) return chats;
  const settings = await bringBackSettings(parts, then);
  return settings.ok ? ok({ contacts: contacts.value, messages: messages.value, chats: chats.value }) : settings;
}

/** Who was removed since is there again, with the chat; who was blocked stays out (SNP-11). */
async function bringBackContacts(parts: BringingBack, then: DocumentStore, coming: ComingBack): Back<number> {
  const all = await then.contacts.all();
  if (!all.ok) return err(storeFailure(all.error));
  let count = 0;
  for (const record of all.value) {
    const known = parts.contacts.get(record.account)?.record ?? null;
    const isBack = known === null || coming.people.has(record.account);
    const done = isBack ? await bringBackContact(parts, then, { record, coming }) : await rename(parts, known, record);
    if (!done.ok) return err(storeFailure(done.error));
    if (isBack && done.value) count += 1;
  }
  return ok(count);
}

/** Who was coming back and is not among `others`: where going back is undone or left they stay, and their chats are to be whole. */
export async function makeWhole(
  { store, contacts, onBack }: Pick<BringingBack, 'store' | 'contacts' | 'onBack'>,
  people: ReadonlySet<AccountId>,
  others: ReadonlySet<AccountId> = new Set(),
): Promise<Result<void, StoreError>> {
  for (const account of people) {
    const record = contacts.get(account)?.record;
    if (record === undefined || others.has(account)) continue;
    const shown = await store.showAgain(record.space);
    if (!shown.ok) return shown;
    await onBack(account, record.space);
  }
  return ok();
}

async function bringBackContact(
  { store, contacts, onBack }: BringingBack,
  then: DocumentStore,
  { record, coming }: { readonly record: ContactRecord; readonly coming: ComingBack },
): Promise<Result<boolean, StoreError>> {
  if (record.state !== 'accepted') return ok(false);
  const block = await store.blocks.get(record.account);
  if (!block.ok) return block;
  if (block.value !== null) return ok(false);
  const noted = await coming.note(record.account);
  if (!noted.ok) return noted;
  // How far one trusts them is never what it was before: the number is to be compared anew.
  const back = await contacts.bringBack({ ...record, verifiedAt: null, blocked: false });
  if (!back.ok || !back.value) return back;
  const shown = await showChat(store, then, record.space);
  if (shown.ok) await onBack(record.account, record.space);
  return shown.ok ? ok(true) : shown;
}

/** The chat as its events make it, read as far as it was. */
async function showChat(store: DocumentStore, then: DocumentStore, space: SpaceId): Promise<Result<void, StoreError>> {
  const row = await then.conversations.get(space);
  if (!row.ok) return row;
  const shown = await store.showAgain(space);
  return shown.ok ? store.markRead(space, row.value?.readAt ?? 0) : shown;
}

/** What the person calls them. How far one trusts them is never what it was before. */
async function rename(
  { contacts }: BringingBack,
  known: ContactRecord,
  { remark, tags }: ContactRecord,
): Promise<Result<boolean, StoreError>> {
  const isNamedSo = isSame([known.remark, known.tags], [remark, tags]);
  return isNamedSo ? ok(false) : contacts.change(known.account, { remark, tags });
}

/** Messages that were deleted here since are shown again, and the other way round; what a group does not show is its own matter (SNP-12). */
async function bringBackMessages({ store }: BringingBack, then: DocumentStore): Back<number> {
  const rows = await then.conversations.all();
  if (!rows.ok) return err(storeFailure(rows.error));
  let count = 0;
  for (const { space } of rows.value) {
    const here = await store.conversations.get(space);
    if (!here.ok) return err(storeFailure(here.error));
    if (here.value === null) continue;
    const done = await bringBackIn(store, then, space);
    if (!done.ok) return err(storeFailure(done.error));
    count += done.value;
  }
  return ok(count);
}

async function bringBackIn(
  store: DocumentStore,
  then: DocumentStore,
  space: SpaceId,
): Promise<Result<number, StoreError>> {
  const [now, before] = [await readOnce(store.watchHidden(space)), await readOnce(then.watchHidden(space))];
  if (!now.ok) return now;
  if (!before.ok) return before;
  const others = new Set([...(await hiddenWordsOf(store, space)), ...(await hiddenWordsOf(then, space))]);
  const isOwn = (id: EventId) => !others.has(id);
  let count = 0;
  for (const id of [...now.value].filter((one) => !before.value.has(one) && isOwn(one))) {
    const shown = await then.message(space, id);
    if (!shown.ok) return shown;
    // One that had not come then is as it is.
    if (shown.value === null) continue;
    const restored = await store.restoreMessage(space, id);
    if (!restored.ok) return restored;
    count += 1;
  }
  for (const id of [...before.value].filter((one) => !now.value.has(one) && isOwn(one))) {
    const hidden = await store.hideMessage(space, id);
    if (!hidden.ok) return hidden;
    if (hidden.value) count += 1;
  }
  return ok(count);
}

/** Rules by which things are removed: to go back to something brings things back, and takes none away unasked. */
const RULES_OF_REMOVAL: ReadonlySet<string> = new Set<keyof Settings>([
  'retention',
  'blobBudget',
  'feedFileDays',
  'articleBudget',
]);

async function bringBackSettings({ store, acts }: BringingBack, then: DocumentStore): Back<void> {
  const [old, now] = [await then.values.get(SETTINGS_NAME), await store.values.get(SETTINGS_NAME)];
  if (!old.ok) return err(storeFailure(old.error));
  // Nothing was ever set then: what is set now may have been all along.
  if (old.value === null) return ok();
  const [wanted, known] = [readSettings(old.value), readSettings(now.ok ? now.value : null)];
  const changed = Object.entries(wanted).filter(
    ([name, value]) => !RULES_OF_REMOVAL.has(name) && !isSame(value, Reflect.get(known, name)),
  );
  const change: Partial<Settings> = Object.fromEntries(changed);
  return changed.length === 0 ? ok() : acts.updateSettings(change);
}
