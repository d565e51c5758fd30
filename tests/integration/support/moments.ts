/** What tests of moments say and see. */
import type { AccountId, EventId } from '@shared/ids.ts';
import type { Audience } from '@domain/moments/audience.ts';
import type { OutgoingFile } from '@services/workspace/fileWorkspace.ts';
import type { MomentShelf, MomentView, NewMoment } from '@services/workspace/momentsWorkspace.ts';
import { settle } from '../../support/shared/settle.ts';
import { type Person, must } from './world.ts';

export const EVERYONE: Audience = { kind: 'contacts' };

export function photo(text: string): OutgoingFile {
  return { file: new File([text], 'photo.jpg', { type: 'image/jpeg' }), asFile: false, caption: '' };
}

/** Posts; the value is the post's id. */
export async function post(person: Person, text: string, change: Partial<NewMoment> = {}): Promise<EventId> {
  const moment = { text, files: [], link: null, program: null, shared: null, audience: EVERYONE, life: null };
  return must(await person.workspace.postMoment({ ...moment, ...change })).post;
}

/** The posts somebody sees, newest first. */
export async function posts(person: Person, shelf: MomentShelf = { of: 'everyone' }): Promise<readonly MomentView[]> {
  const window = person.workspace.moments.openMoments(shelf);
  await settle();
  for (let step = 0; step < 20 && window.state.get().hasOlder; step += 1) {
    window.showOlder();
    await settle();
  }
  const { posts: shown } = window.state.get();
  window.close();
  return shown;
}

/** Their texts. */
export async function texts(person: Person, shelf?: MomentShelf): Promise<readonly string[]> {
  return (await posts(person, shelf)).map(({ body }) => body?.text ?? '?');
}

/** One post as somebody sees it. */
export function see(person: Person, id: EventId): Promise<MomentView | null> {
  return person.read(person.workspace.moments.moment(id));
}

/** Whom somebody calls so. */
export async function accountOf(person: Person, other: string): Promise<AccountId> {
  const contact = (await person.read(person.workspace.contacts())).find(({ ownName }) => ownName === other);
  if (contact === undefined) throw new Error(`${person.name} does not know ${other}`);
  return contact.account;
}
